using Functions.Html;

namespace Functions.Pages;

/// <summary>
/// Every refusal and every failure: one fixed sentence, the stable code and the correlation id, by which an admin finds the detail in the
/// audit trail. Nothing of a message that was refused is ever shown, but for one case: what the person's own IdP answers to this browser's own
/// request. It stands apart, as a quotation (docs/decisions/0066-idp-errors.md).
/// </summary>
internal static class ErrorPage
{
    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="text">Heading and sentence.</param>
    /// <param name="code">The stable code.</param>
    /// <param name="correlationId">The request's id in the log.</param>
    /// <param name="retryUrl">Relative address where the user can start again; null when there is no sense in it.</param>
    /// <param name="idpMessage">What the IdP says to this person; null for nothing.</param>
    /// <param name="retryLabel">What the way on is called; null for 'Try again'.</param>
    public static Markup Render(string product, ErrorText text, string code, string correlationId, string? retryUrl = null, string? idpMessage = null, string? retryLabel = null) =>
        Layout.Page(text.Heading, product, Markup.Of($"""
            <h1>{text.Heading}</h1>
            <p>{text.Sentence}</p>
            {Quotation(idpMessage)}
            {Retry(retryUrl, retryLabel ?? "Try again")}
            <dl class="facts">
            <div><dt>Code</dt><dd><code id="error-code">{code}</code></dd></div>
            <div><dt>Reference</dt><dd><code id="correlation-id">{correlationId}</code></dd></div>
            </dl>
            """));

    private static Markup Quotation(string? text) => text is null ? Markup.Empty : Markup.Of($"""
        <p>Your organization's sign-in page says:</p>
        <blockquote id="idp-message">{text}</blockquote>
        """);

    private static Markup Retry(string? url, string label) =>
        url is null ? Markup.Empty : Markup.Of($"""<p class="actions"><a class="button" id="try-again" href="{url}">{label}</a></p>""");
}
