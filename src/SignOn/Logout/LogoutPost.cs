namespace SignOn;

/// <summary>A logout message in a form (saml-bindings-2.0-os 3.5).</summary>
/// <param name="IsRequest">Whether the field was SAMLRequest; otherwise it was SAMLResponse.</param>
/// <param name="Value">The field's octets: base64, not decoded.</param>
/// <param name="RelayState">The field RelayState, or null.</param>
public sealed record LogoutPost(bool IsRequest, ReadOnlyMemory<byte> Value, string? RelayState);
