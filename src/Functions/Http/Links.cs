namespace Functions.Http;

/// <summary>Relative addresses of our own pages.</summary>
internal static class Links
{
    /// <summary>Starts a sign-in. Every tenant answers here, whatever the shape of the addresses that its customer knows.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="loginHint">The e-mail address for the IdP's form; null when unknown.</param>
    public static string Start(string tenantId, string? loginHint = null)
    {
        var path = $"/saml/{Uri.EscapeDataString(tenantId)}/sso";
        return loginHint is null ? path : $"{path}?login_hint={Uri.EscapeDataString(loginHint)}";
    }

    /// <summary>The page after signing out.</summary>
    public const string SignedOut = "/session/ended";

    /// <summary>Asks whether to sign out.</summary>
    /// <param name="tenantId">The tenant.</param>
    public static string SignOut(string tenantId) => $"/saml/{Uri.EscapeDataString(tenantId)}/slo";

    /// <summary>Where a new user waits for the account.</summary>
    /// <param name="returnUrl">Where to go afterwards; null for the tenant's landing page.</param>
    public static string SettingUp(string? returnUrl) =>
        returnUrl is null ? "/setting-up" : $"/setting-up?returnUrl={Uri.EscapeDataString(returnUrl)}";
}
