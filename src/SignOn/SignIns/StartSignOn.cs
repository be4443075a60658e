namespace SignOn;

/// <summary>Starts a sign-in (saml-profiles-2.0-os 4.1.3).</summary>
public sealed class StartSignOn
{
    /// <summary>Makes the request.</summary>
    public Task<StartOutcome> RunAsync(string tenantId, string? returnUrl, string? loginHint, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
