namespace Functions.Manage;

/// <summary>Every function of the API. Tests hold this table against the functions and their routes, both ways.</summary>
internal static class ApiOperations
{
    private const string Tenant = "/manage/api/tenants/{tenant}";
    private const string Users = Tenant + "/users";
    private const string User = Users + "/{user}";
    private const string Links = Tenant + "/setup-links";

    /// <summary>The table.</summary>
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new("ManageApiOpenApi", "get", "/manage/api/openapi.json", "This description.", 200, AppJson.Default.JsonObject),
        new("ManageApiKeySelf", "get", "/manage/api/key", "What the key that was sent may do.", 200, AppJson.Default.ApiKeyDocument),
        new("ManageApiTenants", "get", "/manage/api/tenants", "Tenants by id, a page at a time. Needs a key for all tenants.", 200, AppJson.Default.ApiTenantsDocument)
        {
            Query = [("q", "Part of an id, a name or an e-mail domain."), ("after", "The member 'next' of the page before.")],
        },
        new("ManageApiTenant", "get", Tenant, "A tenant with its settings. 'errors' and 'warnings' name the column and say what is wrong and how to mend it; an e-mail domain that other tenants claim, too, is among the warnings.", 200, AppJson.Default.ApiTenantDocument) { TellsVersion = true },
        new("ManageApiTenantPut", "put", Tenant, "With 'If-None-Match: *' makes a tenant (201; needs a key for all tenants); with If-Match replaces all settings of one. Settings that are not named take their defaults.", 200, AppJson.Default.ApiTenantDocument)
        {
            Request = AppJson.Default.ApiTenantRequest, TellsVersion = true, NeedsVersion = true, MakesNew = true,
        },
        new("ManageApiTenantPatch", "patch", Tenant, "Changes the settings that are named; null takes the default (RFC 7396). A key of one tenant changes what is the customer's.", 200, AppJson.Default.ApiTenantDocument)
        {
            Request = AppJson.Default.ApiTenantRequest, RequestTypes = ["application/merge-patch+json", "application/json"], TellsVersion = true, NeedsVersion = true,
        },
        new("ManageApiTenantDelete", "delete", Tenant, "Deletes a tenant and everything that is stored for it. Needs a key for all tenants.", 204, null) { NeedsVersion = true },
        new("ManageApiTenantSignIns", "get", Tenant + "/sign-ins", "The tenant's sign-ins, newest first, a page at a time. A page may be short, or empty, and have a next one.", 200, AppJson.Default.ApiSignInsDocument)
        {
            Query = [("outcome", "accepted, refused, account-failed, logged-out, logout-refused, emergency or erased."), ("code", "The code of a refusal."), ("day", "A day (UTC), as yyyy-MM-dd."), ("after", "The member 'next' of the page before.")],
        },
        new("ManageApiTrace", "get", "/manage/api/trace/{correlationId}", "The story of a sign-in: each check with what was expected and received, and what to change. Needs a key for all tenants.", 200, AppJson.Default.ApiTraceDocument)
        {
            Query = [("tenant", "The tenant's id. Without it tenants are searched, 100 at a time."), ("after", "The tenant after which to search on.")],
        },
        new("ManageApiSetupLinks", "get", Links, "The tenant's setup links, newest first.", 200, AppJson.Default.ApiSetupLinksDocument),
        new("ManageApiSetupLinkMake", "post", Links, "Makes a setup link. The answer alone has the link itself. With an 'id' of 16 small hex digits, drawn at random, a request that is sent twice makes one link.", 201, AppJson.Default.ApiSetupLinkDocument)
        {
            Request = AppJson.Default.ApiSetupLinkRequest, Conflict = "A link with this id was made before.",
        },
        new("ManageApiSetupLinkRevoke", "delete", Links + "/{link}", "Revokes a setup link; doing it again changes nothing.", 204, null),
        new("ManageApiUsers", "get", Users, "The tenant's users, a page at a time.", 200, AppJson.Default.ApiUsersDocument)
        {
            Query = [("q", "The beginning of an e-mail address or a name."), ("state", "active, pending, invited or disabled."), ("after", "The member 'next' of the page before.")],
        },
        new("ManageApiUser", "get", User, "A user.", 200, AppJson.Default.ApiUserDocument) { TellsVersion = true },
        new("ManageApiUserMake", "post", Users, "Makes a user, who is linked to a person at the first sign-in. The settings must have a name.", 201, AppJson.Default.ApiUserDocument)
        {
            Request = AppJson.Default.ApiUserRequest, TellsVersion = true, TellsLocation = true, Conflict = "There is a user with this address already.",
        },
        new("ManageApiUserPut", "put", User, "Replaces what admins keep of a user.", 200, AppJson.Default.ApiUserDocument)
        {
            Request = AppJson.Default.ApiUserSettings, TellsVersion = true, NeedsVersion = true,
        },
        new("ManageApiUserDisable", "post", User + "/disable", "Disables a user, whose sessions end at once.", 200, AppJson.Default.ApiUserDocument) { TellsVersion = true, NeedsVersion = true },
        new("ManageApiUserEnable", "post", User + "/enable", "Enables a user again.", 200, AppJson.Default.ApiUserDocument) { TellsVersion = true, NeedsVersion = true },
        new("ManageApiUserDelete", "delete", User, "Erases a user.", 204, null) { NeedsVersion = true },
    ];
}
