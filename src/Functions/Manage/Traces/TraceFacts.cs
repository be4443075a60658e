using Functions.Html;
using SignOn;

namespace Functions.Manage.Pages;

/// <summary>What a trace knows besides its checks.</summary>
internal static class TraceFacts
{
    /// <summary>Lines of a list of facts.</summary>
    /// <param name="trace">The trace.</param>
    public static Markup Render(SignInTrace trace) => trace.Message is not { } message
        ? Markup.Of($"<div><dt>Response</dt><dd>could not be read</dd></div>\n")
        : Markup.Of($"""
            <div><dt>Requests that waited</dt><dd>{(trace.Waiting.Count == 0 ? "none" : string.Join(' ', trace.Waiting))}</dd></div>
            <div><dt>Answers</dt><dd>{message.Request ?? "no request"}</dd></div>
            <div><dt>Signatures</dt><dd>{Signature("Response", message.ResponseSignature)}{Signature("assertion", message.AssertionSignature)}</dd></div>
            <div><dt>Name identifier</dt><dd>{(message.HasNameId ? message.NameIdFormat ?? "sent, without a format" : "not sent")}</dd></div>
            <div><dt>Attributes (number of values)</dt><dd>{Attributes(message)}</dd></div>

            """);

    private static Markup Signature(string what, TraceSignature? signature) => signature is null
        ? Markup.Of($"{what}: none. ")
        : Markup.Of($"{what}: <code class=\"small\">{signature.Algorithm ?? "inside what was encrypted"}</code>. ");

    private static string Attributes(TraceMessage message) => message.Attributes.Count == 0
        ? "none that could be read"
        : string.Join(", ", message.Attributes.Select(a => $"{a.Name} ({a.Values})"));
}
