using System.Text.Json;
using Azure.Data.Tables;

namespace AzureAdapters;

/// <summary>Reads and writes columns so that a null is stored (a merge would leave the old value in place) and hand edits do no harm.</summary>
internal static class Columns
{
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

    public static bool Flag(this TableEntity row, string name) =>
        row.TryGetValue(name, out var value) && (value is true || (value is string text && bool.TryParse(text, out var flag) && flag));

    /// <summary>A list as stored by <see cref="ListText"/>; empty when somebody broke it, because a list here gives rights.</summary>
    public static IReadOnlyList<string> List(this TableEntity row, string name)
    {
        try
        {
            return row.Text(name) is { } json ? JsonSerializer.Deserialize(json, ColumnsJson.Default.StringArray) ?? [] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    public static string ListText(IReadOnlyList<string> list) =>
        list.Count == 0 ? "" : JsonSerializer.Serialize([.. list], ColumnsJson.Default.StringArray);
}
