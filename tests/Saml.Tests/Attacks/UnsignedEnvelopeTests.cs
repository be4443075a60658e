using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Attacks;

/// <summary>
/// Only octets that were signed are read: whatever an attacker writes around a signed assertion can cause a refusal and nothing else.
/// </summary>
public sealed class UnsignedEnvelopeTests
{
    private const string Forged =
        "<saml:AttributeStatement xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"><saml:Attribute Name=\"forged\"><saml:AttributeValue>forged</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>"
        + "<saml:NameID xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">" + SignedDocument.Evil + "</saml:NameID>";

    public static TheoryData<string, string, string> Places => new()
    {
        { "extensions", "<samlp:Status>", $"<samlp:Extensions>{Forged}</samlp:Extensions><samlp:Status>" },
        { "status detail", "</samlp:Status>", $"<samlp:StatusDetail>{Forged}</samlp:StatusDetail></samlp:Status>" },
        { "status code", "status:Success\" />", $"status:Success\">{Forged}</samlp:StatusCode>" },
        { "key info", "</KeyInfo>", $"{Forged}</KeyInfo>" },
        { "attributes of the response", "<samlp:Response ", "<samlp:Response Consent=\"forged\" NameID=\"forged\" " },
        { "attributes of the signature", "<Signature ", "<Signature Id=\"_forged\" " },
        { "attributes of the signature value", "<SignatureValue>", "<SignatureValue Id=\"_forged\">" },
        { "a comment", "</NameID>", $"<!--{SignedDocument.Evil}--></NameID>" },
        { "an instruction before the document", "<samlp:Response ", "<?forged forged?><samlp:Response " },
        { "an unused namespace in the assertion", "<Subject>", "<Subject xmlns:forged=\"urn:forged\">" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Forged_facts_around_a_signed_assertion_never_appear(string place, string old, string @new)
    {
        VerifiedResponse honest = ResponseScenario.Entra.Accepted();
        VerifiedResponse attacked = ResponseScenario.Entra.After(old, @new).Accepted();
        Assert.True(Facts.Of(honest) == Facts.Of(attacked), place);
    }

    [Theory]
    [InlineData("</AttributeStatement>", "<Attribute Name=\"forged\"><AttributeValue>forged</AttributeValue></Attribute></AttributeStatement>")]
    [InlineData("<NameID ", "<NameID NameQualifier=\"forged\" ")]
    [InlineData("<AuthnStatement ", "<AuthnStatement SessionNotOnOrAfter=\"2026-11-23T12:00:00Z\" ")]
    [InlineData("</NameID>", " </NameID>")]
    [InlineData("</Subject>", "<SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\"/></Subject>")]
    [InlineData("</Assertion>", "<AttributeStatement/></Assertion>")]
    public void A_fact_added_to_the_signed_assertion_breaks_its_signature(string old, string @new) =>
        ResponseScenario.Entra.After(old, @new).Refused(SamlError.DigestMismatch);

    [Fact]
    public void A_renamed_namespace_does_not_turn_a_stranger_into_an_attribute() => ResponseScenario.Entra
        .With(o => o.WithAttribute("nested", "PLACEHOLDER"))
        .Before("PLACEHOLDER", "<e:Attribute xmlns:e=\"urn:e\" Name=\"forged\"/>")
        .After("xmlns:e=\"urn:e\"", "xmlns:e=\"urn:oasis:names:tc:SAML:2.0:assertion\"").Refused(SamlError.DigestMismatch);

    [Fact]
    public void The_response_id_of_an_unsigned_response_is_not_a_fact()
    {
        VerifiedResponse response = ResponseScenario.Entra.After("<samlp:Response ID=\"_response\"", "<samlp:Response ID=\"_forged\"").Accepted();
        Assert.Null(response.ResponseId);
    }

    [Fact]
    public void The_signature_is_cut_out_of_what_is_read_and_not_only_of_what_is_digested()
    {
        VerifiedResponse response = ResponseScenario.SignedResponse.Accepted();
        Assert.DoesNotContain(response.Attributes, a => a.Name == "forged");
        ResponseScenario.SignedResponse.After("</KeyInfo>", Forged + "</KeyInfo>").Accepted();
        Assert.Equal(Facts.Of(response), Facts.Of(ResponseScenario.SignedResponse.After("</KeyInfo>", Forged + "</KeyInfo>").Accepted()));
    }

    [Fact]
    public void Without_the_responses_signature_the_assertions_own_still_counts_but_vouches_for_no_response_id()
    {
        VerifiedResponse response = ResponseScenario.SignedBoth.AfterDom(d => d.Response.RemoveChild(d.ResponseSignature)).Accepted();
        Assert.Null(response.ResponseId);
        Assert.True(Facts.AreThose(ResponseScenario.SignedBoth.Accepted(), response));
        ResponseScenario.SignedBoth.Expecting(e => e with { RequireSignedResponse = true }).AfterDom(d => d.Response.RemoveChild(d.ResponseSignature)).Refused(SamlError.SignatureMissing);
    }
}
