using System.Globalization;
using System.Text;
using Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage.Users;

/// <summary>Many users at once, from a CSV file: first a look, then the import of the same text.</summary>
/// <param name="import">Reads and imports.</param>
/// <param name="mails">Says whether mail can be sent.</param>
/// <param name="tenants">Tells whether there is such a tenant.</param>
/// <param name="options">The product's name.</param>
/// <param name="refusals">Pages for what is not there.</param>
public sealed class ManageImportFunction(ImportUsers import, InvitationMails mails, ListTenants tenants, AppOptions options, ManageRefusals refusals)
{
    private const string MadeQuery = "made";
    private const string ThereQuery = "there";

    /// <summary>Answers <c>GET /manage/tenants/{tenant}/import-users?made=&amp;there=</c>: the form, or what an import did.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageUsersImport")]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/tenants/{tenant}/import-users")] HttpRequest request,
        string tenant)
    {
        var visit = ManageVisit.Of(request);
        if (visit.TenantId is not { } id || await tenants.FindAsync(id, request.HttpContext.RequestAborted) is not { } found)
            return refusals.NoTenant(request.HttpContext);
        return new PageResult(NumberOf(request, MadeQuery) is { } made && NumberOf(request, ThereQuery) is { } there
            ? ImportPage.RenderDone(options.Name, visit, found, made, there)
            : ImportPage.RenderForm(options.Name, visit, found));
    }

    /// <summary>Answers <c>POST /manage/tenants/{tenant}/import-users</c>: looks at a file, or imports one that was looked at.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageUsersImportRun")]
    public async Task<UserAnswer> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/tenants/{tenant}/import-users")] HttpRequest request,
        string tenant)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var visit = ManageVisit.Of(request);
        if (visit.TenantId is not { } id || await tenants.FindAsync(id, cancellation) is not { } found)
            return new UserAnswer { Answer = refusals.NoTenant(request.HttpContext) };
        var text = TextOf(visit);
        return visit.Field("step") == "import"
            ? await ImportAsync(visit, found, text, cancellation)
            : new UserAnswer { Answer = Show(visit, found, text, await import.PlanAsync(id, text, cancellation)) };
    }

    private async Task<UserAnswer> ImportAsync(ManageVisit visit, TenantOverview tenant, string text, CancellationToken cancellation)
    {
        var mail = mails.CanSend && visit.Field(NewUserPage.MailToUser) == "yes";
        var (plan, made, messages) = await import.ApplyAsync(visit.Who, tenant.Id, text, mail, visit.CorrelationId, cancellation);
        if (plan.Problems.Count > 0)
            return new UserAnswer { Answer = Show(visit, tenant, text, plan) };
        // Whoever loads the answer again must not import again: somebody may have been erased since.
        var done = ManageLinks.With(
            UserLinks.Import(tenant.Id), (MadeQuery, made.ToString(CultureInfo.InvariantCulture)), (ThereQuery, (plan.Lines.Count - made).ToString(CultureInfo.InvariantCulture)));
        return new UserAnswer { Answer = RedirectTo.SeeOther(done), Mails = [.. messages] };
    }

    private static int? NumberOf(HttpRequest request, string name) =>
        int.TryParse(request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= ImportUsers.MaxUsers ? number : null;

    private PageResult Show(ManageVisit visit, TenantOverview tenant, string text, ImportPlan plan) => plan.Problems.Count > 0
        ? new PageResult(ImportPage.RenderForm(options.Name, visit, tenant, plan, text), StatusCodes.Status422UnprocessableEntity)
        : new PageResult(ImportPage.RenderPlan(options.Name, visit, tenant, plan, text, mails.CanSend));

    /// <summary>The file, or what was pasted. Octets that are no UTF-8 become the replacement character, which no field may hold.</summary>
    private static string TextOf(ManageVisit visit) => visit.File is { Length: > 0 } file ? Encoding.UTF8.GetString(file.Span) : visit.Form.TryGetValue("csv", out var typed) ? typed.ToString() : "";
}
