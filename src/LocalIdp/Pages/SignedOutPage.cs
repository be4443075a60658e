namespace LocalIdp;

/// <summary>Where the Logout URL leads: what came of signing out, and the sessions that are remembered still.</summary>
internal static class SignedOutPage
{
    /// <param name="context">The remembered sessions.</param>
    /// <param name="result">The status of an application's answer; null for none.</param>
    public static Page Show(IdpContext context, string? result)
    {
        var notes = context.Notes.All.Select((note, number) => (note, number));
        return new("Signed out", Html.Of($"""
            <section class="card">
            <h1>You are signed out</h1>
            {Answer(result)}
            <p>This directory asks for no password, so there is nothing more to close here. It remembers where accounts were signed in:</p>
            <ul id="sessions">
            {notes.Select(n => Row(context, n.note, n.number))}
            </ul>
            <p><a href="/">My Apps</a></p>
            </section>
            """));
    }

    private static Html Answer(string? result) => result is null ? Html.Empty : Html.Of($"""<p class="note">The application answered: <code id="answer">{result}</code></p>""");

    private static Html Row(IdpContext context, SessionNote note, int number)
    {
        var application = context.Options.Applications.FirstOrDefault(app => app.AppId == note.AppId);
        return application?.LogoutUrl is null ? Html.Empty : Html.Of($"""
            <li><a href="{context.Urls.Logout}/{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}">Sign {note.Account} out of {application.Name}</a></li>
            """);
    }
}
