using System.Security.Cryptography;
using System.Text;
using Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using SignOn;

namespace Functions.Manage;

/// <summary>
/// The one place that decides who may use a function below <c>/manage</c>. Pages know an admin by the cookie and take forms from our own pages
/// with the session's token only; the API knows a program by its key, and no cookie counts there.
/// </summary>
/// <param name="sessions">Reads the admin's session.</param>
/// <param name="grants">Reads API keys.</param>
/// <param name="options">The public address.</param>
/// <param name="admins">Which tenant is the operators' own.</param>
/// <param name="refusals">What those see who may not.</param>
public sealed class ManageGate(AdminSessions sessions, AdminGrants grants, AppOptions options, AdminOptions admins, ManageRefusals refusals)
{
    /// <summary>The hidden field that carries the session's token.</summary>
    public const string FormTokenField = "form-token";

    private const int MaxFields = 64;
    private static readonly Dictionary<string, StringValues> NoForm = [];

    /// <summary>Lets a request through, or refuses it.</summary>
    /// <param name="function">Name of the function.</param>
    /// <param name="http">The request. When it goes through, its <see cref="ManageVisit"/> is left there.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The refusal; null when the function may run.</returns>
    /// <exception cref="StorageUnavailableException">It cannot be said who asks; pages only.</exception>
    public async Task<IResult?> RefuseAsync(string function, HttpContext http, CancellationToken cancellation)
    {
        if (!ManageRoutes.All.TryGetValue(function, out var route) || route.Access == ManageAccess.Nobody)
            return refusals.NotAllowed(http);
        var tenant = TenantIds.Normalize(http.Request.RouteValues["tenant"] as string);
        if (!route.IsApi)
            return await RefusePageAsync(route, tenant, http, cancellation);
        try
        {
            return await RefuseProgramAsync(route, tenant, http, cancellation);
        }
        catch (StorageUnavailableException e)
        {
            return ApiRefusals.Unavailable(http, e);
        }
    }

    private async Task<IResult?> RefusePageAsync(ManageRoute route, string? tenant, HttpContext http, CancellationToken cancellation)
    {
        var request = http.Request;
        var changes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);
        if (changes && !SameOrigin.Holds(request, options.BaseUrl))
            return refusals.WrongOrigin(http);
        AdminVisit? session = null;
        if (route.Access != ManageAccess.Anyone)
        {
            session = await sessions.ReadAsync(ManageCookie.Read(request), SessionCookie.Read(request), cancellation);
            if (session is null)
                return changes ? refusals.SessionEnded(http) : ManageRefusals.ToSignIn(request);
            if (!MayUsePage(route.Access, session.Admin, tenant))
                return refusals.NotAllowed(http, session.Admin);
        }

        IReadOnlyDictionary<string, StringValues> form = NoForm;
        ReadOnlyMemory<byte>? file = null;
        if (changes)
        {
            Dictionary<string, StringValues>? fields;
            FormProblem problem;
            if (route.TakesFile && FileFormReader.IsFileForm(request))
                (fields, file, problem) = await FileFormReader.ReadAsync(request, route.MaxFormBytes, MaxFields, cancellation);
            else
                (fields, problem) = await FormReader.ReadAsync(request, route.MaxFormBytes, cancellation, MaxFields);
            if (fields is null)
                return refusals.BadForm(http, problem);
            if (session is not null && !IsToken(fields.GetValueOrDefault(FormTokenField), session.FormToken))
                return refusals.FormNotOurs(http);
            form = fields;
        }

        new ManageVisit(session?.Admin, session, tenant, form, Correlation.Of(http)) { File = file, Path = request.Path }.Leave(http);
        return null;
    }

    private async Task<IResult?> RefuseProgramAsync(ManageRoute route, string? tenant, HttpContext http, CancellationToken cancellation)
    {
        if (await grants.AuthenticateAsync(Bearer(http.Request), cancellation) is not { } key)
            return ApiRefusals.Unknown(http);
        if (!MayUseApi(route.Access, key, tenant))
            return ApiRefusals.NotAllowed(http);
        new ManageVisit(key, null, tenant, NoForm, Correlation.Of(http)).Leave(http);
        return null;
    }

    private bool MayUsePage(ManageAccess access, Admin admin, string? tenant) => access switch
    {
        ManageAccess.AnySession => admin is Admin.Operator or Admin.SetupLink,
        ManageAccess.Operators => admin is Admin.Operator,
        ManageAccess.TenantAdmins => admin is Admin.Operator || (admin is Admin.SetupLink link && tenant is not null && link.TenantId == tenant && !IsOperators(tenant)),
        _ => false,
    };

    private bool MayUseApi(ManageAccess access, Admin.ApiKey key, string? tenant) => access switch
    {
        ManageAccess.AnyApiKey => true,
        ManageAccess.ApiReaders => Reaches(key, tenant),
        ManageAccess.ApiWriters => key.MayWrite && Reaches(key, tenant) && !IsOperators(tenant),
        _ => false,
    };

    /// <summary>Who changes this tenant or its users decides who is an operator: operators' own sessions alone may.</summary>
    private bool IsOperators(string? tenant) => tenant is not null && tenant == admins.OperatorTenant;

    /// <summary>A route without a tenant, or with what can be no id, is for the operators' scope alone.</summary>
    private static bool Reaches(Admin.ApiKey key, string? tenant) => key.TenantId is null || key.TenantId == tenant;

    private static bool IsToken(StringValues shown, string wanted) =>
        shown.Count == 1 && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown[0] ?? ""), Encoding.UTF8.GetBytes(wanted));

    private static string? Bearer(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        return request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }
}
