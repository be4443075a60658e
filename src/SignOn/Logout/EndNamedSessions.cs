using System.Collections.Concurrent;
using Saml;

namespace SignOn;

/// <summary>
/// Ends the sessions that a logout request means (saml-core-2.0-os 3.7.3.2): in the store, so that every instance sees it at once, and
/// without any cookie, because a browser sends none from another site's frame.
/// </summary>
internal sealed class EndNamedSessions(IUsedIdStore usedIds, ISessionStore sessions)
{
    private const int AtOnce = 8;

    /// <summary>Ends them. One round to mark the request as used and to find the sessions, then one operation for each.</summary>
    /// <returns>Null when the request was used before and has nothing left to end.</returns>
    /// <exception cref="StorageUnavailableException">It cannot be said whether the request is new. Nothing was ended.</exception>
    public async Task<EndedSessions?> RunAsync(Tenant tenant, VerifiedLogoutRequest request, CancellationToken cancellationToken)
    {
        // Looking changes nothing, so it need not wait for the replay guard.
        var find = FindAsync(tenant, request, cancellationToken);
        var use = usedIds.TryUseAsync(tenant.Id, [new UsedId(UsedIdKind.LogoutRequest, request.Id, request.AcceptableUntil)], cancellationToken);
        await Task.WhenAll(find, use);
        if (await use is not null)
        {
            return await find is { } left ? await FinishAsync(tenant.Id, request, left) : null;
        }

        // The request counts as used from here on, so whoever stops now has thrown it away.
        return await find is { } found ? await RevokeAsync(tenant.Id, found) : new EndedSessions([], IsPartial: true);
    }

    /// <summary>The sessions of the name: all, or those of the indexes. Null when they cannot be looked up, which the IdP has to be told.</summary>
    private async Task<IReadOnlyCollection<string>?> FindAsync(Tenant tenant, VerifiedLogoutRequest request, CancellationToken cancellationToken)
    {
        // The name is the IdP's, whatever it calls itself in logout messages.
        var name = SessionKeys.ForNameId(tenant.IdentityProvider.EntityId, request.NameId);
        var indexes = request.SessionIndexes.Distinct(StringComparer.Ordinal).Select(SessionKeys.ForSessionIndex).DefaultIfEmpty();
        try
        {
            var found = new HashSet<string>(StringComparer.Ordinal);
            foreach (var index in indexes)
            {
                found.UnionWith(await sessions.FindAsync(tenant.Id, name, index, cancellationToken));
            }

            return found;
        }
        catch (StorageUnavailableException)
        {
            return null;
        }
    }

    /// <summary>
    /// A request that comes again may be one whose first try was cut off: a process died, or storage went away. What is left of that is ended. A
    /// replay reaches nobody else: it ends only what began before the request was issued, whichever clock is ahead.
    /// </summary>
    private async Task<EndedSessions?> FinishAsync(string tenantId, VerifiedLogoutRequest request, IReadOnlyCollection<string> hashes)
    {
        var left = new List<string>();
        foreach (var hash in hashes)
        {
            if (await sessions.ReadAsync(tenantId, hash, CancellationToken.None) is { Revoked: false } session
                && session.CreatedAt < request.IssueInstant - SamlLimits.ClockSkew)
            {
                left.Add(hash);
            }
        }

        return left.Count > 0 ? await RevokeAsync(tenantId, left) : null;
    }

    private async Task<EndedSessions> RevokeAsync(string tenantId, IReadOnlyCollection<string> hashes)
    {
        var ended = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(hashes, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (hash, _) =>
        {
            try
            {
                await sessions.RevokeAsync(tenantId, hash, CancellationToken.None);
                ended.Add(hash);
            }
            catch (StorageUnavailableException)
            {
                // One that cannot be ended keeps no other from ending; the answer says so.
            }
        });
        return new EndedSessions([.. ended], ended.Count < hashes.Count);
    }
}
