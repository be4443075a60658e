using System.Text.RegularExpressions;

namespace EndToEnd.Tests.Harness;

/// <summary>One request of the app to storage, as it went over the wire.</summary>
/// <param name="Service">The service.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Target">Path and query, escaped, as sent.</param>
/// <param name="Body">The body as text; empty without one.</param>
public sealed partial record StorageOperation(StorageService Service, string Method, string Target, string Body)
{
    /// <summary>Whether it is the queue listener asking for messages: that goes on all the time and belongs to no request.</summary>
    public bool IsQueuePoll => Service == StorageService.Queue && Method == "GET" && Target.Contains("/messages", StringComparison.Ordinal);

    /// <summary>Whether it adds a message to a queue.</summary>
    public bool IsEnqueue => Service == StorageService.Queue && Method == "POST";

    /// <summary>Whether it is one transaction of several rows.</summary>
    public bool IsBatch => Target.EndsWith("/$batch", StringComparison.Ordinal);

    /// <summary>Whether it writes to a table.</summary>
    public bool IsWriteTo(string table) => Service == StorageService.Table && Method != "GET" && Table == table;

    /// <summary>The table, also of a transaction; null where none is named.</summary>
    public string? Table => Service != StorageService.Table ? null
        : IsBatch ? BatchLine().Match(Body) is { Success: true } line ? line.Groups["table"].Value : null
        : Name().Match(Target) is { Success: true } path ? path.Groups["table"].Value : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Service} {Method} {Uri.UnescapeDataString(Target)}{(IsBatch ? $" ({Table})" : "")}";

    [GeneratedRegex(@"^/[a-z0-9]+/(?<table>[A-Za-z][A-Za-z0-9]+)")]
    private static partial Regex Name();

    [GeneratedRegex(@"^(?:POST|PUT|PATCH|MERGE|DELETE) \S*?/[a-z0-9]+/(?<table>[A-Za-z][A-Za-z0-9]+)", RegexOptions.Multiline)]
    private static partial Regex BatchLine();
}
