using Functions.Html;

namespace Functions.Manage.Parts;

/// <summary>A box to tick, with its hint.</summary>
internal static class Checkbox
{
    /// <summary>The markup.</summary>
    /// <param name="name">The field's name, which is its id too. A ticked box is posted as "yes".</param>
    /// <param name="label">What people read.</param>
    /// <param name="isTicked">Whether it is ticked.</param>
    /// <param name="hint">A sentence below; null for none.</param>
    /// <param name="isOff">Whether it cannot be ticked; the hint says why.</param>
    public static Markup Render(string name, string label, bool isTicked, string? hint = null, bool isOff = false) => Markup.Of($"""
        <div class="field tick">
        <input id="{name}" name="{name}" type="checkbox" value="yes"{(isTicked && !isOff ? Markup.Of($" checked") : null)}{(isOff ? Markup.Of($" disabled") : null)}{(hint is null ? null : Markup.Of($""" aria-describedby="{name}-hint" """))}>
        <label for="{name}">{label}</label>
        {(hint is null ? null : Markup.Of($"""<p class="hint" id="{name}-hint">{hint}</p>"""))}
        </div>

        """);
}
