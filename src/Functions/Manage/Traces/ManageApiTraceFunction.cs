using Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage;

/// <summary>The story of a sign-in for programs.</summary>
/// <param name="attempts">Finds sign-ins.</param>
public sealed class ManageApiTraceFunction(FindAttempt attempts)
{
    /// <summary>
    /// Answers <c>GET /manage/api/trace/{correlationId}?tenant=&amp;after=</c>. The route names no tenant, so it is for keys of the operators'
    /// scope alone.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="correlationId">The id.</param>
    [Function("ManageApiTrace")]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/api/trace/{correlationId}")] HttpRequest request,
        string correlationId)
    {
        try
        {
            var found = await (TraceSearch.Of(request) with { Id = correlationId }).RunAsync(attempts, request.HttpContext.RequestAborted);
            return found.Lines.Count > 0
                ? JsonResult.Of(ApiTraceDocument.Of(found.Lines), AppJson.Default.ApiTraceDocument)
                : ApiRefusals.NoTrace(request.HttpContext, found.Next);
        }
        catch (StorageUnavailableException e)
        {
            return ApiRefusals.Unavailable(request.HttpContext, e);
        }
    }
}
