namespace Functions.Manage;

/// <summary>What the gate knows of a function.</summary>
/// <param name="Access">Who may use it.</param>
/// <param name="MaxFormBytes">How large its form may be, in octets.</param>
internal sealed record ManageRoute(ManageAccess Access, int MaxFormBytes = ManageRoute.SmallForm)
{
    /// <summary>Enough for a few fields.</summary>
    public const int SmallForm = 16 * 1024;

    /// <summary>Enough for all settings of a tenant, twice, with some certificates; encoded as forms are.</summary>
    public const int SettingsForm = 512 * 1024;

    /// <summary>Enough for the largest metadata that is read, in a form with a file.</summary>
    public const int MetadataForm = Saml.SamlLimits.MaxMetadataBytes + (64 * 1024);

    /// <summary>Enough for the largest file of users; encoded as forms are, an octet can become three, and a letter has up to three octets.</summary>
    public const int UsersForm = 9 * SignOn.ImportUsers.MaxCharacters;

    /// <summary>Whether the form may bring a file (multipart/form-data).</summary>
    public bool TakesFile { get; init; }

    /// <summary>Whether programs use it, with a key instead of a cookie.</summary>
    public bool IsApi => Access is ManageAccess.AnyApiKey or ManageAccess.ApiReaders or ManageAccess.ApiWriters;
}
