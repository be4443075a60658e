using System.Globalization;
using Azure.Data.Tables;
using SignOn;

namespace AzureAdapters;

/// <summary>
/// How rows of table <c>Admins</c> look. Partitions: <c>key</c> (API keys), <c>link|tenant</c> (setup links), <c>pass|tenant</c> (emergency links),
/// <c>emergency</c> (by tenant), <c>seal</c> (the key of the seals), <c>session</c> (by the token's hash), <c>attempt</c> (by time). Column <c>DeleteAt</c> says when the clean-up takes a row.
/// </summary>
internal static class AdminRows
{
    public const string DeleteAt = "DeleteAt";
    public const string SessionPartition = "session";
    public const string AttemptPartition = "attempt";
    public const string EmergencyPartition = "emergency";
    public const string Revoked = "Revoked";
    public const string RevokedAt = "RevokedAt";
    public const string SeenAt = "SeenAt";
    public const string LastUsedOn = "LastUsedOn";
    public const string UsedAt = "UsedAt";
    public const string UsedBy = "UsedBy";

    public const string SealPartition = "seal";
    public const string SealRow = "key";
    public const string SealKey = "Key";
    public const string CreatedBy = "CreatedBy";

    private const string DayFormat = "yyyy-MM-dd";
    private static readonly TimeSpan GrantsKept = TimeSpan.FromDays(90);
    private static readonly TimeSpan EmergenciesKept = TimeSpan.FromDays(1);
    private static readonly TimeSpan SessionsKept = TimeSpan.FromDays(1);
    private static readonly TimeSpan AttemptsKept = TimeSpan.FromHours(1);

    public static string GrantPartition(AdminGrantKind kind, string? tenantId) => kind switch
    {
        AdminGrantKind.ApiKey => "key",
        AdminGrantKind.SetupLink => $"link|{tenantId}",
        _ => $"pass|{tenantId}",
    };

