using System.Globalization;

namespace TestSupport;

/// <summary>What the documents say that a flow costs in storage. Tests hold what they count against it.</summary>
/// <param name="Requests">How many requests.</param>
/// <param name="Entities">How many rows in them, of <c>UsedIds</c>, <c>Users</c>, <c>Sessions</c> and <c>SignIns</c>; empty where the documents do not say.</param>
public sealed record DocumentedCost(int Requests, IReadOnlyList<int> Entities)
{
    private static readonly string Operations = Repository.PathOf("docs", "operations.md");
    private static readonly string Decision = Repository.PathOf("docs", "decisions", "0002-rows-and-keys.md");

    /// <summary>Reads every row that begins with the flow's name; they have to say the same.</summary>
    /// <param name="flow">The first cell of the row, letter by letter.</param>
    public static DocumentedCost Of(string flow)
    {
        // Both tell the requests in the second cell; the third one of operations.md tells the rows.
        var (operations, decision) = (Rows(Operations, flow), Rows(Decision, flow));
        return operations.Concat(decision).Select(RequestsIn).Distinct().Count() == 1
            ? new DocumentedCost(RequestsIn(operations.Concat(decision).First()), [.. operations.SelectMany(EntitiesIn)])
            : throw new InvalidOperationException($"'{flow}' stands in {operations.Count + decision.Count} rows of the documents, which have to say the same.");
    }

    private static List<string[]> Rows(string document, string flow) =>
    [
        .. File.ReadLines(document).Where(line => line.StartsWith($"| {flow} |", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries)),
    ];

    private static int RequestsIn(string[] cells) => int.Parse(string.Concat(cells[2].TakeWhile(char.IsAsciiDigit)), CultureInfo.InvariantCulture);

    private static IEnumerable<int> EntitiesIn(string[] cells) =>
        cells[3].Length == 0 ? [] : cells[3].Split(", ").Select(e => int.Parse(e, CultureInfo.InvariantCulture));
}
