namespace SignOn;

/// <summary>
/// Users as seen within the last 30 seconds, so that a session costs one read. A hand edit of a user's row takes effect
/// after that time. Pending users are never kept: 'setting up your account' should end when it ends.
/// </summary>
public sealed class UserCache(IUserStore users, TimeProvider time)
{
    internal static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(30);

    private readonly ShortMemory<User> _memory = new(time, capacity: 10_000);

    /// <summary>Keeps a user who was just read or written, as a sign-in does: the first look at its session then costs no more than the next.</summary>
    internal void Keep(string tenantId, User user)
    {
        if (user.Status == UserStatus.Active)
        {
            _memory.Put(KeyOf(tenantId, user.Key), user);
        }
    }

    /// <summary>The user as seen within 30 seconds and not before <paramref name="since"/>: what a sign-in changed must show after it, in every instance.</summary>
    internal async ValueTask<User?> ReadAsync(string tenantId, string userKey, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var key = KeyOf(tenantId, userKey);
        if (_memory.Find(key, out var age) is { } known && age < FreshFor && time.GetUtcNow() - age >= since)
        {
            return known;
        }

        var user = await users.ReadAsync(tenantId, userKey, cancellationToken);
        if (user is null || user.Status == UserStatus.Pending)
        {
            _memory.Remove(key);
        }
        else
        {
            _memory.Put(key, user);
        }

        return user;
    }

    // A '|' is in neither part, so no two pairs share a key.
    private static string KeyOf(string tenantId, string userKey) => $"{tenantId}|{userKey}";
}
