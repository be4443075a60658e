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

    /// <summary>Where a new user waits for the account.</summary>
    /// <param name="returnUrl">Where to go afterwards; null for the tenant's landing page.</param>
    public static string SettingUp(string? returnUrl) =>
        returnUrl is null ? "/setting-up" : $"/setting-up?returnUrl={Uri.EscapeDataString(returnUrl)}";
}
