using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Responses;

/// <summary>SamlError promises that its order is the order of the checks. Of two defects the earlier one is told.</summary>
public sealed class ErrorOrderTests
{
    private static readonly (SamlError Error, Func<ResponseScenario, ResponseScenario> Spoil)[] Defects =
    [
        (SamlError.VersionUnsupported, s => s.With(o => o with { ResponseVersion = "1.1" })),
        (SamlError.DestinationMismatch, s => s.With(o => o with { Destination = "https://other.example" })),
        (SamlError.StatusNotSuccess, s => s.With(o => o with { StatusCodes = [SamlUris.Responder] })),
        (SamlError.IssuerMismatch, s => s.With(o => o with { AssertionIssuer = "https://other.example" })),
        (SamlError.SignatureMissing, s => s.Expecting(e => e with { RequireSignedResponse = true })),
        (SamlError.AlgorithmRefused, s => s.Signing(x => x with { Digest = XmlDigestAlgorithm.Sha1 })),
        (SamlError.SubjectConfirmationMissing, s => s.With(o => o with { ConfirmationMethod = "urn:other" })),
        (SamlError.RecipientMismatch, s => s.With(o => o with { Recipient = "https://other.example" })),
        (SamlError.InResponseToMismatch, s => s.With(o => o.WithInResponseTo("_stranger"))),
        (SamlError.AssertionExpired, s => s.With(o => o with { ConfirmationNotOnOrAfter = ResponseScenario.Now.AddHours(-1) })),
        (SamlError.AssertionNotYetValid, s => s.With(o => o with { ResponseIssueInstant = ResponseScenario.Now.AddHours(1) })),
        (SamlError.AudienceMismatch, s => s.With(o => o.WithAudiences("urn:other"))),
        (SamlError.ConditionUnknown, s => s.With(o => o with { MoreConditions = ["<Condition/>"] })),
        (SamlError.AuthnStatementMissing, s => s.With(o => o with { HasAuthnStatement = false })),
    ];

    public static IEnumerable<TheoryDataRow<SamlError, SamlError>> Pairs =>
        from a in Defects from b in Defects where a.Error < b.Error select new TheoryDataRow<SamlError, SamlError>(a.Error, b.Error);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Of_two_defects_the_earlier_is_told(SamlError earlier, SamlError later) =>
        Spoil(later)(Spoil(earlier)(ResponseScenario.Entra)).Refused(earlier);

    private static Func<ResponseScenario, ResponseScenario> Spoil(SamlError error) => Defects.Single(d => d.Error == error).Spoil;
}
