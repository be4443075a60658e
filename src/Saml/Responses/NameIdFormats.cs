namespace Saml;

/// <summary>Name identifier formats (saml-core-2.0-os 8.3).</summary>
public static class NameIdFormats
{
    /// <summary>The meaning is left to the parties (8.3.1).</summary>
    public const string Unspecified = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";

    /// <summary>An e-mail address (8.3.2). It can be re-assigned to another person: not a key.</summary>
    public const string EmailAddress = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";

    /// <summary>An opaque identifier that stays with one person and one service provider (8.3.7).</summary>
    public const string Persistent = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";

    /// <summary>An identifier that is good for one session only (8.3.8).</summary>
    public const string Transient = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";
}
