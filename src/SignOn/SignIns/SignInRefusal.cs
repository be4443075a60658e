using Saml;

namespace SignOn;

/// <summary>A refused sign-in. Browsers see <see cref="Code"/> and nothing else of it.</summary>
/// <param name="Code">The name of the <see cref="SamlError"/> or <see cref="SignOnError"/>.</param>
/// <param name="Kind">What kind of answer it calls for.</param>
/// <param name="Detail">What was wrong and how to mend it, for the log and the audit trail.</param>
public sealed record SignInRefusal(string Code, RefusalKind Kind, string Detail)
{
    /// <summary>The engine's finding, where it was the engine that refused.</summary>
    public SamlFailure? Failure { get; init; }

    internal static SignInRefusal Of(SignOnError error, string detail) => new(error.ToString(), KindOf(error), detail);

    internal static SignInRefusal Of(TenantLookup lookup) => lookup switch
    {
        TenantLookup.Disabled => Of(SignOnError.TenantDisabled, "The tenant is switched off (column Enabled)."),
        TenantLookup.Broken broken => Of(SignOnError.TenantMisconfigured, string.Join(" ", broken.Errors)),
        _ => Of(SignOnError.TenantUnknown, "There is no such tenant."),
    };

    internal static SignInRefusal Of(SamlFailure failure) =>
        new(failure.Error.ToString(), KindOf(failure.Error), failure.Detail) { Failure = failure };

    private static RefusalKind KindOf(SignOnError error) => error switch
    {
        SignOnError.TenantUnknown or SignOnError.TenantDisabled => RefusalKind.NotFound,
        SignOnError.TenantMisconfigured => RefusalKind.Misconfigured,
        _ => RefusalKind.Refused,
    };

    private static RefusalKind KindOf(SamlError error) => error switch
    {
        SamlError.MessageTooLarge => RefusalKind.TooLarge,
        // Not even a readable Response.
        SamlError.ResponseMissing or SamlError.NotBase64 or SamlError.NotXml or SamlError.DoctypeForbidden or SamlError.DocumentTooComplex
            or SamlError.DuplicateId or SamlError.NotAResponse or SamlError.NotALogoutMessage or SamlError.SchemaViolation or SamlError.VersionUnsupported => RefusalKind.BadMessage,
        _ => RefusalKind.Refused,
    };
}
