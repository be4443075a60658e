using Saml;

namespace SignOn.Tests.SignIns;

/// <summary>What kind of answer each of the engine's codes calls for: stated one by one, so that a new code needs a decision.</summary>
public sealed class SignInRefusalTests
{
    private static readonly SamlError[] NotEvenAResponse =
    [
        SamlError.ResponseMissing, SamlError.NotBase64, SamlError.NotXml, SamlError.DoctypeForbidden, SamlError.DocumentTooComplex,
        SamlError.DuplicateId, SamlError.NotAResponse, SamlError.NotALogoutMessage, SamlError.SchemaViolation, SamlError.VersionUnsupported,
    ];

    public static TheoryData<SamlError> All => [.. Enum.GetValues<SamlError>()];

    [Theory]
    [MemberData(nameof(All))]
    public void Each_code_has_its_kind(SamlError error)
    {
        RefusalKind expected = error == SamlError.MessageTooLarge ? RefusalKind.TooLarge
            : NotEvenAResponse.Contains(error) ? RefusalKind.BadMessage
            : RefusalKind.Refused;

        Assert.Equal(expected, SignInRefusal.Of(new SamlFailure(error, "clause", "detail")).Kind);
    }
}
