using LocalIdp;
using SignOn;

namespace EndToEnd.Tests.Harness;

/// <summary>What is special about a test's tenant.</summary>
public sealed record TenantSpec
{
    /// <summary>The tenant's id; null for one of its own.</summary>
    public string? Id { get; init; }

    /// <summary>The shape of its addresses.</summary>
    public UrlStyle Style { get; init; } = UrlStyle.Standard;

    /// <summary>Columns to write besides the IdP's own; those named here win.</summary>
    public IReadOnlyDictionary<string, object> Columns { get; init; } = new Dictionary<string, object>();

    /// <summary>Changes the application at the IdP.</summary>
    public Func<LocalIdpApplication, LocalIdpApplication> Application { get; init; } = application => application;

    /// <summary>A tenant as the pymetrics tutorial sets it up.</summary>
    public static TenantSpec Pymetrics { get; } = new()
    {
        Style = UrlStyle.Saml2Sp,
        Columns = new Dictionary<string, object> { ["DisplayName"] = "pymetrics", ["AllowIdpInitiated"] = true },
    };

    /// <summary>A tenant as the RunMyProcess tutorial sets it up.</summary>
    public static TenantSpec RunMyProcess { get; } = new()
    {
        Style = UrlStyle.Live,
        Columns = new Dictionary<string, object>
        {
            ["DisplayName"] = "RunMyProcess",
            ["JustInTime"] = false,
            ["NameIdFormat"] = SamlUris.EmailNameId,
        },
        Application = application => application with { IdpInitiated = false, NameIdFormat = SamlUris.EmailNameId },
    };

    /// <summary>The same with one column more.</summary>
    public TenantSpec With(string column, object value) => this with { Columns = new Dictionary<string, object>(Columns) { [column] = value } };
}
