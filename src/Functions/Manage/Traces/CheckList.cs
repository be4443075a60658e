using System.Globalization;
using Functions.Html;
using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Pages;

/// <summary>Checks with their results, the same for a trace, a replay and a test.</summary>
internal static class CheckList
{
    /// <summary>The table.</summary>
    /// <param name="checks">The checks, in order.</param>
    public static Markup Render(IReadOnlyList<CheckResult> checks) =>
        new DataTable("Checks", ["Check", "Result", "Expected", "Received"], [.. checks.Select(Row)], "Nothing is known about the checks.").Render();

    /// <summary>What came out, and what to do about it.</summary>
    /// <param name="attempt">The sign-in.</param>
    /// <param name="passed">What to say when every check passed.</param>
    /// <param name="number">Which sign-in of the page it is, from 0.</param>
    public static Markup Verdict(SignInRecord attempt, Markup passed, int number = 0)
    {
        if (attempt.Code is not { } code)
            return Markup.Of($"""<p class="done">{passed}</p>""");
        var advice = RefusalAdvice.Of(code);
        var suffix = number == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{number + 1}");
        return Markup.Of($"""
            <section class="notice" aria-labelledby="finding{suffix}">
            <h3 id="finding{suffix}"><code>{code}</code></h3>
            <p>{advice?.Meaning}</p>
            <p>{attempt.Detail}</p>
            </section>
            <section class="remark" aria-labelledby="mend{suffix}">
            <h3 id="mend{suffix}">{Heading(advice?.Who)}</h3>
            <p id="advice{suffix}">{advice?.Mend}</p>
            {Wanted(attempt)}
            </section>
            """);
    }

    /// <summary>What a check is called.</summary>
    /// <param name="check">The check.</param>
    public static string Name(AttemptCheck check) => check switch
    {
        AttemptCheck.Metadata => "Metadata of the IdP may be used",
        AttemptCheck.Message => "Response can be read",
        AttemptCheck.Destination => "Sent to our reply URL",
        AttemptCheck.Issuer => "Issued by the tenant's IdP",
        AttemptCheck.Status => "IdP reports success",
        AttemptCheck.SignaturePresent => "Signed where it must be",
        AttemptCheck.Signature => "Signature fits a certificate",
        AttemptCheck.Assertion => "Assertion can be read",
        AttemptCheck.Recipient => "Made for our reply URL",
        AttemptCheck.Request => "Answers a request of this browser",
        AttemptCheck.Time => "Valid at this time",
        AttemptCheck.Audience => "Meant for our entity ID",
        AttemptCheck.Authentication => "Person signed in at the IdP",
        AttemptCheck.Once => "Not used before",
        AttemptCheck.Subject => "Names somebody for good",
        _ => "User may come in",
    };

    private static string Heading(AdviceFor? who) => who switch
    {
        AdviceFor.Idp => "What the customer's admin changes at the identity provider",
        AdviceFor.Operator => "What an operator changes here",
        AdviceFor.Person => "What the person does",
        _ => "What to do",
    };

    private static Markup? Wanted(SignInRecord attempt) => attempt.Expected is not { Length: > 0 } expected ? null : Markup.Of($"""
        <dl>
        <div><dt>Expected</dt><dd><code>{expected}</code></dd></div>
        <div><dt>Received</dt><dd><code>{attempt.Received ?? "nothing"}</code></dd></div>
        </dl>
        """);

    private static Markup[] Row(CheckResult result) =>
    [
        Markup.Of($"{Name(result.Check)}"),
        Markup.Of($"""{State(result)}{(result.Note is null ? null : Markup.Of($"""<p class="small">{result.Note}</p>"""))}"""),
        Value(result.Expected),
        Value(result.Received),
    ];

    private static Markup State(CheckResult result) => result.State switch
    {
        CheckState.Passed => Badge.Render("Passed", "good"),
        CheckState.Failed => Markup.Of($"{Badge.Render("Failed", "bad")} <code class=\"small\">{result.Code}</code>"),
        CheckState.Undecided => Badge.Render("Not known", "warn"),
        _ => Badge.Render("Not reached", "off"),
    };

    private static Markup Value(string? text) => string.IsNullOrEmpty(text) ? Markup.Empty : Markup.Of($"""<code class="small">{text}</code>""");
}
