using System.Globalization;
using System.Security.Cryptography;
using Azure.Data.Tables;
using SignOn;

namespace AzureAdapters;

/// <summary>
/// Rows of table <c>SignIns</c>. A line's key counts down and ends in random digits, so that the newest comes first. Beside each line lies an
/// index row <c>c-&lt;correlation id&gt;-&lt;key of the line&gt;</c>, written in the same transaction, which finds it without a scan.
/// </summary>
internal static class SignInRows
{
    /// <summary>Follows the keys of all lines, and comes before those of all index rows.</summary>
    public const string EndOfLines = ":";

    private const int MaxCorrelation = 64;

    public static string KeyOf(DateTimeOffset at) => $"{CountDown(at)}-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";

    public static string CountDown(DateTimeOffset at) => (DateTimeOffset.MaxValue.Ticks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>When a line was written; null for what is no line's key.</summary>
    public static DateTimeOffset? TimeOf(string key) =>
        key.Length > 19 && long.TryParse(key.AsSpan(0, 19), NumberStyles.None, CultureInfo.InvariantCulture, out var left) && left <= DateTimeOffset.MaxValue.Ticks
            ? new DateTimeOffset(DateTimeOffset.MaxValue.Ticks - left, TimeSpan.Zero)
            : null;

    /// <summary>What the keys of a correlation id's index rows begin with; null for what is no such id, and finds nothing.</summary>
    public static string? IndexPrefix(string? correlationId) =>
        correlationId is { Length: > 0 and <= MaxCorrelation } && correlationId.All(char.IsAsciiLetterOrDigit) ? $"c-{correlationId}-" : null;

    public static TableEntity Write(SignInRecord record)
    {
        var row = new TableEntity(record.TenantId, KeyOf(record.At))
        {
            ["At"] = record.At,
            ["Event"] = record.Event.ToString(),
            ["CorrelationId"] = record.CorrelationId,
            ["IdpInitiated"] = record.IdpInitiated,
        };
        foreach (var (name, value) in Texts(record).Where(t => !string.IsNullOrEmpty(t.Value)))
        {
            row[name] = value;
        }

        return row;
    }

    /// <summary>The columns of a line, its trace left out.</summary>
    public static IReadOnlyList<string> ColumnsWithoutTrace { get; } =
    [
        "PartitionKey", "RowKey", "At", "Event", "CorrelationId", "IdpInitiated", "Code", "Clause", "Detail", "Expected", "Received", "Issuer",
        "CertificateThumbprint", "AssertionIdHash", "UserKey", "Notes",
    ];

    public static SignInRecord Read(TableEntity row) => new()
    {
        TenantId = row.PartitionKey,
        At = row.Time("At") ?? default,
        Event = EventOf(row),
        CorrelationId = row.Text("CorrelationId") ?? "",
        Code = row.Text("Code"),
        Clause = row.Text("Clause"),
        Detail = row.Text("Detail"),
        Expected = row.Text("Expected"),
        Received = row.Text("Received"),
        Issuer = row.Text("Issuer"),
        CertificateThumbprint = row.Text("CertificateThumbprint"),
        AssertionIdHash = row.Text("AssertionIdHash"),
        UserKey = row.Text("UserKey"),
        IdpInitiated = row.Flag("IdpInitiated"),
        Notes = row.List("Notes"),
        Trace = row.Text("Trace"),
    };

    public static SignInEvent EventOf(TableEntity row) =>
        Enum.TryParse<SignInEvent>(row.Text("Event"), out var what) && Enum.IsDefined(what) ? what : SignInEvent.Refused;

    private static IEnumerable<(string Name, string? Value)> Texts(SignInRecord record) =>
    [
        ("Code", record.Code),
        ("Clause", record.Clause),
        ("Detail", record.Detail),
        ("Expected", record.Expected),
        ("Received", record.Received),
        ("Issuer", record.Issuer),
        ("CertificateThumbprint", record.CertificateThumbprint),
        ("AssertionIdHash", record.AssertionIdHash),
        ("UserKey", record.UserKey),
        ("Notes", Columns.ListText(record.Notes)),
        ("Trace", record.Trace),
    ];
}
