namespace SignOn;

/// <summary>Makes a pending user active.</summary>
public sealed class ProvisionUser
{
    /// <summary>Idempotent. Throws ArgumentException for a malformed message, StorageUnavailableException on outage, TenantMisconfiguredException while the tenant's row is broken.</summary>
    public Task<ProvisionOutcome> RunAsync(ProvisionUserMessage message, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
