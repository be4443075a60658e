using Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Functions;

/// <summary>Serves the metadata that a customer's IdP imports (saml-metadata-2.0-os).</summary>
/// <param name="metadata">Describes the tenant's service provider.</param>
/// <param name="errors">Pages for refusals.</param>
public sealed class MetadataFunction(TenantMetadata metadata, ErrorPages errors)
{
    /// <summary>IdPs fetch it about daily; five minutes spare the IdP that asks at every sign-in, and a new key shows soon.</summary>
    private const string CacheControl = "public, max-age=300";

    /// <summary>Answers <c>GET /saml/{tenant}/metadata</c>; signed with <c>?signed=true</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("Metadata")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "saml/{tenant}/metadata")] HttpRequest request,
        string tenant) => await metadata.ReadAsync(tenant, IsSigned(request), request.HttpContext.RequestAborted) switch
        {
            ({ } document, _) => new ContentResult(document, "application/samlmetadata+xml", CacheControl),
            (_, true) => errors.TenantUnavailable(request.HttpContext),
            _ => errors.NotFound(request.HttpContext),
        };

    /// <summary>Answers <c>GET /saml2-sp/{customer}/{customer}/metadata/</c>, the entity ID of the pymetrics tutorial.</summary>
    /// <param name="request">The request.</param>
    /// <param name="customer">The tenant.</param>
    /// <param name="repeat">The tenant again.</param>
    [Function("CustomerMetadata")]
    public Task<IResult> RunForCustomerAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "saml2-sp/{customer}/{repeat}/metadata")] HttpRequest request,
        string customer,
        string repeat) => CustomerUrl.IsConsistent(customer, repeat)
            ? RunAsync(request, customer)
            : Task.FromResult(errors.NotFound(request.HttpContext));

    private static bool IsSigned(HttpRequest request) => request.Query["signed"] is [var text] && bool.TryParse(text, out var signed) && signed;
}
