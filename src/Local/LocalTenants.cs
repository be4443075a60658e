using LocalIdp;

namespace Local;

/// <summary>The two tutorials' customers, with nothing but the host name changed.</summary>
/// <param name="baseUrl">Where browsers reach the app.</param>
internal sealed class LocalTenants(string baseUrl)
{
    /// <summary>The customer of the pymetrics tutorial: its &lt;CUSTOMERNAME&gt;.</summary>
    public const string Pymetrics = "contoso";

    /// <summary>The customer of the RunMyProcess tutorial: its &lt;tenant id&gt;.</summary>
    public const string RunMyProcess = "contoso-live";

    /// <summary>The role that makes an operator of a user of <see cref="Pymetrics"/>; Ana Ruiz has it.</summary>
    public const string OperatorRole = "Admin";

    /// <summary>The customer's e-mail domain.</summary>
    public const string Domain = "contoso.com";

    /// <summary>One fixed identifier for all customers of the RunMyProcess tutorial.</summary>
    public string RunMyProcessEntityId { get; } = $"{baseUrl}/live";

    /// <summary>Opens the application of the pymetrics tutorial.</summary>
    public string PymetricsSignOnUrl { get; } = $"{baseUrl}/saml2-sp/{Pymetrics}/{Pymetrics}/?sso";

    /// <summary>Opens the application of the RunMyProcess tutorial.</summary>
    public string RunMyProcessSignOnUrl { get; } = $"{baseUrl}/live/{RunMyProcess}";

    /// <summary>What the admin of the customer's directory enters for pymetrics.</summary>
    public LocalIdpApplication PymetricsApplication => new()
    {
        AppId = new Guid("3c9d1c58-4f0e-4f6e-9d1b-6a2f5e8b7c01"),
        Name = "pymetrics",
        Identifiers = [$"{baseUrl}/saml2-sp/{Pymetrics}/{Pymetrics}/metadata/"],
        ReplyUrls = [$"{baseUrl}/saml2-sp/{Pymetrics}/{Pymetrics}/?acs"],
        SignOnUrl = PymetricsSignOnUrl,
        LogoutUrl = $"{baseUrl}/saml/{Pymetrics}/slo",
        MetadataUrl = $"{baseUrl}/saml/{Pymetrics}/metadata",
    };

    /// <summary>What the admin of the customer's directory enters for RunMyProcess.</summary>
    public LocalIdpApplication RunMyProcessApplication => new()
    {
        AppId = new Guid("8e4b7a12-0d35-4c9a-b7f4-2d6c1e9f3b02"),
        Name = "RunMyProcess",
        Identifiers = [RunMyProcessEntityId],
        ReplyUrls = [$"{baseUrl}/saml/{RunMyProcess}/acs"],
        SignOnUrl = RunMyProcessSignOnUrl,
        MetadataUrl = $"{baseUrl}/saml/{RunMyProcess}/metadata",
        IdpInitiated = false,
    };
}
