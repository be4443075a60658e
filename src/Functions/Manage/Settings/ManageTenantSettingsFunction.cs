using Functions.Http;
using Functions.Manage.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage.Settings;

/// <summary>Makes tenants and changes their settings.</summary>
/// <param name="tenants">Makes and changes them.</param>
/// <param name="options">Public address and name.</param>
/// <param name="signOn">The public address, for what a row means.</param>
/// <param name="refusals">Pages for what is not there.</param>
/// <param name="clock">Tells what has expired.</param>
public sealed class ManageTenantSettingsFunction(EditTenants tenants, AppOptions options, SignOnOptions signOn, ManageRefusals refusals, TimeProvider clock)
{
    /// <summary>Answers <c>GET /manage/new-tenant</c>.</summary>
    /// <param name="request">The request.</param>
    [Function("ManageTenantNew")]
    public IResult ShowNew([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/new-tenant")] HttpRequest request) =>
        new PageResult(SettingsPage.RenderNew(options.Name, ManageVisit.Of(request), "", TenantForm.Of(new TenantColumns(new Dictionary<string, object>())), []));

    /// <summary>Answers <c>POST /manage/new-tenant</c>.</summary>
    /// <param name="request">The request.</param>
    [Function("ManageTenantMake")]
    public async Task<IResult> MakeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/new-tenant")] HttpRequest request)
    {
        var visit = ManageVisit.Of(request);
        var (id, form) = (visit.Field(SettingsPage.IdField), TenantForm.Of(visit));
        if (!TenantIds.IsValid(id))
            return New(visit, id, form, [new FieldError(SettingsPage.IdField, $"Write small letters, digits and hyphens, at most {TenantIds.MaxLength}, and no hyphen first.")]);
        return await tenants.MakeAsync(visit.Who, id, form.Changes(), visit.CorrelationId, request.HttpContext.RequestAborted) switch
        {
            TenantSaved.Done => RedirectTo.SeeOther(ManageLinks.With(ManageLinks.Tenant(id), (Flash.Query, "tenant-made"))),
            TenantSaved.Invalid invalid => New(visit, id, form, ErrorsOf(invalid.Errors)),
            TenantSaved.Taken taken => New(visit, id, form, [new FieldError(SettingsPage.IdField, taken.Reason)]),
            var other => throw new InvalidOperationException($"A tenant was made with the outcome {other.GetType().Name}."),
        };
    }

    /// <summary>Answers <c>GET /manage/tenants/{tenant}/settings</c>. What is wrong already is shown beside its field.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageTenantSettings")]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/tenants/{tenant}/settings")] HttpRequest request,
        string tenant)
    {
        var visit = ManageVisit.Of(request);
        if (visit.TenantId is not { } id || await tenants.ReadAsync(id, request.HttpContext.RequestAborted) is not { } row)
            return refusals.NoTenant(request.HttpContext);
        var errors = ErrorsOf(tenants.Check(id, row).Errors);
        return new PageResult(SettingsPage.Render(options.Name, visit, Overview(id, row), TenantForm.Of(row), errors));
    }

    /// <summary>Answers <c>POST /manage/tenants/{tenant}/settings</c>: saves, or shows what is wrong, or brings two admins' changes together.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageTenantSave")]
    public async Task<IResult> SaveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/tenants/{tenant}/settings")] HttpRequest request,
        string tenant)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var visit = ManageVisit.Of(request);
        if (visit.TenantId is not { } id || await tenants.ReadAsync(id, cancellation) is not { } row)
            return refusals.NoTenant(request.HttpContext);
        var form = TenantForm.Of(visit);
        if (form.Undecided.Count > 0)
            return Merge(visit, id, row, form);
        return await tenants.SaveAsync(new TenantEdit(visit.Who, id, form.Changes(), form.ETag, visit.CorrelationId), cancellation) switch
        {
            TenantSaved.Done => RedirectTo.SeeOther(ManageLinks.With(ManageLinks.Tenant(id), (Flash.Query, "tenant-saved"))),
            TenantSaved.Invalid invalid => new PageResult(
                SettingsPage.Render(options.Name, visit, Overview(id, row), form, ErrorsOf(invalid.Errors)), StatusCodes.Status422UnprocessableEntity),
            TenantSaved.Conflict conflict => Merge(visit, id, conflict.Current, form),
            _ => refusals.NoTenant(request.HttpContext),
        };
    }

    private PageResult New(ManageVisit visit, string id, TenantForm form, IReadOnlyList<FieldError> errors) =>
        new(SettingsPage.RenderNew(options.Name, visit, id, form, errors), StatusCodes.Status422UnprocessableEntity);

    private PageResult Merge(ManageVisit visit, string id, TenantColumns current, TenantForm form)
    {
        var theirs = TenantForm.Of(current);
        var merges = TenantMerge.Compare(form.Base, theirs.Base, form.Values);
        var page = SettingsPage.RenderMerge(options.Name, visit, Overview(id, current), merges, theirs, form.Undecided);
        return new PageResult(page, StatusCodes.Status412PreconditionFailed);
    }

    private TenantOverview Overview(string id, TenantColumns row) => TenantOverview.Of(new StoredTenant(id, row), signOn.PublicBaseUrl, clock.GetUtcNow());

    private static FieldError[] ErrorsOf(IEnumerable<TenantRowError> errors) => [.. errors.Select(e => new FieldError(e.Column, e.Message))];
}
