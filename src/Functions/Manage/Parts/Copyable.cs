using Functions.Html;

namespace Functions.Manage.Parts;

/// <summary>A value that people copy. With script it gets a button; without, it is there to be marked by hand.</summary>
internal static class Copyable
{
    /// <summary>The markup.</summary>
    /// <param name="what">What it is, for those who do not see where the button stands.</param>
    /// <param name="value">The value; empty for what nobody has set yet.</param>
    public static Markup Render(string what, string value) => value.Length == 0
        ? Markup.Of($"<em>not set yet; ask whoever sent you here</em>")
        : Markup.Of($"""<code data-copy="{what}">{value}</code>""");

    /// <summary>A secret that is shown once.</summary>
    /// <param name="what">What it is.</param>
    /// <param name="value">The secret.</param>
    public static Markup Secret(string what, string value) => Markup.Of($"""<p class="secret"><code id="secret" tabindex="0" data-copy="{what}">{value}</code></p>""");
}
