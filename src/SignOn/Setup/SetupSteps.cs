using Columns = SignOn.TenantColumnTable;

namespace SignOn;

/// <summary>
/// Which steps of the set-up guide are done. A setup link does each step once: what was done can be mended for an hour, because the test
/// sign-in brings mistakes to light, and then the step is closed. A link of which nobody thinks any more cannot put another IdP in the place of one
/// that works, unless an operator made it for that (docs/decisions/0071-setup-link-steps.md).
/// </summary>
public sealed class SetupSteps(IAdminStore store, IAuditLog audit, TimeProvider time)
{
    /// <summary>How long a step that was done through a link can be done again through it.</summary>
    public static readonly TimeSpan Mending = TimeSpan.FromHours(1);

    private const int Burst = 30;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    private readonly Budget _budget = new(time, Burst, Interval);

    /// <summary>Whether a row names an identity provider, wholly or in part.</summary>
    /// <param name="row">The tenant's row.</param>
    public static bool NamesIdp(TenantColumns row) =>
        new[] { Columns.IdpEntityId, Columns.IdpSsoUrl, Columns.IdpCertificates, Columns.IdpMetadataUrl }.Any(c => TenantText.Of(row, c.Name).Length > 0);

    /// <summary>How far the set-up is.</summary>
    /// <param name="admin">Who looks.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">The links cannot be read.</exception>
    public async Task<SetupProgress> ReadAsync(Admin admin, string tenantId, CancellationToken cancellationToken)
    {
        if (admin is Admin.SetupLink link)
        {
            return await store.ReadGrantAsync(AdminGrantKind.SetupLink, tenantId, link.LinkId, cancellationToken) is { } own
                ? new SetupProgress(own.Steps, own.MayWrite)
                : new SetupProgress(AdminGrant.NoSteps, MayReplace: false);
        }

        var done = new Dictionary<SetupStep, DateTimeOffset>();
        await foreach (var grant in store.ListGrantsAsync(AdminGrantKind.SetupLink, tenantId, cancellationToken))
        {
            foreach (var (step, at) in grant.Steps)
            {
                done[step] = done.TryGetValue(step, out var other) && other < at ? other : at;
            }
        }

        return new SetupProgress(done, MayReplace: true);
    }

    /// <summary>Whether this admin may still do a step.</summary>
    /// <param name="admin">Who.</param>
    /// <param name="progress">What <see cref="ReadAsync"/> told.</param>
    /// <param name="step">The step.</param>
    /// <param name="isSetUp">Whether the tenant's row <see cref="NamesIdp"/>: decides about links that may not replace one.</param>
    public bool IsOpen(Admin admin, SetupProgress progress, SetupStep step, bool isSetUp) =>
        admin is not Admin.SetupLink
        || (progress.Done.TryGetValue(step, out var at)
            ? time.GetUtcNow() - at < Mending
            : step != SetupStep.IdentityProvider || progress.MayReplace || !isSetUp);

    /// <summary>
    /// Whether an admin may go on with what reaches further than our own tables or leaves a line each time. Operators always may; a link 30 times at once, then once
    /// in 20 seconds, on an instance.
    /// </summary>
    /// <param name="admin">Who.</param>
    public bool MayGoOn(Admin admin) => admin is not Admin.SetupLink link || _budget.TryTake($"{link.TenantId}|{link.LinkId}");

    /// <summary>Notes that an admin does a step; call it before. Operators leave no note here: what they change is in the audit trail.</summary>
    /// <param name="admin">Who.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="step">The step.</param>
    /// <param name="isSetUp">As for <see cref="IsOpen"/>.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False when the step is closed for this link.</returns>
    /// <exception cref="StorageUnavailableException">It may not have been noted; do not do the step.</exception>
    public async Task<bool> TryDoAsync(Admin admin, string tenantId, SetupStep step, bool isSetUp, string correlationId, CancellationToken cancellationToken)
    {
        if (admin is not Admin.SetupLink link)
        {
            return true;
        }

        var progress = await ReadAsync(admin, tenantId, cancellationToken);
        if (!IsOpen(admin, progress, step, isSetUp))
        {
            return false;
        }

        // What changes something leaves a line each time; the other steps are news once.
        var isNew = !progress.Done.ContainsKey(step);
        var now = time.GetUtcNow();
        if (isNew || step == SetupStep.IdentityProvider)
        {
            await audit.AppendAsync(AuditRecord.Of(admin, AuditAction.SetupStepDone, tenantId, step.ToString(), now, correlationId), cancellationToken);
        }

        if (isNew)
        {
            await store.CompleteStepAsync(tenantId, link.LinkId, step, now, cancellationToken);
        }

        return true;
    }
}
