using Functions.Html;

namespace Functions.Manage.Parts;

/// <summary>A table with headings. On a narrow screen each line becomes a block whose values carry the headings.</summary>
/// <param name="Caption">What the table shows, for those who do not see it.</param>
/// <param name="Headings">The columns' headings; an empty one for a column of buttons.</param>
/// <param name="Rows">The lines, a cell for each heading. The first cell names the line.</param>
/// <param name="Empty">What stands in the place of an empty table.</param>
internal sealed record DataTable(string Caption, IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<Markup>> Rows, string Empty)
{
    /// <summary>The markup.</summary>
    public Markup Render() => Rows.Count == 0
        ? Markup.Of($"""<p class="empty">{Empty}</p>""")
        : Markup.Of($"""
            <table>
            <caption class="unseen">{Caption}</caption>
            <thead><tr>{Headings.Select(Heading)}</tr></thead>
            <tbody>
            {Rows.Select(Row)}</tbody>
            </table>
            """);

    private static Markup Heading(string text) =>
        text.Length == 0 ? Markup.Of($"""<td></td>""") : Markup.Of($"""<th scope="col">{text}</th>""");

    private Markup Row(IReadOnlyList<Markup> cells) => Markup.Of($"<tr>{cells.Select(Cell)}</tr>\n");

    private Markup Cell(Markup cell, int column) => column == 0
        ? Markup.Of($"""<th scope="row">{cell}</th>""")
        : Markup.Of($"""<td data-heading="{Headings[column]}">{cell}</td>""");
}
