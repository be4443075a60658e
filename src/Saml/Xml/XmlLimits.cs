namespace Saml.Xml;

/// <summary>How large a document may be for one kind of message.</summary>
internal readonly record struct XmlLimits(int MaxBytes, int MaxNodes)
{
    internal static readonly XmlLimits Message = new(SamlLimits.MaxMessageBytes, 16 * 1024);

    /// <summary>
    /// For canonical octets, which are longer than the document: exclusive canonicalisation repeats a namespace declaration on every
    /// element that uses it first. Without a bound, one long namespace name and many small elements would make gigabytes.
    /// </summary>
    internal static readonly XmlLimits Canonical = new(4 * SamlLimits.MaxMessageBytes, 16 * 1024);

    /// <summary>The same for signed metadata.</summary>
    internal static readonly XmlLimits CanonicalMetadata = new(2 * SamlLimits.MaxMetadataBytes, 256 * 1024);

    internal static readonly XmlLimits Metadata = new(SamlLimits.MaxMetadataBytes, 256 * 1024);
}
