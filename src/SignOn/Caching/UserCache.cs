namespace SignOn;

/// <summary>
/// Users as seen within the last 30 seconds, so that a session costs one read. A hand edit of a user's row takes effect
/// after that time. Pending users are never kept: 'setting up your account' should end when it ends.
/// </summary>
internal sealed class UserCache(IUserStore users, TimeProvider time)
{
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(30);

    private readonly ShortMemory<User> _memory = new(time, capacity: 10_000);

    public async ValueTask<User?> ReadAsync(string tenantId, string userKey, CancellationToken cancellationToken)
    {
        // A '|' is in neither part, so no two pairs share a key.
        var key = $"{tenantId}|{userKey}";
        if (_memory.Find(key, out var age) is { } known && age < FreshFor)
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
}
