namespace SignOn;

/// <summary>Changes what an admin set of a user or an invitation. The audit line is written first, without names and addresses.</summary>
public sealed class EditUser(ListUsers list, IUserStore users, IAuditLog audit, TimeProvider time)
{
    /// <summary>Writes the settings. The address stays: it is the IdP's, or the invitation's key. Three storage operations.</summary>
    /// <param name="by">Who.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="key">The user's or the invitation's key.</param>
    /// <param name="etag">The version that the admin saw.</param>
    /// <param name="settings">The new settings, checked by <see cref="UserForm.Check"/>.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops; the change may have been made.</param>
    /// <exception cref="StorageUnavailableException">The change may have been made.</exception>
    public async Task<UserChangeOutcome> RunAsync(
        Admin by, string tenantId, string key, string etag, UserSettings settings, string correlationId, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(tenantId, key, cancellationToken) is not { } user)
        {
            return UserChangeOutcome.Gone;
        }

        if (user.ETag != etag)
        {
            return UserChangeOutcome.ChangedMeanwhile;
        }

        var changes = Describe(user.Settings, settings);
        if (changes.Count == 0)
        {
            return UserChangeOutcome.Done;
        }

        var now = time.GetUtcNow();
        await audit.AppendAsync(AuditRecord.Of(by, AuditAction.UserEdited, tenantId, key, now, correlationId) with { Changes = changes }, cancellationToken);
        UserRow row = user.Row is User signedIn ? signedIn with { Settings = settings, UpdatedAt = now } : (Invitation)user.Row with { Settings = settings };
        return await users.TryCommitAsync(tenantId, [new UserRowChange.Replace(row)], cancellationToken) ? UserChangeOutcome.Done : UserChangeOutcome.ChangedMeanwhile;
    }

    internal static IReadOnlyList<AuditChange> Describe(UserSettings? before, UserSettings after)
    {
        var changes = new List<AuditChange>();
        if (before?.DisplayName != after.DisplayName)
        {
            changes.Add(new AuditChange("Name", Hidden(before?.DisplayName), Hidden(after.DisplayName)));
        }

        Add("IDE language", before?.IdeLanguage, after.IdeLanguage);
        Add("Language", before?.Language, after.Language);
        Add("Profile", before?.Profile, after.Profile);
        Add("Roles", before is null ? null : RolesText(before), RolesText(after));
        return changes;

        void Add(string field, string? was, string? now)
        {
            if (was != now)
            {
                changes.Add(new AuditChange(field, was, now));
            }
        }
    }

    private static string? Hidden(string? text) => text is null ? null : AuditChange.Personal;

    private static string RolesText(UserSettings settings) => settings.RolesPolicy == RolesPolicy.FromIdp ? "from the IdP" : string.Join("; ", settings.Roles);
}
