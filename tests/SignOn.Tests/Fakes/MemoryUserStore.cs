using System.Runtime.CompilerServices;

namespace SignOn.Tests;

internal sealed class MemoryUserStore(Faults faults) : IUserStore
{
    private readonly SortedDictionary<string, UserRow> _rows = new(StringComparer.Ordinal);
    private int _version;

    /// <summary>Runs before each commit, outside the lock: room for another writer to be faster.</summary>
    public Func<Task>? BeforeCommit { get; set; }

    public IEnumerable<User> Users(string tenantId) => All<User>(tenantId);

    public IReadOnlyList<T> All<T>(string tenantId)
        where T : UserRow => faults.Read("test", () => _rows.Where(r => r.Key.StartsWith(tenantId + "|", StringComparison.Ordinal)).Select(r => r.Value).OfType<T>().ToList());

    public void Put(string tenantId, UserRow row) => _rows[$"{tenantId}|{row.Key}"] = Stamp(row);

    public void Remove(string tenantId, string key) => _rows.Remove($"{tenantId}|{key}");

    public Task<User?> ReadAsync(string tenantId, string userKey, CancellationToken cancellationToken) =>
        Async(() => faults.Read("users read", () => Find(tenantId, userKey) as User));

    public Task<EmailRow?> ReadEmailAsync(string tenantId, string emailKey, CancellationToken cancellationToken) =>
        Async(() => faults.Read("users read e-mail", () => Find(tenantId, emailKey) as EmailRow));

    public Task<PendingMarker?> ReadPendingAsync(string tenantId, string userKey, CancellationToken cancellationToken) =>
        Async(() => faults.Read("users read marker", () => Find(tenantId, UserKeys.ForPending(userKey)) as PendingMarker));

    public async IAsyncEnumerable<User> ListAsync(string tenantId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var user in All<User>(tenantId))
        {
            yield return user;
        }
    }

    public async IAsyncEnumerable<PendingMarker> ListPendingAsync(string tenantId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var marker in All<PendingMarker>(tenantId))
        {
            yield return marker;
        }
    }

    public async IAsyncEnumerable<UserRow> ListAfterAsync(string tenantId, string? after, int pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        // Users before addresses.
        static string Order(string key) => key.StartsWith("s-", StringComparison.Ordinal) ? "0" + key : "1" + key;
        foreach (var row in All<UserRow>(tenantId).Where(r => r is User or EmailRow).OrderBy(r => Order(r.Key), StringComparer.Ordinal))
        {
            if (after is null || string.CompareOrdinal(Order(row.Key), Order(after)) > 0)
            {
                yield return row;
            }
        }
    }

    public Task<MailMarker?> ReadMailAsync(string tenantId, string mailKey, CancellationToken cancellationToken) =>
        Async(() => faults.Read("users read mail", () => Find(tenantId, mailKey) as MailMarker));

    public async IAsyncEnumerable<MailMarker> ListMailAsync(string tenantId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var mail in All<MailMarker>(tenantId))
        {
            yield return mail;
        }
    }

    public async Task<bool> TryCommitAsync(string tenantId, IReadOnlyList<UserRowChange> changes, CancellationToken cancellationToken)
    {
        if (BeforeCommit is { } before)
        {
            await before();
        }

        await Task.Yield();
        return faults.Write("users commit", () => Commit(tenantId, changes));
    }

    private static async Task<T> Async<T>(Func<T> work)
    {
        await Task.Yield();
        return work();
    }

    private bool Commit(string tenantId, IReadOnlyList<UserRowChange> changes)
    {
        Assert.Equal(changes.Count, changes.Select(KeyOf).Distinct().Count());
        var fits = changes.All(c => c switch
        {
            UserRowChange.Insert insert => Find(tenantId, insert.Row.Key) is null,
            UserRowChange.Replace replace => replace.Row.ETag is { } etag && Find(tenantId, replace.Row.Key)?.ETag == etag,
            UserRowChange.Delete { ETag: { } etag } delete => Find(tenantId, delete.Key) is not { } row || row.ETag == etag,
            _ => true,
        });
        if (!fits)
        {
            return false;
        }

        foreach (var change in changes)
        {
            switch (change)
            {
                case UserRowChange.Insert insert:
                    Put(tenantId, insert.Row);
                    break;
                case UserRowChange.Replace replace:
                    Put(tenantId, replace.Row);
                    break;
                case UserRowChange.Delete delete:
                    Remove(tenantId, delete.Key);
                    break;
            }
        }

        return true;
    }

    private static string KeyOf(UserRowChange change) => change switch
    {
        UserRowChange.Insert insert => insert.Row.Key,
        UserRowChange.Replace replace => replace.Row.Key,
        UserRowChange.Delete delete => delete.Key,
        _ => throw new InvalidOperationException(),
    };

    private UserRow? Find(string tenantId, string key) => _rows.GetValueOrDefault($"{tenantId}|{key}");

    private UserRow Stamp(UserRow row) => row with { ETag = $"v{++_version}" };
}
