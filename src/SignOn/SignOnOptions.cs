namespace SignOn;

/// <summary>Facts about the host that the domain needs.</summary>
/// <param name="PublicBaseUrl">Where the product is reached from outside (setting <c>App__BaseUrl</c>); no query, no fragment.</param>
/// <param name="SignInRetention">How long the audit trail is kept (setting <c>App__SignInRetentionDays</c>, 1 to 3650, default 90).</param>
public sealed record SignOnOptions(Uri PublicBaseUrl, TimeSpan SignInRetention);
