namespace SignOn;

/// <summary>A tenant in a list for operators.</summary>
public sealed record TenantOverview
{
    /// <summary>The id as stored; possibly not a legal one.</summary>
    public required string Id { get; init; }

    /// <summary>The name that people see; the id when the row has none.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The column EmailDomains as it stands.</summary>
    public required string EmailDomains { get; init; }

    /// <summary>How it stands.</summary>
    public required TenantState State { get; init; }

    /// <summary>What is wrong, column by column; empty unless broken.</summary>
    public IReadOnlyList<TenantRowError> Errors { get; init; } = [];

    /// <summary>What to look at although the row works, column by column.</summary>
    public IReadOnlyList<TenantRowError> Warnings { get; init; } = [];

    /// <summary>What the IdP's admin types in. Known for broken rows too, because a row without a certificate is where setting up begins.</summary>
    public required TenantAddresses Addresses { get; init; }

    /// <summary>Whether the row says that its people may sign in, whatever else is wrong with it.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>The settings as parsed; null where nobody could sign in with them at any time.</summary>
    public Tenant? Settings { get; init; }

    /// <summary>What has ended since the row was saved; null for nothing.</summary>
    public TenantExpiry? Expiry { get; init; }

    /// <summary>The version that was read; null for a row that was never stored.</summary>
    public string? ETag { get; init; }

    /// <summary>Reads a row.</summary>
    /// <param name="stored">The row.</param>
    /// <param name="publicBaseUrl">The product's public address.</param>
    /// <param name="now">The time, because certificates and metadata end.</param>
    public static TenantOverview Of(StoredTenant stored, Uri publicBaseUrl, DateTimeOffset now)
    {
        var draft = TenantDraft.Of(stored.TenantId, stored.Columns, publicBaseUrl);
        var expiry = draft.Tenant is { } tenant ? TenantExpiry.Find(tenant, now) : null;
        var name = Text(stored, "DisplayName");
        return new TenantOverview
        {
            Id = stored.TenantId,
            DisplayName = name.Length == 0 ? stored.TenantId : name,
            EmailDomains = Text(stored, "EmailDomains"),
            Addresses = TenantAddresses.Of(stored, publicBaseUrl),
            IsEnabled = TenantText.Of(stored.Columns, "Enabled") is not "false" and not "False",
            ETag = stored.Columns.ETag,
            State = expiry is { ShutsOut: true } ? TenantState.Broken : draft.State,
            Settings = draft.Tenant,
            Expiry = expiry,
            Errors = expiry is { ShutsOut: true } ? [expiry.Error] : [.. draft.Errors, .. draft.Missing],
            Warnings = draft.State != TenantState.Works ? [] : expiry is { ShutsOut: false } ? [expiry.Error, .. draft.Warnings] : draft.Warnings,
        };
    }

    /// <summary>Whether id, name or domains contain a text, whatever the case of the letters.</summary>
    /// <param name="search">The text; empty matches all.</param>
    public bool Matches(string search) =>
        Id.Contains(search, StringComparison.OrdinalIgnoreCase)
        || DisplayName.Contains(search, StringComparison.OrdinalIgnoreCase)
        || EmailDomains.Contains(search, StringComparison.OrdinalIgnoreCase);

    private static string Text(StoredTenant stored, string column) => (stored.Columns.Values.GetValueOrDefault(column) as string ?? "").Trim();
}
