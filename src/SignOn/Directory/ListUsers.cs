namespace SignOn;

/// <summary>
/// Lists a tenant's users and invitations a page at a time: one storage operation, two where users end and invitations begin. Rows are stored under hashes, so a search looks at one after the other: at 2,000
/// of them a page, which are up to four storage operations, and then says where to go on. A whole e-mail address is looked up at once, with two.
/// </summary>
public sealed class ListUsers(IUserStore users)
{
    /// <summary>Users of a page.</summary>
    public const int PageSize = 25;

    /// <summary>The longest text to search for, in characters.</summary>
    public const int MaxSearchLength = 320;

    internal const int MaxLookedAt = 2_000;

    /// <summary>Reads a page.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="search">The beginning of an address or a name; empty for all.</param>
    /// <param name="state">Only those who stand so; null for all.</param>
    /// <param name="after">The continuation of the page before; null, or what can be none, for the first page.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">The rows cannot be read.</exception>
    public async Task<DirectoryPage> RunAsync(string tenantId, string search, DirectoryState? state, string? after, CancellationToken cancellationToken)
    {
        var last = IsContinuation(after) ? after : null;
        var direct = await FindByEmailAsync(tenantId, search, cancellationToken);
        var found = new List<DirectoryUser>();
        if (last is null && direct is not null && (state is null || direct.State == state))
        {
            found.Add(direct);
        }

        var lookedAt = 0;
        // One more tells whether there is a next page.
        var pageSize = search.Length == 0 && state is null ? PageSize + 1 : 1_000;
        await foreach (var row in users.ListAfterAsync(tenantId, last, pageSize, cancellationToken))
        {
            var user = DirectoryUser.Of(row);
            var matches = user is not null && user.Matches(search) && (state is null || user.State == state) && user.Key != direct?.Key;
            if (lookedAt == MaxLookedAt || (matches && found.Count >= PageSize))
            {
                return new DirectoryPage(found, last);
            }

            lookedAt++;
            last = row.Key;
            if (matches)
            {
                found.Add(user!);
            }
        }

        return new DirectoryPage(found, null);
    }

    /// <summary>Whether a text can be the continuation of a page.</summary>
    /// <param name="after">The text.</param>
    public static bool IsContinuation(string? after) => UserKeys.IsSubjectKey(after) || UserKeys.IsEmailKey(after);

    /// <summary>One user or invitation as stored now; null when there is none.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="key">The key; anything else than a key finds nobody.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">The row cannot be read.</exception>
    public async Task<DirectoryUser?> FindAsync(string tenantId, string? key, CancellationToken cancellationToken) =>
        UserKeys.IsSubjectKey(key) ? DirectoryUser.Of(await users.ReadAsync(tenantId, key!, cancellationToken))
        : UserKeys.IsEmailKey(key) ? DirectoryUser.Of(await users.ReadEmailAsync(tenantId, key!, cancellationToken))
        : null;

    private async Task<DirectoryUser?> FindByEmailAsync(string tenantId, string search, CancellationToken cancellationToken) =>
        !EmailAddress.TryGetDomain(search, out _) ? null
        : await users.ReadEmailAsync(tenantId, UserKeys.ForEmail(search), cancellationToken) is not { } row ? null
        : DirectoryUser.Of(row is EmailIndex index && UserKeys.IsSubjectKey(index.Target) ? await users.ReadAsync(tenantId, index.Target, cancellationToken) : row);
}
