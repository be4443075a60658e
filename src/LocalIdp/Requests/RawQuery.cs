namespace LocalIdp;

/// <summary>
/// A query string with its octets as they were sent, because a Redirect signature covers exactly those (Bindings 3.4.4.1).
/// </summary>
internal sealed class RawQuery
{
    private static readonly string[] SignedNames = ["SAMLRequest", "RelayState", "SigAlg"];

    private readonly Dictionary<string, string> _raw;

    private RawQuery(Dictionary<string, string> raw) => _raw = raw;

    /// <param name="query">With or without the question mark.</param>
    /// <exception cref="AadstsException">A parameter comes twice.</exception>
    public static RawQuery Parse(string query)
    {
        var raw = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(at < 0 ? part : part[..at]);
            if (!raw.TryAdd(name, at < 0 ? "" : part[(at + 1)..]))
                throw new AadstsException(AadstsException.NotSaml, $"The query has the parameter {name} more than once.");
        }

        return new(raw);
    }

    public string? Value(string name) => _raw.TryGetValue(name, out var value) ? Decode(value) : null;

    /// <summary>The octets that a Redirect signature covers.</summary>
    public string SignedPart() => string.Join('&', SignedNames.Where(_raw.ContainsKey).Select(name => $"{name}={_raw[name]}"));

    private static string Decode(string value) => Uri.UnescapeDataString(value.Replace('+', ' '));
}
