using Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage;

/// <summary>What a key may do, and what the API can do at all.</summary>
/// <param name="options">The public address.</param>
public sealed class ManageApiFunction(AppOptions options)
{
    /// <summary>Answers <c>GET /manage/api/key</c>: what the key that was sent may do.</summary>
    /// <param name="request">The request.</param>
    [Function("ManageApiKeySelf")]
    public static IResult ShowKey([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/api/key")] HttpRequest request)
    {
        var key = (Admin.ApiKey)ManageVisit.Of(request).Who;
        return JsonResult.Of(new ApiKeyDocument(key.KeyId, key.Name, key.TenantId, key.MayWrite), AppJson.Default.ApiKeyDocument);
    }

    /// <summary>Answers <c>GET /manage/api/openapi.json</c>: the API's description (OpenAPI 3.1).</summary>
    /// <param name="request">The request.</param>
    [Function("ManageApiOpenApi")]
    public IResult Describe([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/api/openapi.json")] HttpRequest request) =>
        JsonResult.Of(OpenApiDocument.Create(options.BaseUrl), AppJson.Default.JsonObject);
}
