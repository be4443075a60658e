using Functions.Html;

namespace Functions.Manage.Parts;

/// <summary>
/// A button whose effect comes at once and cannot be taken back, so that nobody presses it by mistake: it stands behind another one, with a sentence that says what will
/// happen. The browser opens and closes it, without script.
/// </summary>
internal static class Confirm
{
    /// <summary>The markup.</summary>
    /// <param name="visit">Whose session.</param>
    /// <param name="action">Where the form goes.</param>
    /// <param name="button">What both buttons say.</param>
    /// <param name="effect">What will happen, in a sentence or two.</param>
    /// <param name="hidden">Values that go with it.</param>
    /// <param name="what">What it is done to, for those who do not see the line in which it stands; null when the label says it.</param>
    public static Markup Render(ManageVisit visit, string action, string button, string effect, IEnumerable<KeyValuePair<string, string>> hidden, string? what = null)
    {
        // Who goes from button to button by keyboard does not come past the sentence: a screen reader says it with the second one.
        var id = $"effect-{Guid.NewGuid():N}";
        return Markup.Of($"""
            <details class="confirm">
            <summary class="button second compact">{button}…{(what is null ? null : Markup.Of($"""<span class="unseen"> {what}</span>"""))}</summary>
            <div class="asked"><p id="{id}">{effect}</p>{ManageForm.Button(visit, action, button, hidden, what, describedBy: id)}</div>
            </details>
            """);
    }
}
