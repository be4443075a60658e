using Functions.Http;

namespace Functions.Manage;

/// <summary>
/// Who may use which function below <c>/manage</c>. The gate lets nobody use a function that is not named here, and a test holds this table
/// against the functions: a new one without a row fails.
/// </summary>
internal static class ManageRoutes
{
    /// <summary>What the name of every function below <c>/manage</c>, and of no other, begins with.</summary>
    public const string Prefix = "Manage";

    /// <summary>Name of the function, and what holds for it.</summary>
    public static readonly IReadOnlyDictionary<string, ManageRoute> All = new Dictionary<string, ManageRoute>(StringComparer.Ordinal)
    {
        ["ManageSignIn"] = new(ManageAccess.Anyone),
        ["ManageSignInWithKey"] = new(ManageAccess.Anyone),
        ["ManageSignInAsUser"] = new(ManageAccess.Anyone),
        ["ManageLink"] = new(ManageAccess.Anyone),
        ["ManageLinkOpen"] = new(ManageAccess.Anyone),
        ["ManageSignedOut"] = new(ManageAccess.Anyone),
        ["ManageSignOut"] = new(ManageAccess.AnySession),
        ["ManageHome"] = new(ManageAccess.Operators),
        ["ManageTenant"] = new(ManageAccess.Operators),
        ["ManageTenantLinks"] = new(ManageAccess.Operators),
        ["ManageTenantLinkMake"] = new(ManageAccess.Operators),
        ["ManageTenantLinkRevoke"] = new(ManageAccess.Operators),
        ["ManageTenantNew"] = new(ManageAccess.Operators),
        ["ManageTenantMake"] = new(ManageAccess.Operators, ManageRoute.SettingsForm),
        ["ManageTenantSettings"] = new(ManageAccess.Operators),
        ["ManageTenantSave"] = new(ManageAccess.Operators, ManageRoute.SettingsForm),
        ["ManageTenantEnable"] = new(ManageAccess.Operators),
        ["ManageTenantDelete"] = new(ManageAccess.Operators),
        ["ManageTenantDeleteNow"] = new(ManageAccess.Operators),
        ["ManageTenantGuide"] = new(ManageAccess.TenantAdmins),
        ["ManageTenantGuideValues"] = new(ManageAccess.TenantAdmins),
        ["ManageTenantGuideRead"] = new(ManageAccess.TenantAdmins, ManageRoute.MetadataForm) { TakesFile = true },
        ["ManageTenantGuideSave"] = new(ManageAccess.TenantAdmins, ManageRoute.SettingsForm),
        ["ManageKeys"] = new(ManageAccess.Operators),
        ["ManageKeyMake"] = new(ManageAccess.Operators),
        ["ManageKeyRevoke"] = new(ManageAccess.Operators),
        ["ManageAudit"] = new(ManageAccess.Operators),
        ["ManageTenantSignIns"] = new(ManageAccess.Operators),
        ["ManageTrace"] = new(ManageAccess.Operators),
        ["ManageTraceReplay"] = new(ManageAccess.Operators, 64 * 1024),
        ["ManageTest"] = new(ManageAccess.TenantAdmins),
        ["ManageTestStart"] = new(ManageAccess.TenantAdmins),
        ["ManageTestResult"] = new(ManageAccess.TenantAdmins, SamlForm.MaxBodyBytes),
        ["ManageApiTenantSignIns"] = new(ManageAccess.ApiReaders),
        ["ManageApiTrace"] = new(ManageAccess.ApiReaders),
        ["ManageUsers"] = new(ManageAccess.Operators),
        ["ManageUserNew"] = new(ManageAccess.Operators),
        ["ManageUserMake"] = new(ManageAccess.Operators),
        ["ManageUser"] = new(ManageAccess.Operators),
        ["ManageUserSave"] = new(ManageAccess.Operators),
        ["ManageUserDisable"] = new(ManageAccess.Operators),
        ["ManageUserEnable"] = new(ManageAccess.Operators),
        ["ManageUserEraseAsk"] = new(ManageAccess.Operators),
        ["ManageUserErase"] = new(ManageAccess.Operators),
        ["ManageUserMail"] = new(ManageAccess.Operators),
        ["ManageUsersImport"] = new(ManageAccess.Operators),
        ["ManageUsersImportRun"] = new(ManageAccess.Operators, ManageRoute.UsersForm) { TakesFile = true },
        ["ManageProvisioning"] = new(ManageAccess.Operators),
        ["ManageProvisioningRetry"] = new(ManageAccess.Operators),
        ["ManageProvisioningDiscard"] = new(ManageAccess.Operators),
        ["ManageCertificates"] = new(ManageAccess.Operators),
        ["ManageHealth"] = new(ManageAccess.Operators),
        ["ManageEmergency"] = new(ManageAccess.Operators),
        ["ManageEmergencyOpen"] = new(ManageAccess.Operators),
        ["ManageEmergencyClose"] = new(ManageAccess.Operators),
        ["ManageEmergencyLinkMake"] = new(ManageAccess.Operators),
        ["ManageEmergencyLinkRevoke"] = new(ManageAccess.Operators),
        ["ManageApiUsers"] = new(ManageAccess.ApiReaders),
        ["ManageApiUser"] = new(ManageAccess.ApiReaders),
        ["ManageApiUserMake"] = new(ManageAccess.ApiWriters),
        ["ManageApiUserPut"] = new(ManageAccess.ApiWriters),
        ["ManageApiUserDisable"] = new(ManageAccess.ApiWriters),
        ["ManageApiUserEnable"] = new(ManageAccess.ApiWriters),
        ["ManageApiUserDelete"] = new(ManageAccess.ApiWriters),
        ["ManageApiKeySelf"] = new(ManageAccess.AnyApiKey),
        ["ManageApiOpenApi"] = new(ManageAccess.AnyApiKey),
        ["ManageApiTenants"] = new(ManageAccess.ApiReaders),
        ["ManageApiTenant"] = new(ManageAccess.ApiReaders),
        ["ManageApiTenantPut"] = new(ManageAccess.ApiWriters),
        ["ManageApiTenantPatch"] = new(ManageAccess.ApiWriters),
        ["ManageApiTenantDelete"] = new(ManageAccess.ApiWriters),
        ["ManageApiSetupLinks"] = new(ManageAccess.ApiReaders),
        ["ManageApiSetupLinkMake"] = new(ManageAccess.ApiWriters),
        ["ManageApiSetupLinkRevoke"] = new(ManageAccess.ApiWriters),
    };

    /// <summary>Whether the gate stands before a function.</summary>
    /// <param name="function">Its name.</param>
    public static bool Covers(string function) => function.StartsWith(Prefix, StringComparison.Ordinal);
}
