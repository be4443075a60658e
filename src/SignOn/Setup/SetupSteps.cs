namespace SignOn;

/// <summary>
/// Which steps of the set-up guide are done. A setup link does each step once: what was done can be mended for an hour, because the test
/// sign-in brings mistakes to light, and then the step is closed. Whoever finds an old link cannot put another IdP in place.
/// </summary>
public sealed class SetupSteps(IAdminStore store, IAuditLog audit, TimeProvider time)
{
    /// <summary>How long a step that was done through a link can be done again through it.</summary>
    public static readonly TimeSpan Mending = TimeSpan.FromHours(1);

    /// <summary>When each step was first done, by this link; for operators by any link of the tenant.</summary>
    /// <param name="admin">Who looks.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">The links cannot be read.</exception>
    public async Task<IReadOnlyDictionary<SetupStep, DateTimeOffset>> ReadAsync(Admin admin, string tenantId, CancellationToken cancellationToken)
    {
        if (admin is Admin.SetupLink link)
        {
            return (await store.ReadGrantAsync(AdminGrantKind.SetupLink, tenantId, link.LinkId, cancellationToken))?.Steps ?? new Dictionary<SetupStep, DateTimeOffset>();
        }

        var done = new Dictionary<SetupStep, DateTimeOffset>();
        await foreach (var grant in store.ListGrantsAsync(AdminGrantKind.SetupLink, tenantId, cancellationToken))
        {
            foreach (var (step, at) in grant.Steps)
            {
                done[step] = done.TryGetValue(step, out var other) && other < at ? other : at;
            }
        }

        return done;
    }

    /// <summary>Whether this admin may still do a step.</summary>
    /// <param name="admin">Who.</param>
    /// <param name="done">What <see cref="ReadAsync"/> told.</param>
    /// <param name="step">The step.</param>
    public bool IsOpen(Admin admin, IReadOnlyDictionary<SetupStep, DateTimeOffset> done, SetupStep step) =>
        admin is not Admin.SetupLink || !done.TryGetValue(step, out var at) || time.GetUtcNow() - at < Mending;

    /// <summary>Notes that an admin does a step; call it before. Operators leave no note here: what they change is in the audit trail.</summary>
    /// <param name="admin">Who.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="step">The step.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False when the link has done the step before, and longer ago than <see cref="Mending"/>.</returns>
    /// <exception cref="StorageUnavailableException">It may not have been noted; do not do the step.</exception>
    public async Task<bool> TryDoAsync(Admin admin, string tenantId, SetupStep step, string correlationId, CancellationToken cancellationToken)
    {
        if (admin is not Admin.SetupLink link)
        {
            return true;
        }

        var done = await ReadAsync(admin, tenantId, cancellationToken);
        if (!IsOpen(admin, done, step))
        {
            return false;
        }

        var now = time.GetUtcNow();
        await audit.AppendAsync(AuditRecord.Of(admin, AuditAction.SetupStepDone, tenantId, step.ToString(), now, correlationId), cancellationToken);
        if (!done.ContainsKey(step))
        {
            await store.CompleteStepAsync(tenantId, link.LinkId, step, now, cancellationToken);
        }

        return true;
    }
}
