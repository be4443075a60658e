using System.Text;
using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Responses;

/// <summary>What stands around the assertion is held against the tenant's row, whether it is signed or not.</summary>
public sealed class RefusedEnvelopeTests
{
    [Fact]
    public void Nothing_sent() => ResponseScenario.Entra.RefusedField([], SamlError.ResponseMissing);

    [Theory]
    [InlineData("<samlp:Response/>")]
    [InlineData("%%%")]
    [InlineData("QUJDRA")]
    [InlineData("QUJD=")]
    [InlineData(" \r\n ")]
    [InlineData("PHg-_z4=")]
    public void What_is_not_base64(string field) => ResponseScenario.Entra.RefusedField(Encoding.UTF8.GetBytes(field), SamlError.NotBase64);

    [Theory]
    [InlineData("<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"/>")]
    [InlineData("<samlp:LogoutResponse xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\"/>")]
    [InlineData("<samlp:ArtifactResponse xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\"/>")]
    [InlineData("<Response/>")]
    [InlineData("<samlp:response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\"/>")]
    [InlineData("<Response xmlns=\"urn:oasis:names:tc:SAML:1.0:protocol\"/>")]
    [InlineData("<Response xmlns=\"urn:oasis:names:tc:SAML:2.0:protocol \"/>")]
    [InlineData("<html/>")]
    public void Another_document(string xml) => ResponseScenario.Entra.Refused(Encoding.UTF8.GetBytes(xml), SamlError.NotAResponse);

    [Theory]
    [InlineData(SignedParts.Assertion)]
    [InlineData(SignedParts.Response)]
    public void A_response_without_id(SignedParts parts) => (ResponseScenario.Entra with { Parts = parts }).After("<samlp:Response ID=\"_response\"", "<samlp:Response").Refused(SamlError.SchemaViolation);

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.1")]
    [InlineData("2")]
    [InlineData("")]
    [InlineData(null)]
    public void A_response_of_another_version(string? version) => ResponseScenario.SignedResponse.With(o => o with { ResponseVersion = version }).Refused(SamlError.VersionUnsupported);

    [Fact]
    public void An_assertion_of_another_version() => ResponseScenario.Entra.With(o => o with { AssertionVersion = "1.1" }).Refused(SamlError.VersionUnsupported);

    [Theory]
    [InlineData("https://sp.example/saml/contoso/acs/")]
    [InlineData("https://sp.example/saml/Contoso/acs")]
    [InlineData("HTTPS://sp.example/saml/contoso/acs")]
    [InlineData("https://sp.example:443/saml/contoso/acs")]
    [InlineData("http://sp.example/saml/contoso/acs")]
    [InlineData("https://sp.example/saml/contoso/acs?x")]
    [InlineData("https://sp.example/saml/fabrikam/acs")]
    [InlineData("https://sp.example/saml/contoso/%61cs")]
    [InlineData("")]
    public void Another_destination(string destination)
    {
        ResponseScenario.Entra.With(o => o with { Destination = destination }).Refused(SamlError.DestinationMismatch);
        ResponseScenario.SignedBoth.With(o => o with { Destination = destination }).Refused(SamlError.DestinationMismatch);
    }

    [Fact]
    public void A_signed_response_without_destination() => ResponseScenario.SignedResponse.With(o => o with { Destination = null }).Refused(SamlError.DestinationMismatch);

    [Theory]
    [InlineData("https://sts.windows.net/00000000-0000-0000-0000-000000000000/")]
    [InlineData("")]
    [InlineData(" ")]
    public void Another_issuer_of_the_response(string issuer)
    {
        ResponseScenario.Entra.With(o => o with { ResponseIssuer = issuer }).Refused(SamlError.IssuerMismatch);
        ResponseScenario.SignedResponse.With(o => o with { ResponseIssuer = issuer }).Refused(SamlError.IssuerMismatch);
    }

    [Fact]
    public void The_issuer_without_its_trailing_slash() =>
        ResponseScenario.Entra.With(o => o.WithIssuer(ResponseScenario.Issuer.TrimEnd('/'))).Refused(SamlError.IssuerMismatch);

    [Fact]
    public void The_issuer_in_another_case() =>
        ResponseScenario.Entra.With(o => o.WithIssuer(ResponseScenario.Issuer.ToUpperInvariant())).Refused(SamlError.IssuerMismatch);

    [Fact]
    public void Another_issuer_of_the_assertion() =>
        ResponseScenario.Entra.With(o => o with { AssertionIssuer = "https://sts.windows.net/other/" }).Refused(SamlError.IssuerMismatch);

    [Fact]
    public void Another_issuer_of_the_assertion_in_a_signed_response() =>
        ResponseScenario.SignedResponse.With(o => o with { AssertionIssuer = "https://sts.windows.net/other/" }).Refused(SamlError.IssuerMismatch);

    [Fact]
    public void An_issuer_that_is_not_an_entity() =>
        ResponseScenario.Entra.Before(xml => Edit.All(xml, "<Issuer", "<Issuer Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\"")).Refused(SamlError.IssuerMismatch);

    [Fact]
    public void An_assertion_without_issuer() => ResponseScenario.SignedResponse.With(o => o with { AssertionIssuer = null }).Refused(SamlError.SchemaViolation);

    [Fact]
    public void A_response_of_another_tenants_identity_provider()
    {
        // Same keys, another directory: Entra signs for all tenants of an application with keys that may be shared.
        ResponseScenario.Entra.Expecting(e => e with { IdentityProvider = e.IdentityProvider with { EntityId = "https://sts.windows.net/fabrikam/" } }).Refused(SamlError.IssuerMismatch);
    }

    [Theory]
    [InlineData(SamlUris.Requester, null, "AADSTS50105: The signed in user is not assigned to a role for the application.")]
    [InlineData(SamlUris.Responder, SamlUris.NoPassive, "AADSTS50058: A silent sign-in request was sent but no user is signed in.")]
    [InlineData("urn:oasis:names:tc:SAML:2.0:status:VersionMismatch", null, null)]
    [InlineData("urn:oasis:names:tc:SAML:2.0:status:success", null, null)]
    [InlineData("", null, null)]
    public void A_status_that_is_no_success_tells_its_codes_and_message(string code, string? second, string? message)
    {
        string[] codes = second is null ? [code] : [code, second];
        SamlFailure failure = (ResponseScenario.Entra with { Parts = SignedParts.None }).With(o => o.WithFailure(message, codes)).Refused(SamlError.StatusNotSuccess);
        Assert.Equal(string.Join(" / ", new[] { code, second, message }.Where(part => !string.IsNullOrEmpty(part))), failure.Received);
    }

    [Fact]
    public void A_long_status_message_is_cut()
    {
        SamlFailure failure = (ResponseScenario.Entra with { Parts = SignedParts.None }).With(o => o.WithFailure(new string('x', 10_000), SamlUris.Requester)).Refused(SamlError.StatusNotSuccess);
        Assert.Equal(SamlFailure.MaxQuotedLength + 1, failure.Received!.Length);
    }

    [Fact]
    public void A_success_below_a_failure_is_a_failure() =>
        ResponseScenario.Entra.With(o => o with { StatusCodes = [SamlUris.Responder, SamlUris.Success] }).Refused(SamlError.StatusNotSuccess);

    [Fact]
    public void No_status() => ResponseScenario.Entra.With(o => o with { StatusCodes = null }).Refused(SamlError.SchemaViolation);

    [Fact]
    public void A_status_without_code() => ResponseScenario.Entra.With(o => o with { StatusCodes = [] }).Refused(SamlError.SchemaViolation);

    [Fact]
    public void Two_statuses() => ResponseScenario.Entra.Before("<samlp:Status>", "<samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></samlp:Status><samlp:Status>").Refused(SamlError.SchemaViolation);

    [Fact]
    public void Text_in_the_response() => ResponseScenario.SignedBoth.Before("<samlp:Status>", "text<samlp:Status>").Refused(SamlError.SchemaViolation);

    [Fact]
    public void A_response_without_issue_instant() => ResponseScenario.Entra.With(o => o with { ResponseIssueInstant = null }).Refused(SamlError.SchemaViolation);

    [Fact]
    public void An_assertion_without_issue_instant() => ResponseScenario.Entra.With(o => o with { AssertionIssueInstant = null }).Refused(SamlError.SchemaViolation);

    [Fact]
    public void No_assertion() => (ResponseScenario.Entra with { Parts = SignedParts.Response }).With(o => o with { HasAssertion = false }).Refused(SamlError.AssertionMissing);

    [Fact]
    public void Two_assertions() => ResponseScenario.Entra.After(xml =>
    {
        string second = XmlSigner.Sign(SamlResponseXml.BuildAssertion(new SamlResponseOptions(ResponseScenario.Now) { AssertionId = "_second" }), "_second", XmlSignatureOptions.From(TestKeys.Rsa));
        return Edit.Once(xml, "</samlp:Response>", second + "</samlp:Response>");
    }).Refused(SamlError.AssertionNotUnique);

    [Fact]
    public void An_encrypted_assertion_where_we_have_no_key() => ResponseScenario.SignedResponse.With(o => o with { HasAssertion = false }).Expecting(e => e with { DecryptionKeys = [] })
        .Before("</samlp:Response>", "<EncryptedAssertion xmlns=\"urn:oasis:names:tc:SAML:2.0:assertion\"/></samlp:Response>").Refused(SamlError.AssertionEncrypted);

    [Fact]
    public void An_assertion_and_an_encrypted_one() => ResponseScenario.Entra
        .After("</samlp:Response>", "<EncryptedAssertion xmlns=\"urn:oasis:names:tc:SAML:2.0:assertion\"/></samlp:Response>").Refused(SamlError.AssertionNotUnique);

    [Fact]
    public void Nothing_signed() => (ResponseScenario.Entra with { Parts = SignedParts.None }).Refused(SamlError.SignatureMissing);

    [Fact]
    public void A_removed_signature() => ResponseScenario.Entra.AfterDom(d => d.Assertion.RemoveChild(d.AssertionSignature)).Refused(SamlError.SignatureMissing);

    [Fact]
    public void A_signed_assertion_where_the_tenant_demands_a_signed_response() =>
        ResponseScenario.Entra.Expecting(e => e with { RequireSignedResponse = true }).Refused(SamlError.SignatureMissing);

    [Theory]
    [InlineData("<x/>")]
    [InlineData("<saml:Advice xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"/>")]
    [InlineData("<samlp:Extensions/>")]
    public void A_stranger_at_the_end_of_the_response(string stranger) => ResponseScenario.Entra.After("</samlp:Response>", stranger + "</samlp:Response>").Refused(SamlError.SchemaViolation);
}
