using System.Globalization;

namespace TestSupport;

/// <summary>What the documents say that a flow costs in storage. Tests hold what they count against it.</summary>
/// <param name="Requests">How many requests.</param>
/// <param name="Entities">How many rows in them, of <c>UsedIds</c>, <c>Users</c>, <c>Sessions</c> and <c>SignIns</c>; empty where the documents do not say.</param>
public sealed record DocumentedCost(int Requests, IReadOnlyList<int> Entities)
{
    private static readonly string[] Documents = [Repository.PathOf("docs", "operations.md"), Repository.PathOf("docs", "decisions", "0002-rows-and-keys.md")];

    /// <summary>Reads every row that begins with the flow's name; they have to say the same.</summary>
    /// <param name="flow">The first cell of the row, letter by letter.</param>
    public static DocumentedCost Of(string flow)
    {
        var rows = Documents.SelectMany(File.ReadLines).Where(line => line.StartsWith($"| {flow} |", StringComparison.Ordinal)).Select(Read).ToList();
        return rows.Select(r => r.Requests).Distinct().Count() == 1
            ? rows[0]
            : throw new InvalidOperationException($"'{flow}' stands in {rows.Count} rows of the documents, which have to say the same.");
    }

    private static DocumentedCost Read(string row)
    {
        var cells = row.Split('|', StringSplitOptions.TrimEntries);
        var requests = int.Parse(cells[2].AsSpan(0, cells[2].AsSpan().IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : cells[2].Length), CultureInfo.InvariantCulture);
        var entities = cells[3].Split(", ");
        return new DocumentedCost(requests, entities.Length == 4 ? [.. entities.Select(e => int.Parse(e, CultureInfo.InvariantCulture))] : []);
    }
}
