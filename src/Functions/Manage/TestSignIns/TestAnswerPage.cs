using Functions.Html;
using Functions.Pages;
using SignOn;

namespace Functions.Manage.Pages;

/// <summary>
/// Takes the IdP's answer from the reply URL on to the admins' pages. The answer came from another site, so the admin's cookie did not come with
/// it; a form of our own brings it, and the gate sees the session.
/// </summary>
internal static class TestAnswerPage
{
    /// <summary>The page's own Content-Security-Policy: the one script, by its hash, and forms to ourselves.</summary>
    public static string Policy { get; } = SelfSending.Policy("'none'", "; form-action 'self'");

    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="test">The test.</param>
    /// <param name="samlResponse">The form field SAMLResponse.</param>
    public static Markup Render(string product, PendingTest test, string samlResponse) => Layout.Page("Test sign-in", product, Markup.Of($"""
        <div class="spinner" aria-hidden="true"></div>
        <h1>Looking at the answer</h1>
        <p class="quiet" role="status">The result of your test sign-in opens in a moment.</p>
        <form method="post" action="{ManageLinks.TestResult(test.TestOf)}">
        <input type="hidden" name="{ManageGate.FormTokenField}" value="{test.FormToken}">
        <input type="hidden" name="SAMLResponse" value="{samlResponse}">
        <button class="second" type="submit">Show the result</button>
        </form>
        {SelfSending.Script}
        """));
}
