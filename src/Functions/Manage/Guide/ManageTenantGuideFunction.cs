using Functions.Http;
using Functions.Manage.Parts;
using Functions.Manage.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage.Guide;

/// <summary>The set-up guide of a tenant, for operators and for customers' admins with a setup link.</summary>
/// <param name="tenants">Reads and changes tenants.</param>
/// <param name="import">Reads what the IdP says about itself.</param>
/// <param name="steps">Which steps are done.</param>
/// <param name="seal">Seals what was read until it is saved.</param>
/// <param name="options">The product's name.</param>
/// <param name="signOn">The public address, for what a row means.</param>
/// <param name="refusals">Pages for what is not there.</param>
/// <param name="clock">Tells which certificates have expired.</param>
public sealed class ManageTenantGuideFunction(
    EditTenants tenants, ImportIdp import, SetupSteps steps, ReadingSeal seal, AppOptions options, SignOnOptions signOn, ManageRefusals refusals, TimeProvider clock)
{
    private const string NotFetched =
        "Nothing could be fetched from this address. It must be public and show XML; try it in a browser outside of your organization's network. Or save what it shows, and choose the file.";

    /// <summary>Answers <c>GET /manage/tenants/{tenant}/guide?idp=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageTenantGuide")]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/tenants/{tenant}/guide")] HttpRequest request,
        string tenant)
    {
        var visit = ManageVisit.Of(request);
        return await StateAsync(visit, request.Query[GuideState.PresetField], request.HttpContext.RequestAborted) is { } state
            ? Guide(visit, state, StatusCodes.Status200OK, request.Query[Flash.Query])
            : refusals.NoTenant(request.HttpContext);
    }

    /// <summary>Answers <c>POST /manage/tenants/{tenant}/guide/values</c>: our values were entered at the IdP.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageTenantGuideValues")]
    public async Task<IResult> EnteredAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/tenants/{tenant}/guide/values")] HttpRequest request,
        string tenant)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var visit = ManageVisit.Of(request);
        if (await StateAsync(visit, visit.Field(GuideState.PresetField), cancellation) is not { } state)
            return refusals.NoTenant(request.HttpContext);
        await steps.TryDoAsync(visit.Who, state.Tenant.Id, SetupStep.Values, isSetUp: false, visit.CorrelationId, cancellation);
        return Back(state, "values-entered");
    }

    /// <summary>Answers <c>POST /manage/tenants/{tenant}/guide/read</c>: reads what the IdP says about itself and shows it. Nothing is stored.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageTenantGuideRead")]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/tenants/{tenant}/guide/read")] HttpRequest request,
        string tenant)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var visit = ManageVisit.Of(request);
        if (await StateAsync(visit, visit.Field(GuideState.PresetField), cancellation) is not { } state)
            return refusals.NoTenant(request.HttpContext);
        if (!state.IdpIsOpen)
            return Guide(visit, state, StatusCodes.Status403Forbidden);
        if (!steps.MayGoOn(visit.Who))
            return refusals.TooOften(request.HttpContext);
        var reading = Propose(state.Preset, await ReadAsync(visit, state.Row, cancellation));
        return reading.Errors.Count == 0
            ? await ShowAsync(visit, state, reading, changedMeanwhile: false, cancellation)
            : Wrong(visit, state, reading);
    }

    /// <summary>Answers <c>POST /manage/tenants/{tenant}/guide/save</c>: saves what was shown.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageTenantGuideSave")]
    public async Task<IResult> SaveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/tenants/{tenant}/guide/save")] HttpRequest request,
        string tenant)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var visit = ManageVisit.Of(request);
        if (await StateAsync(visit, visit.Field(GuideState.PresetField), cancellation) is not { } state)
            return refusals.NoTenant(request.HttpContext);
        if (await seal.ReadAsync(visit.Field(ReadPage.ReadingField), state.Tenant.Id, visit.Session!.FormToken, cancellation) is not { } read)
            return refusals.FormNotOurs(request.HttpContext);
        var columns = ImportIdp.WithoutDecided(read, state.Row);
        var reading = import.Look(columns, state.Row);
        if (reading.Errors.Count > 0)
            return Wrong(visit, state, reading);
        if (state.Row.ETag != visit.Field(TenantForm.ETagField))
            return await ChangedAsync(visit, state, reading, cancellation);
        if (!await steps.TryDoAsync(visit.Who, state.Tenant.Id, SetupStep.IdentityProvider, SetupSteps.NamesIdp(state.Row), visit.CorrelationId, cancellation))
            return Guide(visit, state, StatusCodes.Status403Forbidden);
        var edit = new TenantEdit(visit.Who, state.Tenant.Id, columns, state.Row.ETag!, visit.CorrelationId, OnlyOwnErrors: true);
        return await tenants.SaveAsync(edit, cancellation) switch
        {
            TenantSaved.Done => Back(state, "idp-saved"),
            TenantSaved.Invalid invalid => Wrong(visit, state, reading with { Errors = invalid.Errors }),
            TenantSaved.Conflict conflict => await ChangedAsync(visit, state with { Row = conflict.Current }, reading, cancellation),
            _ => refusals.NoTenant(request.HttpContext),
        };
    }

    /// <summary>What the admin says the IdP is counts where its addresses do not tell it.</summary>
    private static IdpReading Propose(IdpPreset preset, IdpReading reading) =>
        preset.RejectExpiredCertificates && reading.Columns.ContainsKey(nameof(preset.RejectExpiredCertificates))
            ? reading with { Columns = new Dictionary<string, object>(reading.Columns, StringComparer.Ordinal) { [nameof(preset.RejectExpiredCertificates)] = true } }
            : reading;

    private async Task<IdpReading> ReadAsync(ManageVisit visit, TenantColumns row, CancellationToken cancellation)
    {
        switch (visit.Field(GuideState.SourceField))
        {
            case "url":
                return await import.FromUrlAsync(visit.Field("IdpMetadataUrl"), visit.Field($"{GuideState.EntityField}-url"), row, cancellation);
            case "file":
                return import.FromDocument((visit.File ?? default).Span, visit.Field($"{GuideState.EntityField}-file"), row);
            default:
                return import.FromValues(
                    new IdpValues(visit.Field("IdpEntityId"), visit.Field("IdpSsoUrl"), visit.Field("IdpSloUrl"), visit.Field("NameIdFormat"), visit.Field("IdpCertificates")), row);
        }
    }

    private async Task<GuideState?> StateAsync(ManageVisit visit, string? preset, CancellationToken cancellation)
    {
        if (visit.TenantId is not { } id || await tenants.ReadAsync(id, cancellation) is not { } row)
            return null;
        var progress = await steps.ReadAsync(visit.Who, id, cancellation);
        var overview = TenantOverview.Of(new StoredTenant(id, row), signOn.PublicBaseUrl, clock.GetUtcNow());
        return new GuideState(overview, row, IdpPresets.Find(preset), progress.Done, steps.IsOpen(visit.Who, progress, SetupStep.IdentityProvider, SetupSteps.NamesIdp(row)));
    }

    private PageResult Guide(ManageVisit visit, GuideState state, int status, string? done = null) =>
        new(GuidePage.Render(options.Name, visit, state, done), status) { ContentSecurityPolicy = SecurityHeaders.WithCopyScript };

    private PageResult Wrong(ManageVisit visit, GuideState state, IdpReading reading)
    {
        var typed = visit.Form.Keys.ToDictionary(name => name, visit.Field, StringComparer.Ordinal);
        // What our network can see is not for whoever has a link: an error would tell names and addresses apart.
        var errors = reading.IsNotFetched && visit.Admin is Admin.SetupLink
            ? [new FieldError("IdpMetadataUrl", NotFetched)]
            : reading.Errors.Select(e => new FieldError(e.Column, e.Message)).ToList();
        return Guide(visit, state with { Typed = typed, Errors = errors }, StatusCodes.Status422UnprocessableEntity);
    }

    private Task<PageResult> ChangedAsync(ManageVisit visit, GuideState state, IdpReading reading, CancellationToken cancellation) =>
        ShowAsync(visit, state, reading, changedMeanwhile: true, cancellation);

    private async Task<PageResult> ShowAsync(ManageVisit visit, GuideState state, IdpReading reading, bool changedMeanwhile, CancellationToken cancellation)
    {
        var sealedColumns = await seal.WriteAsync(state.Tenant.Id, visit.Session!.FormToken, reading.Columns, cancellation);
        return new PageResult(
            ReadPage.Render(options.Name, visit, state, reading, sealedColumns, clock.GetUtcNow(), changedMeanwhile),
            changedMeanwhile ? StatusCodes.Status412PreconditionFailed : StatusCodes.Status200OK);
    }

    private static RedirectTo Back(GuideState state, string done) =>
        RedirectTo.SeeOther(ManageLinks.With(ManageLinks.Guide(state.Tenant.Id), (GuideState.PresetField, state.Preset.Key), (Flash.Query, done)));
}
