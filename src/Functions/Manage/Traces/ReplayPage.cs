using Functions.Html;
using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Pages;

/// <summary>Holds a stored sign-in against a draft of the tenant's settings.</summary>
internal static class ReplayPage
{
    private static readonly Dictionary<string, string> Labels = new(StringComparer.Ordinal)
    {
        ["UrlStyle"] = "Shape of our addresses",
        ["SpEntityId"] = "Our identifier (entity ID)",
        ["IdpEntityId"] = "The IdP's entity ID",
        ["IdpCertificates"] = "The IdP's certificates",
        ["RequireSignedResponse"] = "The Response itself must be signed",
        ["RejectExpiredCertificates"] = "Expired certificates are rejected",
        ["AllowIdpInitiated"] = "Sign-in may begin at the IdP",
        ["ForceAuthn"] = "People are authenticated anew each time",
        ["RequestedAuthnContexts"] = "Ways of authentication to ask for",
        ["AcceptedAuthnContexts"] = "Ways of authentication to accept",
        ["JustInTime"] = "Unknown people become users",
        ["SubjectAttributes"] = "Attributes that name a person for good",
    };

    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="attempt">The sign-in.</param>
    /// <param name="line">Which line of its correlation id it is.</param>
    /// <param name="values">The draft as typed.</param>
    /// <param name="results">The checks under the draft; empty when the draft has errors.</param>
    /// <param name="errors">What is wrong with the draft.</param>
    public static Markup Render(
        string product, ManageVisit visit, SignInRecord attempt, string line, IReadOnlyDictionary<string, string> values, IReadOnlyList<CheckResult> results, IReadOnlyList<FieldError> errors)
    {
        List<Field> fields = [.. DraftSettings.Fields.Select(column => FieldOf(column, values.GetValueOrDefault(column.Name) ?? ""))];
        return ManageLayout.Page(product, visit, "Try other settings", Markup.Of($"""
            {ErrorSummary.Render(errors, fields)}
            {(results.Count == 0 ? null : Verdict(results))}
            {(results.Count == 0 ? null : Markup.Of($"<h2>Checks under this draft</h2>\n{CheckList.Render(results)}"))}
            <h2>Draft</h2>
            <p>The tenant's settings as they are now, with your changes. Nothing is saved here.</p>
            {ManageForm.Render(visit, ManageLinks.TraceReplay, [Hidden("id", attempt.CorrelationId), Hidden("tenant", attempt.TenantId), Hidden("line", line), Hidden("draft", "1"), .. fields.Select(f => f.Render(errors))], "Try again")}
            <p class="actions"><a class="button second" href="{ManageLinks.Trace(attempt.CorrelationId, attempt.TenantId)}">Back to the trace</a></p>
            """), lead: Markup.Of($"The sign-in of {Moments.Minute(attempt.At)} at its own time, under other settings. Nobody is signed in by this."));
    }

    private static Markup Verdict(IReadOnlyList<CheckResult> results)
    {
        if (results.Any(r => r.State == CheckState.Failed))
            return Markup.Of($"""<div class="notice" role="status"><p>It would still be refused.</p></div>""");
        return AttemptReview.IsGreen(results)
            ? Markup.Of($"""<p class="done" role="status">Every check that the trace can decide would pass. What comes after them (used before, the user) only a new sign-in shows.</p>""")
            : Markup.Of($"""<div class="remark" role="status"><p>No check fails that the trace can decide, but some it cannot: the octets of signatures are not stored. A new sign-in, or a test sign-in, shows them.</p></div>""");
    }

    private static Markup Hidden(string name, string value) => Markup.Of($"""<input type="hidden" name="{name}" value="{value}">""");

    private static Field FieldOf(TenantColumn column, string value) => new(column.Name, Labels.GetValueOrDefault(column.Name) ?? column.Name)
    {
        Value = column.Kind == TenantColumnKind.Flag ? value.ToLowerInvariant() : value,
        Hint = column.Meaning,
        Lines = column.Kind == TenantColumnKind.List || column.Name == "IdpCertificates",
        Choices = column.Kind == TenantColumnKind.Flag ? [new("true", "Yes"), new("false", "No")]
            : column.Name == "UrlStyle" ? [new("standard", "standard"), new("saml2-sp", "saml2-sp"), new("live", "live")]
            : null,
    };
}
