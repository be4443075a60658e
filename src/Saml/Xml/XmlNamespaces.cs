namespace Saml.Xml;

/// <summary>
/// The namespaces that the engine knows by number, so that telling elements apart compares integers.
/// The numbers are indexes into <see cref="Known"/>; a document's other namespaces are numbered behind them.
/// </summary>
internal static class XmlNamespaces
{
    internal const ushort None = 0;
    internal const ushort Xml = 1;
    internal const ushort Assertion = 2;
    internal const ushort Protocol = 3;
    internal const ushort Signature = 4;
    internal const ushort ExclusiveC14n = 5;
    internal const ushort Metadata = 6;
    internal const ushort Encryption = 7;
    internal const ushort SchemaInstance = 8;
    internal const ushort Encryption11 = 9;

    /// <summary>Whether the schema of this namespace says which attributes of its elements are IDs.</summary>
    internal static bool HasIds(ushort number) => number is Assertion or Protocol or Signature or Metadata or Encryption or Encryption11;

    internal const string AssertionUri = "urn:oasis:names:tc:SAML:2.0:assertion";
    internal const string ProtocolUri = "urn:oasis:names:tc:SAML:2.0:protocol";
    internal const string SignatureUri = "http://www.w3.org/2000/09/xmldsig#";
    internal const string MetadataUri = "urn:oasis:names:tc:SAML:2.0:metadata";

    internal static readonly byte[][] Known =
    [
        [],
        [.. "http://www.w3.org/XML/1998/namespace"u8],
        [.. "urn:oasis:names:tc:SAML:2.0:assertion"u8],
        [.. "urn:oasis:names:tc:SAML:2.0:protocol"u8],
        [.. "http://www.w3.org/2000/09/xmldsig#"u8],
        [.. "http://www.w3.org/2001/10/xml-exc-c14n#"u8],
        [.. "urn:oasis:names:tc:SAML:2.0:metadata"u8],
        [.. "http://www.w3.org/2001/04/xmlenc#"u8],
        [.. "http://www.w3.org/2001/XMLSchema-instance"u8],
        [.. "http://www.w3.org/2009/xmlenc11#"u8],
    ];
}
