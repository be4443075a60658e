namespace LocalIdp;

/// <summary>Where the Logout URL leads.</summary>
internal static class SignedOutPage
{
    public static Page Show() => new("Signed out", Html.Of($"""
        <section class="card">
        <h1>You are signed out</h1>
        <p>This directory keeps no session, so there is nothing more to close here.</p>
        <p><a href="/">My Apps</a></p>
        </section>
        """));
}
