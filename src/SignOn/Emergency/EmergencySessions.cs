namespace SignOn;

/// <summary>Tells whether a session that began through an emergency link still stands. Sessions of the IdP never ask.</summary>
public sealed class EmergencySessions(IEmergencyStore store, IAdminStore links, TimeProvider time)
{
    /// <summary>Whether the link is not revoked, and the opening that it belongs to is still open. Two storage operations, side by side.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="linkId">The link that opened the session.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">It cannot be said.</exception>
    public async Task<bool> StandAsync(string tenantId, string linkId, CancellationToken cancellationToken)
    {
        var (reading, finding) = (store.ReadAsync(tenantId, cancellationToken), links.ReadGrantAsync(AdminGrantKind.EmergencyLink, tenantId, linkId, cancellationToken));
        await Task.WhenAll(reading, finding);
        return await finding is { RevokedAt: null, Emergency: { } link }
            && await reading is { } access && access.Id == link.AccessId && access.IsOpen(time.GetUtcNow());
    }
}
