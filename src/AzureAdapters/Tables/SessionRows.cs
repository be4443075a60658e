using System.Globalization;
using Azure.Data.Tables;
using Saml;
using SignOn;

namespace AzureAdapters;

/// <summary>
/// How rows of table <c>Sessions</c> look. A session is one row by the hash of its token (<c>t-</c>) and three index rows:
/// by user (<c>u-</c>), by expiry (<c>x-</c>), and, where there is a NameID, by name and session index (<c>n-</c>).
/// </summary>
internal static class SessionRows
{
    public const string Revoked = "Revoked";

    public static string Key(string tokenHash) => "t-" + tokenHash;

    public static string NamePrefix(string nameIdHash) => $"n-{nameIdHash}-";

    public static string NamePrefix(string nameIdHash, string sessionIndexHash) => $"n-{nameIdHash}-{sessionIndexHash}-";

    public static string UserPrefix(string userKey) => $"u-{userKey}-";

    public static string ExpiryPrefix(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"x-{at.UtcTicks:D19}-");

    /// <summary>The token's hash, which ends the key of every index row.</summary>
    public static string TokenHash(string rowKey) => rowKey[(rowKey.LastIndexOf('-') + 1)..];

    public static IEnumerable<TableEntity> Write(Session session)
    {
        yield return WriteSession(session);
        var userKey = UserPrefix(session.UserKey) + session.TokenHash;
        yield return new TableEntity(session.TenantId, userKey);
        var nameKey = session.NameIdHash is { } name ? NamePrefix(name, session.SessionIndexHash) + session.TokenHash : "";
        if (nameKey.Length > 0)
        {
            yield return new TableEntity(session.TenantId, nameKey);
        }

        // Holds the other rows' keys, so that the clean-up need not read them.
        yield return new TableEntity(session.TenantId, ExpiryPrefix(session.ExpiresAt) + session.TokenHash)
        {
            ["UserRow"] = userKey,
            ["NameRow"] = nameKey,
        };
    }

    /// <summary>The keys of all rows of a session, from its row by expiry.</summary>
    public static IEnumerable<string> KeysOf(TableEntity expiryRow) =>
        new[] { Key(TokenHash(expiryRow.RowKey)), expiryRow.Text("UserRow"), expiryRow.Text("NameRow"), expiryRow.RowKey }.OfType<string>();

    /// <summary>A session. What cannot be read is over.</summary>
    public static Session Read(TableEntity row) => new()
    {
        TenantId = row.PartitionKey,
        TokenHash = TokenHash(row.RowKey),
        UserKey = row.Text("UserKey") ?? "",
        Issuer = row.Text("Issuer") ?? "",
        NameId = row.Flag("HasNameId")
            ? new NameId(Whole(row, "NameId") ?? "", Whole(row, "NameIdFormat"), Whole(row, "NameIdQualifier"), Whole(row, "NameIdSpQualifier"))
            : null,
        SessionIndex = Whole(row, "SessionIndex"),
        AuthnInstant = row.Time("AuthnInstant") ?? default,
        CreatedAt = row.Time("CreatedAt") ?? default,
        ExpiresAt = row.Time("ExpiresAt") ?? default,
        CorrelationId = row.Text("CorrelationId") ?? "",
        // What is there and no text is a link that opens nothing.
        EmergencyLinkId = row.TryGetValue("EmergencyLinkId", out var link) && link is not null ? link as string ?? "" : null,
        Revoked = row.Flag(Revoked, whenUnreadable: true),
    };

    private static TableEntity WriteSession(Session session)
    {
        var row = new TableEntity(session.TenantId, Key(session.TokenHash))
        {
            ["UserKey"] = session.UserKey,
            ["Issuer"] = session.Issuer,
            ["AuthnInstant"] = session.AuthnInstant,
            ["CreatedAt"] = session.CreatedAt,
            ["ExpiresAt"] = session.ExpiresAt,
            ["CorrelationId"] = session.CorrelationId,
            [Revoked] = session.Revoked,
            ["HasNameId"] = session.NameId is not null,
        };

        // Left out where null: a logout request must name the NameID as it was sent, and empty is not the same as absent.
        WriteText(row, "NameId", session.NameId?.Value);
        WriteText(row, "NameIdFormat", session.NameId?.Format);
        WriteText(row, "NameIdQualifier", session.NameId?.NameQualifier);
        WriteText(row, "NameIdSpQualifier", session.NameId?.SpNameQualifier);
        WriteText(row, "SessionIndex", session.SessionIndex);
        WriteText(row, "EmergencyLinkId", session.EmergencyLinkId);
        return row;
    }

    private static void WriteText(TableEntity row, string name, string? value)
    {
        if (value is not null)
        {
            row[name] = value;
        }
    }

    private static string? Whole(TableEntity row, string name) => row.TryGetValue(name, out var value) ? value as string : null;
}
