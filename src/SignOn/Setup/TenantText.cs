using System.Globalization;

namespace SignOn;

/// <summary>Values of a tenant's row as people type and compare them.</summary>
public static class TenantText
{
    /// <summary>A stored value as text: trimmed, with line feeds only; empty for none.</summary>
    /// <param name="value">A value of a row.</param>
    public static string Of(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!.ReplaceLineEndings("\n").Trim(),
    };

    /// <summary>A column of a row as text.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    public static string Of(TenantColumns row, string column) => Of(row.Values.GetValueOrDefault(column));

    /// <summary>A text as it is stored: flags and numbers as such where they are some, everything else as text.</summary>
    /// <param name="column">The column.</param>
    /// <param name="text">What somebody typed.</param>
    public static object ToValue(TenantColumn column, string text)
    {
        var clean = Of(text);
        return column.Kind switch
        {
            TenantColumnKind.Flag when bool.TryParse(clean, out var flag) => flag,
            TenantColumnKind.Number when int.TryParse(clean, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
            _ => clean,
        };
    }
}
