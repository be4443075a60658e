using System.Text.Json;
using Azure.Data.Tables;

namespace AzureAdapters;

/// <summary>Reads and writes columns so that a null is stored (a merge would leave the old value in place) and hand edits do no harm.</summary>
internal static class Columns
{
    private const int EarliestYear = 1601;

    public static string? Text(this TableEntity row, string name) =>
        row.TryGetValue(name, out var value) && value is string { Length: > 0 } text ? text : null;

    public static DateTimeOffset? Time(this TableEntity row, string name) =>
        row.TryGetValue(name, out var value) ? value switch
        {
            DateTimeOffset time => time.ToUniversalTime(),
            DateTime time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
            _ => null,
        }
        : null;

    /// <summary>A flag; <paramref name="whenUnreadable"/> where somebody wrote what is neither true nor false. False where it is missing.</summary>
    public static bool Flag(this TableEntity row, string name, bool whenUnreadable = false) =>
        row.TryGetValue(name, out var value) && value switch
        {
            null => false,
            bool flag => flag,
            string text when bool.TryParse(text, out var flag) => flag,
            string { Length: 0 } => false,
            _ => whenUnreadable,
        };

    /// <summary>Writes a time, unless it is none that a table can hold (they begin in 1601): then what is stored stays.</summary>
    public static void PutTime(this TableEntity row, string name, DateTimeOffset? time)
    {
        if (time is { Year: >= EarliestYear })
        {
            row[name] = time.Value;
        }
    }

    /// <summary>A list as stored by <see cref="ListText"/>; empty when somebody broke it, because a list here gives rights.</summary>
    public static IReadOnlyList<string> List(this TableEntity row, string name) => ParseList(row.Text(name));

    public static IReadOnlyList<string> ParseList(string? text)
    {
        try
        {
            return text is { Length: > 0 } json ? JsonSerializer.Deserialize(json, ColumnsJson.Default.StringArray) ?? [] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    public static string ListText(IReadOnlyList<string> list) =>
        list.Count == 0 ? "" : JsonSerializer.Serialize([.. list], ColumnsJson.Default.StringArray);
}
