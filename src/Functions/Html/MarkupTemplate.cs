using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Functions.Html;

/// <summary>
/// Turns an interpolated string into HTML. Holes take strings and numbers, which are encoded, and <see cref="Markup"/>, which is not.
/// Any other type does not compile.
/// </summary>
[InterpolatedStringHandler]
public ref struct MarkupTemplate
{
    /// <summary>Letters of all languages stay readable; everything that means something in HTML is escaped, quotes included.</summary>
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly string[] UrlAttributes = ["href=\"", "src=\"", "action=\""];

    private readonly StringBuilder _html;
    private Place _place;

    /// <summary>Called by the compiler.</summary>
    /// <param name="literalLength">Characters of the literal parts.</param>
    /// <param name="formattedCount">Number of holes.</param>
    public MarkupTemplate(int literalLength, int formattedCount) =>
        _html = new StringBuilder(literalLength + (formattedCount * 32));

    private enum Place
    {
        Text,
        Url,
    }

    /// <summary>Called by the compiler for a literal part.</summary>
    /// <param name="value">Trusted HTML, written in the source.</param>
    public void AppendLiteral(string value)
    {
        _html.Append(value);
        _place = Array.Exists(UrlAttributes, a => value.EndsWith(a, StringComparison.Ordinal)) ? Place.Url : Place.Text;
        if (value.EndsWith('=') || value.EndsWith("<script>", StringComparison.Ordinal) || value.EndsWith("<style>", StringComparison.Ordinal))
            throw new InvalidOperationException($"A hole cannot stand after '{value[^Math.Min(20, value.Length)..]}': encoding does not make it safe there.");
    }

    /// <summary>Writes text, encoded. In a link's attribute only relative and http(s) addresses are written; others become <c>#</c>.</summary>
    /// <param name="value">Text from anywhere; null is nothing.</param>
    public void AppendFormatted(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        _html.Append(Encoder.Encode(_place == Place.Url && !IsSafeAddress(value) ? "#" : value));
    }

    /// <summary>Writes a number.</summary>
    /// <param name="value">The number.</param>
    public void AppendFormatted(int value) => _html.Append(CultureInfo.InvariantCulture, $"{value}");

    /// <summary>Writes markup as it is.</summary>
    /// <param name="value">Markup made by another template; null is nothing.</param>
    public void AppendFormatted(Markup? value) => _html.Append(value?.ToString());

    /// <summary>Writes pieces of markup, one after another.</summary>
    /// <param name="values">Markup made by other templates.</param>
    public void AppendFormatted(IEnumerable<Markup> values)
    {
        foreach (var value in values)
            _html.Append(value.ToString());
    }

    internal readonly string ToStringAndClear()
    {
        var html = _html.ToString();
        _html.Clear();
        return html;
    }

    /// <summary>Keeps <c>javascript:</c> and its like out of links, whoever supplied the address.</summary>
    private static bool IsSafeAddress(string value)
    {
        if (value.AsSpan().ContainsAnyInRange('\0', '\u001f') || value.Contains('\\', StringComparison.Ordinal))
            return false;
        if (value.StartsWith('/'))
            return !value.StartsWith("//", StringComparison.Ordinal);
        return Uri.TryCreate(value, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);
    }
}
