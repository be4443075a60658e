using Functions.Html;
using Microsoft.AspNetCore.Http;

namespace Functions.Manage.Parts;

/// <summary>Leads to the next page of a list, and back to the first.</summary>
internal static class Pager
{
    /// <summary>The name of the continuation in the query.</summary>
    public const string Query = "after";

    /// <summary>The continuation that a request asks for.</summary>
    /// <param name="request">The request.</param>
    /// <returns>Null for the first page; also for a form, which is no page of the list.</returns>
    public static string? After(HttpRequest request) =>
        !HttpMethods.IsPost(request.Method) && request.Query[Query].ToString() is { Length: > 0 } after ? after : null;

    /// <summary>The markup; nothing when the list fits on one page.</summary>
    /// <param name="first">The first page's address; null on the first page.</param>
    /// <param name="next">The next page's address; null on the last page.</param>
    public static Markup Render(string? first, string? next)
    {
        if (first is null && next is null)
            return Markup.Empty;
        var back = first is null ? null : Markup.Of($"""<a class="button second" href="{first}">First page</a>""");
        var on = next is null ? null : Markup.Of($"""<a class="button second" rel="next" href="{next}">Next page</a>""");
        return Markup.Of($"""<nav class="pager" aria-label="Pages">{back}{on}</nav>""");
    }
}
