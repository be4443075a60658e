using Functions.Html;

namespace Functions.Manage.Parts;

/// <summary>Forms that carry the session's token. There is no other way to write one, so none can lack it.</summary>
internal static class ManageForm
{
    /// <summary>A form with fields.</summary>
    /// <param name="visit">Whose session.</param>
    /// <param name="action">Where it goes.</param>
    /// <param name="fields">Fields of <see cref="Field"/>.</param>
    /// <param name="button">The button's label.</param>
    /// <param name="withFile">Whether one of the fields is a file.</param>
    public static Markup Render(ManageVisit visit, string action, IEnumerable<Markup> fields, string button, bool withFile = false) => Markup.Of($"""
        <form method="post" action="{action}" class="fields"{(withFile ? Markup.Of($""" enctype="multipart/form-data" """) : null)} novalidate>
        {Token(visit)}{fields}
        <button type="submit">{button}</button>
        </form>
        """);

    /// <summary>A form that is only a button.</summary>
    /// <param name="visit">Whose session.</param>
    /// <param name="action">Where it goes.</param>
    /// <param name="button">The button's label.</param>
    /// <param name="hidden">Values that go with it.</param>
    /// <param name="what">What it is done to, for those who do not see the line in which the button stands; null when the label says it.</param>
    /// <param name="second">Whether something else is more important.</param>
    /// <param name="describedBy">The id of the text that says what it does; null when the label says it.</param>
    public static Markup Button(
        ManageVisit visit, string action, string button, IEnumerable<KeyValuePair<string, string>>? hidden = null, string? what = null, bool second = false, string? describedBy = null) => Markup.Of($"""
        <form method="post" action="{action}">{Token(visit)}{Hidden(hidden)}<button class="{(second ? "second compact" : "main")}" type="submit"{(describedBy is null ? null : Markup.Of($""" aria-describedby="{describedBy}" """))}>{button}{(what is null ? null : Markup.Of($"""<span class="unseen"> {what}</span>"""))}</button></form>
        """);

    /// <summary>A value that goes with a form.</summary>
    /// <param name="value">Name and value.</param>
    public static Markup Hidden(KeyValuePair<string, string> value) => Markup.Of($"""<input type="hidden" name="{value.Key}" value="{value.Value}">""");

    private static Markup Token(ManageVisit visit) => visit.Session is { } session
        ? Markup.Of($"""<input type="hidden" name="{ManageGate.FormTokenField}" value="{session.FormToken}">""")
        : Markup.Empty;

    private static IEnumerable<Markup> Hidden(IEnumerable<KeyValuePair<string, string>>? values) => (values ?? []).Select(Hidden);
}
