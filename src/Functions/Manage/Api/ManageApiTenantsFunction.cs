using System.Text.Json;
using Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage;

/// <summary>Tenants for programs.</summary>
/// <param name="list">Lists tenants.</param>
/// <param name="tenants">Makes, changes and deletes them.</param>
/// <param name="signOn">The public address, for what a row means.</param>
/// <param name="clock">Tells what has expired.</param>
/// <param name="directory">Says which e-mail domains others claim, too.</param>
public sealed class ManageApiTenantsFunction(ListTenants list, EditTenants tenants, SignOnOptions signOn, TimeProvider clock, TenantDirectory directory)
{
    private const int MaxSearchLength = 100;
    private const string Again = "Somebody changed the tenant since you read it. Read it again, apply your change to what is there now, and send the new ETag.";
    private static readonly string[] MergePatch = ["application/merge-patch+json", "application/json"];

    /// <summary>Answers <c>GET /manage/api/tenants?q=&amp;after=</c>.</summary>
    /// <param name="request">The request.</param>
    [Function("ManageApiTenants")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/api/tenants")] HttpRequest request)
    {
        var (search, after) = (request.Query["q"].ToString().Trim(), request.Query["after"].ToString());
        search = search.Length > MaxSearchLength ? search[..MaxSearchLength] : search;
        var page = await list.RunAsync(search, after.Length == 0 ? null : after, request.HttpContext.RequestAborted);
        return JsonResult.Of(ApiTenantsDocument.Of(page), AppJson.Default.ApiTenantsDocument);
    }

    /// <summary>Answers <c>GET /manage/api/tenants/{tenant}</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageApiTenant")]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/api/tenants/{tenant}")] HttpRequest request, string tenant) =>
        ManageVisit.Of(request).TenantId is { } id && await tenants.ReadAsync(id, request.HttpContext.RequestAborted) is { } row
            ? await DocumentAsync(request.HttpContext, id, row, StatusCodes.Status200OK)
            : ApiRefusals.NoTenant(request.HttpContext);

    /// <summary>Answers <c>PUT /manage/api/tenants/{tenant}</c>: with If-None-Match: * makes it, with If-Match replaces all its settings.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageApiTenantPut")]
    public async Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "manage/api/tenants/{tenant}")] HttpRequest request, string tenant)
    {
        var cancellation = request.HttpContext.RequestAborted;
        // With both headers the tenant would have to be there and not to be there: the change fails as the first one says (RFC 9110 13.2.2).
        if (!ApiETag.MeansNew(request) || request.Headers.IfMatch.Count > 0)
            return await ChangeAsync(request, ApiBody.Json, values => ApiSettings.Whole(values, Key(request)), cancellation);
        var (http, visit) = (request.HttpContext, ManageVisit.Of(request));
        // Which tenants there are is the operators' to say.
        if (Key(request).TenantId is not null)
            return ApiRefusals.NotAllowed(http);
        if (visit.TenantId is not { } id)
            return ApiRefusals.Invalid(http, [new ApiColumnError("id", $"A tenant's id is made of small letters, digits and hyphens, at most {TenantIds.MaxLength}, and no hyphen first.")]);
        var (values, problem) = await ReadAsync(http, ApiBody.Json, cancellation);
        if (problem is not null)
            return problem;
        return await tenants.MakeAsync(visit.Who, id, values, visit.CorrelationId, cancellation) switch
        {
            TenantSaved.Done done => await MadeAsync(http, id, done.Row),
            TenantSaved.Invalid invalid => Invalid(http, invalid),
            TenantSaved.Taken taken => ApiRefusals.Exists(http, (await tenants.ReadAsync(id, cancellation))?.ETag, taken.Reason),
            var other => throw new InvalidOperationException($"A tenant was made with the outcome {other.GetType().Name}."),
        };
    }

    /// <summary>Answers <c>PATCH /manage/api/tenants/{tenant}</c>: changes the settings that are named (RFC 7396).</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageApiTenantPatch")]
    public Task<IResult> PatchAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "manage/api/tenants/{tenant}")] HttpRequest request, string tenant) =>
        ChangeAsync(request, MergePatch, values => values, request.HttpContext.RequestAborted);

    /// <summary>Answers <c>DELETE /manage/api/tenants/{tenant}</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageApiTenantDelete")]
    public async Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "manage/api/tenants/{tenant}")] HttpRequest request, string tenant)
    {
        var (http, visit) = (request.HttpContext, ManageVisit.Of(request));
        if (Key(request).TenantId is not null)
            return ApiRefusals.NotAllowed(http);
        var (etags, problem) = ApiETag.ReadIfMatch(http);
        if (problem is not null)
            return problem;
        if (visit.TenantId is not { } id)
            return ApiRefusals.NoTenant(http);
        return await tenants.DeleteAsync(visit.Who, id, await ChooseAsync(id, etags, http.RequestAborted), visit.CorrelationId, http.RequestAborted) switch
        {
            TenantSaved.Done => new StatusResult(StatusCodes.Status204NoContent),
            TenantSaved.Conflict conflict => ApiRefusals.Changed(http, conflict.Current.ETag, Again),
            _ => ApiRefusals.NoTenant(http),
        };
    }

    private async Task<IResult> ChangeAsync(
        HttpRequest request, string[] mediaTypes, Func<Dictionary<string, object>, Dictionary<string, object>> complete, CancellationToken cancellation)
    {
        var (http, visit) = (request.HttpContext, ManageVisit.Of(request));
        var (etags, problem) = ApiETag.ReadIfMatch(http);
        if (problem is not null)
            return problem;
        (var values, problem) = await ReadAsync(http, mediaTypes, cancellation);
        if (problem is not null)
            return problem;
        if (visit.TenantId is not { } id)
            return ApiRefusals.NoTenant(http);
        var etag = ApiETag.MeansNew(request) ? "" : await ChooseAsync(id, etags, cancellation);
        return await tenants.SaveAsync(new TenantEdit(visit.Who, id, complete(values), etag, visit.CorrelationId), cancellation) switch
        {
            TenantSaved.Done done => await DocumentAsync(http, id, done.Row, StatusCodes.Status200OK),
            TenantSaved.Invalid invalid => Invalid(http, invalid),
            TenantSaved.Forbidden forbidden => ApiRefusals.NotAllowed(http, [.. forbidden.Columns.Select(c => new ApiColumnError(c, "Only operators, and keys for all tenants, may change it. Leave it out."))]),
            TenantSaved.Conflict conflict => ApiRefusals.Changed(http, conflict.Current.ETag, Again),
            _ => ApiRefusals.NoTenant(http),
        };
    }

    /// <summary>Of several versions that a program may have seen, the one that there is.</summary>
    private async Task<string> ChooseAsync(string id, IReadOnlyList<string> etags, CancellationToken cancellation) =>
        etags.Count > 1 && (await tenants.ReadAsync(id, cancellation))?.ETag is { } now && etags.Contains(now, StringComparer.Ordinal) ? now : etags[0];

    private static Admin.ApiKey Key(HttpRequest request) => (Admin.ApiKey)ManageVisit.Of(request).Who;

    private static async Task<(Dictionary<string, object> Values, IResult? Problem)> ReadAsync(HttpContext http, string[] mediaTypes, CancellationToken cancellation)
    {
        var (body, problem) = await ApiBody.ReadAsync(http, mediaTypes, cancellation);
        if (problem is not null)
            return ([], problem);
        if (!body.TryGetProperty("settings", out var settings) || settings.ValueKind != JsonValueKind.Object || body.EnumerateObject().Count() != 1)
            return ([], ApiRefusals.Malformed(http, "The body must have one member: 'settings', an object of settings by column."));
        var errors = new List<ApiColumnError>();
        var values = ApiSettings.Read(settings, errors);
        return (values, errors.Count > 0 ? ApiRefusals.Invalid(http, errors) : null);
    }

    private static IResult Invalid(HttpContext http, TenantSaved.Invalid invalid) =>
        ApiRefusals.Invalid(http, [.. invalid.Errors.Select(e => new ApiColumnError(e.Column, e.Message))]);

    private Task<IResult> MadeAsync(HttpContext http, string id, TenantColumns row)
    {
        http.Response.Headers.Location = $"/manage/api/tenants/{Uri.EscapeDataString(id)}";
        return DocumentAsync(http, id, row, StatusCodes.Status201Created);
    }

    private async Task<IResult> DocumentAsync(HttpContext http, string id, TenantColumns row, int status)
    {
        ApiETag.Write(http.Response, row.ETag);
        var overview = TenantOverview.Of(new StoredTenant(id, row), signOn.PublicBaseUrl, clock.GetUtcNow());
        // The version is the row's; what has expired since, and who else claims a domain, shows in the document without a change of the row.
        if (ApiETag.IsKnown(http.Request, row.ETag) && overview.Expiry is null && overview.Settings is not { EmailDomains.Count: > 0 })
            return new StatusResult(StatusCodes.Status304NotModified);
        return JsonResult.Of(ApiTenantDocument.Of(overview, row, await SharedAsync(http, overview)), AppJson.Default.ApiTenantDocument, status: status);
    }

    /// <summary>E-mail domains that others claim, too, in the words of the pages. A key of one tenant is not told who the others are.</summary>
    private async Task<IEnumerable<TenantRowError>> SharedAsync(HttpContext http, TenantOverview tenant)
    {
        if (tenant.Settings is null)
            return [];
        try
        {
            var namesTenants = Key(http.Request).TenantId is null;
            return (await directory.FindSharedDomainsAsync(tenant.Settings, http.RequestAborted)).Select(d => d.ToWarning(namesTenants));
        }
        catch (StorageUnavailableException) when (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            // What was saved is saved, and must not be answered with an error. The next look tells it.
            return [];
        }
    }
}
