namespace Saml;

/// <summary>A name identifier of a subject (saml-core-2.0-os 2.2.3).</summary>
/// <param name="Value">The identifier, exactly as it was signed.</param>
/// <param name="Format">The format URI, or null when the IdP sent none (then it means <see cref="NameIdFormats.Unspecified"/>).</param>
/// <param name="NameQualifier">The domain that qualifies the name, usually the IdP's entity ID; null when not sent.</param>
/// <param name="SpNameQualifier">The service provider that the name is for; null when not sent.</param>
public sealed record NameId(string Value, string? Format, string? NameQualifier, string? SpNameQualifier);
