namespace Functions.Manage.Users;

/// <summary>Relative addresses of the pages of users.</summary>
internal static class UserLinks
{
    /// <summary>A tenant's users.</summary>
    /// <param name="tenantId">The tenant.</param>
    public static string All(string tenantId) => ManageLinks.Tenant(tenantId) + "/users";

    /// <summary>The form for a new user.</summary>
    /// <param name="tenantId">The tenant.</param>
    public static string New(string tenantId) => ManageLinks.Tenant(tenantId) + "/new-user";

    /// <summary>The form for many.</summary>
    /// <param name="tenantId">The tenant.</param>
    public static string Import(string tenantId) => ManageLinks.Tenant(tenantId) + "/import-users";

    /// <summary>Who waits to be provisioned.</summary>
    /// <param name="tenantId">The tenant.</param>
    public static string Provisioning(string tenantId) => ManageLinks.Tenant(tenantId) + "/provisioning";

    /// <summary>One user.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="key">The user's key.</param>
    public static string One(string tenantId, string key) => $"{All(tenantId)}/{Uri.EscapeDataString(key)}";
}
