namespace Functions.Html;

/// <summary>
/// HTML that is safe to send as it is. It only comes from <see cref="Of"/>, which encodes every hole: there is no way to turn
/// a plain string into markup, so a page cannot forget to encode.
/// </summary>
public sealed class Markup
{
    /// <summary>Nothing.</summary>
    public static readonly Markup Empty = new("");

    private readonly string _html;

    private Markup(string html) => _html = html;

    /// <summary>Builds markup from a template: its literal parts are taken as they are, its holes are encoded.</summary>
    /// <param name="template">An interpolated string, for example <c>$"&lt;p&gt;{name}&lt;/p&gt;"</c>.</param>
    /// <exception cref="InvalidOperationException">A hole stands where encoding cannot make it safe (an attribute without quotes, a script, a style).</exception>
    public static Markup Of(ref MarkupTemplate template) => new(template.ToStringAndClear());

    /// <summary>Returns the HTML.</summary>
    public override string ToString() => _html;
}
