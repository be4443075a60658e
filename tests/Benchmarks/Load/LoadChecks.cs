using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;

namespace Benchmarks.Load;

/// <summary>Compares what storage holds at the end with what people were told.</summary>
internal sealed class LoadChecks(StoredRows stored, LoadOptions options)
{
    private readonly List<string> _broken = [];

    /// <summary>The promises that were broken; empty when all is well.</summary>
    internal IReadOnlyList<string> Broken => _broken;

    /// <summary>A promise.</summary>
    /// <param name="holds">Whether it is kept.</param>
    /// <param name="otherwise">What to say when it is not.</param>
    internal void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            _broken.Add(otherwise);
        }
    }

    /// <summary>Looks at the rows and the queues.</summary>
    /// <param name="tokens">The session tokens that browsers got.</param>
    internal async Task RunAsync(IReadOnlyCollection<string> tokens)
    {
        int messages = await stored.MessagesAsync();
        int poison = await stored.PoisonAsync();
        Require(messages == 0, $"{messages} messages are left in the queue");
        Require(poison == 0, $"{poison} messages were given up");
        await CheckUsersAsync();
        await CheckSessionsAsync(tokens);
    }

    private async Task CheckUsersAsync()
    {
        List<TableEntity> users = await stored.ReadAsync("Users", StoredRows.Keys("s-"), "RowKey", "Subject", "Status", "UserId");
        List<TableEntity> pending = await stored.ReadAsync("Users", StoredRows.Keys("p-"), "RowKey");
        HashSet<string> subjects = [.. users.Select(u => u.GetString("Subject"))];
        int lost = Enumerable.Range(0, options.Users).Count(person => !subjects.Contains(BenchmarkTenant.SubjectOf(person).ToString()));
        int active = users.Count(u => u.GetString("Status") == "active");
        Require(lost == 0, $"{lost} people have no user");
        Require(users.Count == options.Users, $"{users.Count} users instead of {options.Users}");
        Require(active == options.Users, $"{active} users are active instead of {options.Users}");
        Require(subjects.Count == users.Count, $"{users.Count - subjects.Count} users have a subject that another one has");
        Require(users.Select(u => u.GetString("UserId")).Distinct().Count() == users.Count, "some users share an id");
        Require(pending.Count == 0, $"{pending.Count} users still wait to be provisioned");
    }

    private async Task CheckSessionsAsync(IReadOnlyCollection<string> tokens)
    {
        List<TableEntity> sessions = await stored.ReadAsync("Sessions", StoredRows.Keys("t-"), "RowKey", "SessionIndex", "UserKey");
        List<TableEntity> used = await stored.ReadAsync(
            "UsedIds", $"PartitionKey ge '{BenchmarkTenant.Id}|' and PartitionKey lt '{BenchmarkTenant.Id}}}'", "RowKey");
        HashSet<string> keys = [.. sessions.Select(s => s.RowKey)];
        HashSet<string> records = [.. used.Select(u => u.RowKey)];
        int missing = tokens.Count(token => !keys.Contains("t-" + HashOf(token)));
        Require(missing == 0, $"{missing} browsers hold the token of a session that is not stored");
        Require(tokens.Count == options.Users, $"{tokens.Count} browsers got a session instead of {options.Users}");

        // When storage goes away between a session's row and the answer, the person starts again and the first session is nobody's.
        bool countIsRight = options.KillStorage ? sessions.Count >= options.Users : sessions.Count == options.Users;
        Require(countIsRight, $"{sessions.Count} sessions instead of {options.Users}");
        int owners = sessions.Select(s => s.GetString("UserKey")).Distinct().Count();
        Require(owners == options.Users, $"the sessions belong to {owners} users instead of {options.Users}");

        // As with Entra ID, the session index is the assertion's ID.
        int unguarded = sessions.Count(s => !records.Contains("assertion-" + Hash(Encoding.UTF8.GetBytes(s.GetString("SessionIndex")))));
        Require(unguarded == 0, $"{unguarded} sessions have no replay record");
    }

    private static string HashOf(string token) => Hash(Base64Url.DecodeFromChars(token.AsSpan(token.IndexOf('.') + 1)));

    private static string Hash(ReadOnlySpan<byte> octets) => Convert.ToHexStringLower(SHA256.HashData(octets));
}