    public static string AttemptPrefix(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    public static string StepColumn(SetupStep step) => $"Step{step}At";

    public static TableEntity Write(AdminGrant grant)
    {
        var row = WriteGrant(grant);
        if (grant.Emergency is { } link)
        {
            row["AccessId"] = link.AccessId;
            row["UserKey"] = link.UserKey;
            // A session rests on its link for a day at most, and nothing else asks for it.
            row[DeleteAt] = grant.ExpiresAt.AddHours(EmergencyAccess.MaxHours) + EmergenciesKept;
        }

        return row;
    }

    private static TableEntity WriteGrant(AdminGrant grant) => new(GrantPartition(grant.Kind, grant.TenantId), grant.Id)
    {
        ["Name"] = grant.Name,
        ["TenantId"] = grant.TenantId ?? "",
        ["MayWrite"] = grant.MayWrite,
        ["SecretHash"] = grant.SecretHash,
        ["CreatedAt"] = grant.CreatedAt,
        [CreatedBy] = grant.CreatedBy,
        ["ExpiresAt"] = grant.ExpiresAt,
        [LastUsedOn] = grant.LastUsedOn is { } day ? Day(day) : "",
        [DeleteAt] = grant.ExpiresAt + GrantsKept,
    };

    /// <summary>A key or a link. What cannot be read opens nothing.</summary>
    public static AdminGrant ReadGrant(AdminGrantKind kind, TableEntity row) => new()
    {
        Kind = kind,
        Id = row.RowKey,
        Name = row.Text("Name") ?? "",
        TenantId = kind != AdminGrantKind.ApiKey ? row.PartitionKey[(row.PartitionKey.IndexOf('|') + 1)..] : ReadScope(row),
        MayWrite = row.Flag("MayWrite"),
        SecretHash = row.Text("SecretHash") ?? "",
        CreatedAt = row.Time("CreatedAt") ?? default,
        CreatedBy = row.Text(CreatedBy) ?? "",
        ExpiresAt = row.Time("ExpiresAt") ?? default,
        RevokedAt = ReadTimeOrPast(row, RevokedAt),
        LastUsedOn = DateOnly.TryParseExact(row.Text(LastUsedOn), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
        Steps = ReadSteps(row),
        Emergency = kind == AdminGrantKind.EmergencyLink ? ReadLink(row) : null,
    };

    public static TableEntity Write(EmergencyAccess access) => new(EmergencyPartition, access.TenantId)
    {
        ["Id"] = access.Id,
        ["Reason"] = access.Reason,
        ["OpenedBy"] = access.OpenedBy,
        ["OpenedAt"] = access.OpenedAt,
        ["EndsAt"] = access.EndsAt,
        ["ClosedAt"] = access.ClosedAt,
        [DeleteAt] = access.EndsAt + EmergenciesKept,
    };

    /// <summary>An opening. What cannot be read is over.</summary>
    public static EmergencyAccess ReadEmergency(TableEntity row) => new()
    {
        TenantId = row.RowKey,
        Id = row.Text("Id") ?? "",
        Reason = row.Text("Reason") ?? "",
        OpenedBy = row.Text("OpenedBy") ?? "",
        OpenedAt = row.Time("OpenedAt") ?? default,
        EndsAt = row.Time("EndsAt") ?? default,
        ClosedAt = ReadTimeOrPast(row, "ClosedAt"),
        ETag = row.ETag.ToString(),
    };

    public static TableEntity Write(AdminSession session) => new(SessionPartition, session.TokenHash)
    {
        ["Kind"] = session.Kind.ToString(),
        ["TenantId"] = session.TenantId ?? "",
        ["Subject"] = session.Subject ?? "",
        ["KeyProof"] = session.KeyProof ?? "",
        ["UserSession"] = session.UserSession ?? "",
        ["CreatedAt"] = session.CreatedAt,
        [SeenAt] = session.SeenAt,
        ["ExpiresAt"] = session.ExpiresAt,
        [Revoked] = session.Revoked,
        [DeleteAt] = session.ExpiresAt + SessionsKept,
    };

    /// <summary>A session. What cannot be read is over.</summary>
    public static AdminSession ReadSession(TableEntity row)
    {
        var known = Enum.TryParse<AdminSessionKind>(row.Text("Kind"), out var kind) && Enum.IsDefined(kind);
        return new AdminSession
        {
            TokenHash = row.RowKey,
            Kind = kind,
            TenantId = row.Text("TenantId"),
            Subject = row.Text("Subject"),
            KeyProof = row.Text("KeyProof"),
            UserSession = row.Text("UserSession"),
            CreatedAt = row.Time("CreatedAt") ?? default,
            SeenAt = row.Time(SeenAt) ?? default,
            ExpiresAt = row.Time("ExpiresAt") ?? default,
            Revoked = !known || row.Flag(Revoked, whenUnreadable: true),
        };
    }

    public static TableEntity NewAttempt(DateTimeOffset at) => new(AttemptPartition, $"{AttemptPrefix(at)}-{Guid.NewGuid():N}") { [DeleteAt] = at + AttemptsKept };

    // An empty or missing scope would mean all tenants: only the product's own empty text does.
    private static string? ReadScope(TableEntity row) =>
        row.TryGetValue("TenantId", out var value) && value is string scope ? (scope.Length == 0 ? null : scope) : "-";

    private static IReadOnlyDictionary<SetupStep, DateTimeOffset> ReadSteps(TableEntity row)
    {
        var steps = new Dictionary<SetupStep, DateTimeOffset>();
        foreach (var step in Enum.GetValues<SetupStep>())
        {
            if (row.Time(StepColumn(step)) is { } at)
            {
                steps[step] = at;
            }
        }

        return steps.Count == 0 ? AdminGrant.NoSteps : steps;
    }

    private static EmergencyLink ReadLink(TableEntity row) =>
        new(row.PartitionKey[(row.PartitionKey.IndexOf('|') + 1)..], row.Text("AccessId") ?? "", row.Text("UserKey") ?? "", row.Time("ExpiresAt") ?? default) { UsedAt = ReadTimeOrPast(row, UsedAt) };

    /// <summary>When something was taken away: a value that is no time took it away long ago.</summary>
    private static DateTimeOffset? ReadTimeOrPast(TableEntity row, string column) =>
        row.Time(column) ?? (row.TryGetValue(column, out var value) && value is not null ? DateTimeOffset.UnixEpoch : null);
}
