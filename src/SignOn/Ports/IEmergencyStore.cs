namespace SignOn;

/// <summary>Where is kept which tenants have emergency access; one row for a tenant, of its last opening.</summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when the store cannot be reached.</remarks>
public interface IEmergencyStore
{
    /// <summary>Reads a tenant's last opening; null when there is none. It may be over: the caller checks. One storage operation.</summary>
    Task<EmergencyAccess?> ReadAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>Reads every tenant's last opening, in no order. One storage operation, because there are few.</summary>
    IAsyncEnumerable<EmergencyAccess> ListAsync(CancellationToken cancellationToken);

    /// <summary>Writes a tenant's row if it still is the version of <see cref="EmergencyAccess.ETag"/>; null: if there is none.</summary>
    /// <returns>False when somebody else wrote it meanwhile; nothing was changed then.</returns>
    Task<bool> TryWriteAsync(EmergencyAccess access, CancellationToken cancellationToken);
}
