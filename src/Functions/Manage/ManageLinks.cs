using SignOn;

namespace Functions.Manage;

/// <summary>Relative addresses of the admins' pages.</summary>
internal static class ManageLinks
{
    public const string Home = "/manage";
    public const string NewTenant = "/manage/new-tenant";
    public const string Keys = "/manage/keys";
    public const string Audit = "/manage/audit";
    public const string Certificates = "/manage/certificates";
    public const string Health = "/manage/health";
    public const string SignOut = "/manage/sign-out";
    public const string SignedOut = "/manage/signed-out";
    public const string SignInStart = "/manage/sign-in";
    public const string SignInAsUser = "/manage/sign-in/user";
    public const string Link = "/manage/link";
    public const string TraceStart = "/manage/trace";
    public const string TraceReplay = "/manage/trace/replay";

    /// <summary>Where admins sign in.</summary>
    /// <param name="returnUrl">Where to go afterwards; null for the list of tenants.</param>
    /// <returns>The address; without <paramref name="returnUrl"/> where that would make it too long to be a return URL itself.</returns>
    public static string SignIn(string? returnUrl = null) =>
        returnUrl is not (null or Home) && With(SignInStart, ("returnUrl", returnUrl)) is { Length: <= ReturnUrls.MaxLength } link ? link : SignInStart;

    /// <summary>A tenant's page.</summary>
    /// <param name="tenantId">The tenant.</param>
    public static string Tenant(string tenantId) => $"/manage/tenants/{Uri.EscapeDataString(tenantId)}";

    /// <summary>A tenant's setup links.</summary>
    /// <param name="tenantId">The tenant.</param>
    public static string TenantLinks(string tenantId) => Tenant(tenantId) + "/links";

    /// <summary>A tenant's settings.</summary>
    /// <param name="tenantId">The tenant.</param>
    public static string Settings(string tenantId) => Tenant(tenantId) + "/settings";

    /// <summary>Where a tenant is switched off and on.</summary>
    /// <param name="tenantId">The tenant.</param>
    public static string Enabled(string tenantId) => Tenant(tenantId) + "/enabled";

    /// <summary>Asks whether to delete a tenant.</summary>
    /// <param name="tenantId">The tenant.</param>
    public static string Delete(string tenantId) => Tenant(tenantId) + "/delete";

    /// <summary>A tenant's set-up guide.</summary>
    /// <param name="tenantId">The tenant.</param>
    public static string Guide(string tenantId) => Tenant(tenantId) + "/guide";

    /// <summary>A tenant's sign-ins.</summary>
    /// <param name="tenantId">The tenant.</param>
    public static string SignIns(string tenantId) => Tenant(tenantId) + "/sign-ins";

    /// <summary>A tenant's emergency access.</summary>
    /// <param name="tenantId">The tenant.</param>
    public static string Emergency(string tenantId) => Tenant(tenantId) + "/emergency";

    /// <summary>A tenant's test sign-in.</summary>
    /// <param name="tenantId">The tenant.</param>
    public static string Test(string tenantId) => Tenant(tenantId) + "/test";

    /// <summary>Where the answer to a test sign-in is looked at.</summary>
    /// <param name="tenantId">The tenant.</param>
    public static string TestResult(string tenantId) => Test(tenantId) + "/result";

    /// <summary>The story of a sign-in.</summary>
    /// <param name="correlationId">Its correlation id.</param>
    /// <param name="tenantId">Its tenant; null when it has to be found.</param>
    public static string Trace(string correlationId, string? tenantId) => With(TraceStart, ("id", correlationId), ("tenant", tenantId));

    /// <summary>Whether a page is one that customers' admins use, too.</summary>
    /// <param name="path">Its relative address.</param>
    public static bool IsOfGuide(string path) =>
        path.StartsWith(Tenant(""), StringComparison.Ordinal) && path[Tenant("").Length..].Split('/', '?') is [_, "guide" or "test", ..];

    /// <summary>An address with a query; parts that are null or empty are left out.</summary>
    /// <param name="path">The path.</param>
    /// <param name="query">Names and values.</param>
    public static string With(string path, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var parts = new List<string>();
        foreach (var (name, value) in query)
        {
            if (!string.IsNullOrEmpty(value))
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        return parts.Count == 0 ? path : $"{path}?{string.Join('&', parts)}";
    }

    /// <summary>A path of the admins' pages as it was wanted; the list of tenants for everything else, and for the pages about signing in and out.</summary>
    /// <param name="wanted">What the request says.</param>
    public static string Resolve(string? wanted) =>
        wanted is { Length: <= 2048 }
        && (wanted == Home || wanted.StartsWith(Home + "/", StringComparison.Ordinal) || wanted.StartsWith(Home + "?", StringComparison.Ordinal))
        && !wanted.Any(c => char.IsControl(c) || c == '\\') && !wanted.Contains("..", StringComparison.Ordinal)
        && !IsAboutSigningIn(wanted)
            ? wanted
            : Home;

    private static bool IsAboutSigningIn(string wanted) =>
        wanted.Split('?', '#')[0].TrimEnd('/').ToLowerInvariant() is SignInStart or SignInAsUser or SignOut or SignedOut;
}
