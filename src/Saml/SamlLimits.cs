namespace Saml;

/// <summary>The bounds that the engine sets to everything it reads, checked before memory is taken.</summary>
public static class SamlLimits
{
    /// <summary>Octets of a decoded protocol message. 1,000 groups make about 120 KiB.</summary>
    public const int MaxMessageBytes = 256 * 1024;

    /// <summary>Octets of a message in base64, with room for line breaks.</summary>
    public const int MaxEncodedMessageBytes = 360 * 1024;

    /// <summary>Octets of a metadata document.</summary>
    public const int MaxMetadataBytes = 4 * 1024 * 1024;

    /// <summary>Nesting of elements.</summary>
    public const int MaxDepth = 48;

    /// <summary>Attributes of one element, namespace declarations included.</summary>
    public const int MaxAttributesPerElement = 64;

    /// <summary>Different namespace names in one document, the ten that the engine itself knows among them.</summary>
    public const int MaxNamespaces = 128;

    /// <summary>Characters of a list of inclusive prefixes (xml-exc-c14n 3); a stranger can make us read it before any signature is verified.</summary>
    public const int MaxPrefixListLength = 1024;

    /// <summary>Characters of a name identifier, each of its qualifiers, and a session index. 256 must be taken (Kantara IIP-G02).</summary>
    public const int MaxNameLength = 1024;

    /// <summary>The first year that an authentication can lie in: what is older is an unset time, and tables cannot hold it.</summary>
    public const int EarliestYear = 1601;

    /// <summary>How far our clock and the IdP's may differ (Kantara IIP-G01: 3 to 5 minutes).</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(3);
}
