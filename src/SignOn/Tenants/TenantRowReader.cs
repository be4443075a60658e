using System.Globalization;

namespace SignOn;

/// <summary>Reads columns one by one and collects what is wrong, so that an admin learns of all errors at once.</summary>
internal sealed class TenantRowReader(TenantColumns row)
{
    private const int MaxQuoted = 80;
    private static readonly char[] Separators = [';', '\n', '\r'];
    private readonly List<TenantRowError> _errors = [];

    public IReadOnlyList<TenantRowError> Errors => _errors;

    public void Fail(TenantColumn column, string problem) =>
        _errors.Add(new TenantRowError(column.Name, $"{problem} {column.Mend}"));

    /// <summary>The column's text, trimmed, or its default; empty when it must be filled and is not (that is an error).</summary>
    public string Text(TenantColumn column, int maxLength = 32 * 1024)
    {
        var text = Raw(column);
        if (text.Length == 0)
        {
            if (column.Default is null)
            {
                Fail(column, "It is empty.");
            }

            return column.Default ?? "";
        }

        if (text.Length > maxLength)
        {
            Fail(column, $"It has {text.Length} characters.");
            return "";
        }

        return text;
    }

    /// <summary>The column's text, trimmed and as it is; empty when it is absent.</summary>
    public string Raw(TenantColumn column) =>
        // Table editors decide on a type by themselves, so 'true' or '480' may come as text and text may look like a number.
        row.Values.TryGetValue(column.Name, out var value) ? Convert.ToString(value, CultureInfo.InvariantCulture)!.Trim() : "";

    public bool IsEmpty(TenantColumn column) => Raw(column).Length == 0;

    public bool Flag(TenantColumn column)
    {
        var text = Text(column);
        if (!bool.TryParse(text, out var flag))
        {
            Fail(column, $"'{Quote(text)}' is neither true nor false.");
        }

        return flag;
    }

    public int Number(TenantColumn column, int min, int max)
    {
        var text = Text(column);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        Fail(column, $"'{Quote(text)}' is no whole number from {min} to {max}.");
        return min;
    }

    /// <summary>An absolute URL; null when the column is empty or wrong.</summary>
    public string? Url(TenantColumn column)
    {
        var text = Text(column, 2048);
        if (text.Length == 0)
        {
            return null;
        }

        if (!WebUrls.TryParse(text, out var url) || url.Fragment.Length > 0)
        {
            Fail(column, $"'{Quote(text)}' is not such a URL.");
            return null;
        }

        return text;
    }

    public IReadOnlyList<string> List(TenantColumn column) =>
        [.. Text(column).Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];

    public IReadOnlyDictionary<string, string> Map(TenantColumn column)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in List(column))
        {
            // The last '=': the name may be a URI with a query, a role has no use for the sign.
            var split = pair.LastIndexOf('=');
            var (name, value) = split < 0 ? (pair, "") : (pair[..split].Trim(), pair[(split + 1)..].Trim());
            if (name.Length == 0 || value.Length == 0)
            {
                Fail(column, $"'{Quote(pair)}' is no pair.");
            }
            else if (!map.TryAdd(name, value))
            {
                Fail(column, $"'{Quote(name)}' is named twice.");
            }
        }

        return map;
    }

    public static string Quote(string text) => text.Length <= MaxQuoted ? text : text[..MaxQuoted] + "…";
}
