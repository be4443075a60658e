namespace Saml;

/// <summary>One attribute that the IdP asserts about the subject (saml-core-2.0-os 2.7.3.1).</summary>
/// <param name="Name">The attribute's name; the only thing that identifies it (Kantara IIP-SP01: any name is legal).</param>
/// <param name="NameFormat">How to read the name, or null when not sent.</param>
/// <param name="Values">The text of each value, in document order; an empty or nil value is an empty string.</param>
public sealed record SamlAttribute(string Name, string? NameFormat, IReadOnlyList<string> Values);
