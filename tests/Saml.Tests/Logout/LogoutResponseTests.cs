using Saml.Tests.Support;

namespace Saml.Tests.Logout;

/// <summary>An answer ends nothing, so it need not be signed; but it must answer the request of this browser, and a signature must be right.</summary>
public sealed class LogoutResponseTests
{
    private const string Success = "urn:oasis:names:tc:SAML:2.0:status:Success";

    public static TheoryData<bool, string> BindingsAndSigners => new MatrixTheoryData<bool, string>([true, false], ["rsa", "ec", "nobody"]);

    [Theory]
    [MemberData(nameof(BindingsAndSigners))]
    public void An_answer_by_either_binding(bool isPost, string signer)
    {
        VerifiedLogoutResponse response = (LogoutScenario.Response with { IsPost = isPost, Signer = signer switch { "rsa" => TestKeys.Rsa, "ec" => TestKeys.P256, _ => null } }).AcceptedResponse();
        Assert.True(response.IsComplete);
        Assert.Equal(LogoutScenario.OurRequestId, response.InResponseTo);
    }

    [Theory]
    [InlineData("<samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Responder\"/>")]
    [InlineData("<samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Responder\"><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:PartialLogout\"/></samlp:StatusCode>")]
    [InlineData("<samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:PartialLogout\"/></samlp:StatusCode>")]
    [InlineData("<samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Requester\"/><samlp:StatusMessage>no session</samlp:StatusMessage>")]
    public void Not_every_session_ended(string status) =>
        Assert.False(LogoutScenario.Response.Before($"<samlp:StatusCode Value=\"{Success}\"/>", status).AcceptedResponse().IsComplete);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_answer_to_another_request_or_to_none(bool isPost)
    {
        LogoutScenario scenario = LogoutScenario.Response with { IsPost = isPost };
        scenario.Before($"InResponseTo=\"{LogoutScenario.OurRequestId}\"", "InResponseTo=\"_other\"").Refused(SamlError.InResponseToMismatch);
        scenario.Before($" InResponseTo=\"{LogoutScenario.OurRequestId}\"", "").Refused(SamlError.InResponseToMismatch);
        scenario.Expecting(e => e with { RequestId = null }).Refused(SamlError.InResponseToMismatch);
        scenario.Expecting(e => e with { RequestId = null }).Before($" InResponseTo=\"{LogoutScenario.OurRequestId}\"", "").Refused(SamlError.InResponseToMismatch);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_wrong_signature_is_refused_although_none_would_do(bool isPost)
    {
        (LogoutScenario.Response with { IsPost = isPost, Signer = TestKeys.Attacker }).Refused(SamlError.SignatureInvalid);
        (LogoutScenario.Response with
        {
            IsPost = isPost,
            InTransit = text => isPost ? Edit.Once(text, Success, Success + "x") : text + "&RelayState=x",
        }).Refused(isPost ? SamlError.DigestMismatch : SamlError.SignatureInvalid);
    }

    [Fact]
    public void Entras_other_issuer_and_a_strangers()
    {
        LogoutScenario.Response.Before(ResponseScenario.Issuer, "https://login.microsoftonline.com/tid/").AcceptedResponse();
        LogoutScenario.Response.Before(ResponseScenario.Issuer, "https://login.microsoftonline.com/other/").Refused(SamlError.IssuerMismatch);
        LogoutScenario.Response.Expecting(e => e with { AlternativeIssuers = [] }).Before(ResponseScenario.Issuer, "https://login.microsoftonline.com/tid/").Refused(SamlError.IssuerMismatch);
    }

    [Theory]
    [InlineData("another destination", LogoutScenario.Slo, "https://sp.example/x", SamlError.DestinationMismatch)]
    [InlineData("another version", "Version=\"2.0\"", "Version=\"2.1\"", SamlError.VersionUnsupported)]
    [InlineData("the future", "2026-11-22T12:00:00Z", "2026-11-22T12:04:00Z", SamlError.AssertionNotYetValid)]
    [InlineData("no status", LogoutScenario.Status, "", SamlError.SchemaViolation)]
    [InlineData("no code", "<samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/>", "", SamlError.SchemaViolation)]
    [InlineData("no ID", " ID=\"_m\"", "", SamlError.SchemaViolation)]
    public void Another_shape(string what, string old, string @new, SamlError error)
    {
        Assert.NotEmpty(what);
        LogoutScenario.Response.Before(old, @new).Refused(error);
        (LogoutScenario.Response with { Signer = null, IsPost = true }).Before(old, @new).Refused(error);
    }

    [Fact]
    public void Without_a_destination_it_does_no_harm() => LogoutScenario.Response.Before($" Destination=\"{LogoutScenario.Slo}\"", "").AcceptedResponse();
}
