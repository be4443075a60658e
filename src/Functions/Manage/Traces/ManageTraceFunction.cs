using Functions.Http;
using Functions.Manage.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage;

/// <summary>The story of a sign-in, and what other settings would make of it.</summary>
/// <param name="attempts">Finds sign-ins.</param>
/// <param name="drafts">Reads a tenant's settings with changes that are not stored.</param>
/// <param name="options">The product's name.</param>
public sealed class ManageTraceFunction(FindAttempt attempts, DraftSettings drafts, AppOptions options)
{
    /// <summary>Answers <c>GET /manage/trace?id=&amp;tenant=&amp;after=</c>.</summary>
    /// <param name="request">The request.</param>
    [Function("ManageTrace")]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/trace")] HttpRequest request)
    {
        var search = TraceSearch.Of(request);
        var found = search.Id.Length == 0 ? null : await search.RunAsync(attempts, request.HttpContext.RequestAborted);
        return new PageResult(TracePage.Render(options.Name, ManageVisit.Of(request), search, found));
    }

    /// <summary>Answers <c>POST /manage/trace/replay</c>. It changes nothing; it is a POST because certificates do not fit into an address.</summary>
    /// <param name="request">The request.</param>
    [Function("ManageTraceReplay")]
    public async Task<IResult> ReplayAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/trace/replay")] HttpRequest request)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var visit = ManageVisit.Of(request);
        var search = new TraceSearch(visit.Field("id"), visit.Field("tenant"), null);
        var found = search.Tenant.Length == 0 ? new AttemptSearch([], null) : await search.RunAsync(attempts, cancellation);
        var line = int.TryParse(visit.Field("line"), out var number) && number >= 0 && number < found.Lines.Count ? number : 0;
        if (found.Lines.ElementAtOrDefault(line) is not { } attempt || attempt.ReadTrace() is not { } trace
            || await drafts.ReadAsync(attempt.TenantId, cancellation) is not { } stored)
            return new PageResult(TracePage.Render(options.Name, visit, search, found with { Next = null }), StatusCodes.Status404NotFound);
        var values = visit.Field("draft").Length == 0 ? stored : DraftSettings.Fields.ToDictionary(f => f.Name, f => visit.Field(f.Name), StringComparer.Ordinal);
        var (settings, errors) = await drafts.TryAsync(attempt.TenantId, values, cancellation);
        var results = settings is null ? [] : AttemptReview.Replay(attempt, trace, settings);
        return new PageResult(
            ReplayPage.Render(options.Name, visit, attempt, visit.Field("line"), values, results, [.. errors.Select(e => new FieldError(e.Column, e.Message))]),
            errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
