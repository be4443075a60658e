using Functions.Http;
using Functions.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Functions;

/// <summary>Serves the stylesheet and the mark.</summary>
/// <param name="errors">Pages for refusals.</param>
public sealed class AssetsFunction(ErrorPages errors)
{
    /// <summary>Answers <c>GET /assets/{name}</c>. The name holds the content's hash, so the browser need never ask again.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">File name.</param>
    [Function("Assets")]
    public IResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "assets/{name}")] HttpRequest request,
        string name) => SiteAssets.Find(name) is { } asset
            ? new ContentResult(asset.Content, asset.ContentType, "public, max-age=31536000, immutable")
            : errors.NotFound(request.HttpContext);
}
