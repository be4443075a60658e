using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace LocalIdp;

/// <summary>
/// Builds markup from an interpolated string and encodes every value that is not markup itself. Attribute values need
/// double quotes.
/// </summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlInterpolation
{
    private readonly StringBuilder _text;

    public HtmlInterpolation(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (formattedCount * 32));

    public void AppendLiteral(string markup) => _text.Append(markup);

    public void AppendFormatted(string? value) => _text.Append(HtmlEncoder.Default.Encode(value ?? ""));

    public void AppendFormatted(Guid value) => _text.Append(value);

    public void AppendFormatted(Html markup) => _text.Append(markup.Text);

    public void AppendFormatted(IEnumerable<Html> markups)
    {
        foreach (var markup in markups) _text.Append(markup.Text);
    }

    public override string ToString() => _text.ToString();
}
