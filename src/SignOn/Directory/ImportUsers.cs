namespace SignOn;

/// <summary>
/// Makes invitations from a CSV file. Whoever is there already stays as is, so the same file can be imported again: after a run that died
/// midway it makes those who are missing, and no others.
/// </summary>
public sealed class ImportUsers(InviteUser invite, IUserStore users, IAuditLog audit, TimeProvider time)
{
    /// <summary>The most users in a file.</summary>
    public const int MaxUsers = UserFile.MaxUsers;

    /// <summary>The longest file, in characters.</summary>
    public const int MaxCharacters = UserFile.MaxCharacters;

    // With its mail a user is two changes of a transaction, which takes 100; and the audit line of a batch lists 30 at most.
    private const int BatchSize = 25;
    private const int ReadsAtOnce = 8;

    /// <summary>Says what a file would do, and writes nothing. One or two storage operations for each user.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="text">The file.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="StorageUnavailableException">The store cannot be read.</exception>
    public async Task<ImportPlan> PlanAsync(string tenantId, string text, CancellationToken cancellationToken) =>
        (await PrepareAsync(tenantId, text, cancellationToken)).Plan;

    /// <summary>Does what <see cref="PlanAsync"/> says, 25 users at a time: an audit line, then a transaction. With a problem it does nothing.</summary>
    /// <param name="by">Who.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="text">The file.</param>
    /// <param name="mail">Whether those who are made are told by mail.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops; run it again.</param>
    /// <returns>The plan, how many were made, and the messages to put on the queue.</returns>
    /// <exception cref="StorageUnavailableException">Run it again.</exception>
    public async Task<(ImportPlan Plan, int Made, IReadOnlyList<SendEmailMessage> Messages)> ApplyAsync(
        Admin by, string tenantId, string text, bool mail, string correlationId, CancellationToken cancellationToken)
    {
        var (plan, changes) = await PrepareAsync(tenantId, text, cancellationToken);
        if (plan.Problems.Count > 0)
        {
            return (plan, 0, []);
        }

        var made = new List<Invitation>();
        foreach (var batch in changes.Chunk(BatchSize))
        {
            var now = time.GetUtcNow();
            var record = AuditRecord.Of(by, AuditAction.UsersImported, tenantId, tenantId, now, correlationId);
            await audit.AppendAsync(
                record with { Changes = [new AuditChange("E-mail to each", null, mail ? "yes" : "no"), .. batch.Select(c => new AuditChange(RowOf(c).Key, null, Describe(RowOf(c).Settings)))] },
                cancellationToken);
            made.AddRange(await CommitAsync(by, tenantId, batch, mail, correlationId, now, cancellationToken));
        }

        return (plan, made.Count, mail ? [.. made.Select(i => new SendEmailMessage(tenantId, UserKeys.ForMail(i.Key, MailTo.User), correlationId, time.GetUtcNow()))] : []);
    }

    // What they may do afterwards; not who they are.
    private static string Describe(UserSettings settings) => string.Join(", ", EditUser.Describe(null, settings).Where(c => c.Field is "Profile" or "Roles").Select(c => $"{c.Field} {c.After}"));

    private static Invitation RowOf(UserRowChange change) => (Invitation)(change is UserRowChange.Replace replace ? replace.Row : ((UserRowChange.Insert)change).Row);

    private async Task<(ImportPlan Plan, IReadOnlyList<UserRowChange> Changes)> PrepareAsync(string tenantId, string text, CancellationToken cancellationToken)
    {
        var (lines, problems) = UserFile.Read(text);
        if (await invite.ReadDomainsAsync(tenantId, cancellationToken) is not { } domains)
        {
            return (new ImportPlan([], [new ImportProblem(1, "", "There is no such tenant any more.")]), []);
        }

        problems.AddRange(lines.Where(l => InviteUser.Check(l.Form.Email, domains) == InviteOutcome.DomainForeign).Select(l => new ImportProblem(
            l.Line, "email", $"The address is in none of the tenant's own domains ({string.Join(", ", domains)}), so nobody could use the account. Correct it, or add its domain to the tenant.")));
        if (problems.Count > 0)
        {
            return (new ImportPlan(lines, [.. problems.OrderBy(p => p.Line)]), []);
        }

        var changes = new UserRowChange?[lines.Count];
        await Parallel.ForAsync(0, lines.Count, new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken }, async (i, stop) =>
            changes[i] = (await invite.PrepareAsync(tenantId, domains, new InviteRequest(lines[i].Form.Email, lines[i].Form.ToSettings()), stop)).Change);
        return (new ImportPlan([.. lines.Select((l, i) => l with { IsThere = changes[i] is null })], []), [.. changes.OfType<UserRowChange>()]);
    }

    private async Task<IEnumerable<Invitation>> CommitAsync(
        Admin by, string tenantId, UserRowChange[] batch, bool mail, string correlationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await users.TryCommitAsync(tenantId, [.. batch.SelectMany(c => With(c, null))], cancellationToken))
        {
            return batch.Select(RowOf);
        }

        // Somebody made one of them meanwhile, or our own answer got lost: one by one, each as it stands now.
        var made = new List<Invitation>();
        foreach (var change in batch)
        {
            var stale = await users.ReadMailAsync(tenantId, UserKeys.ForMail(RowOf(change).Key, MailTo.User), cancellationToken);
            if (await users.TryCommitAsync(tenantId, [.. With(change, stale)], cancellationToken))
            {
                made.Add(RowOf(change));
            }
        }

        return made;

        IEnumerable<UserRowChange> With(UserRowChange change, MailMarker? stale)
        {
            yield return change;
            if (mail && MailOutbox.Marker(by, MailTo.User, RowOf(change).Key, correlationId, now) is { } marker)
            {
                yield return stale is null ? new UserRowChange.Insert(marker) : new UserRowChange.Replace(marker with { ETag = stale.ETag });
            }
        }
    }
}
