namespace SignOn;

/// <summary>A bearer confirmation.</summary>
/// <param name="Recipient">The reply URL that it was made for.</param>
/// <param name="Request">Short hash of the request that it answers; null for none.</param>
/// <param name="NotOnOrAfter">When it ends (UTC).</param>
public sealed record TraceConfirmation(string? Recipient, string? Request, DateTimeOffset? NotOnOrAfter);
