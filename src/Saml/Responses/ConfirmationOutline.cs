namespace Saml;

/// <summary>A bearer confirmation as it stands in an assertion.</summary>
/// <param name="Recipient">The reply URL that it was made for.</param>
/// <param name="InResponseTo">The request that it answers; null for none.</param>
/// <param name="NotOnOrAfter">When it ends (UTC).</param>
public sealed record ConfirmationOutline(string? Recipient, string? InResponseTo, DateTimeOffset? NotOnOrAfter);
