using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Logout;

/// <summary>A LogoutRequest ends sessions: only what the tenant's IdP signed for us, just now, is taken.</summary>
public sealed class LogoutRequestTests
{
    public static TheoryData<string, bool> SignersAndBindings => new MatrixTheoryData<string, bool>(["rsa", "ec"], [true, false]);

    public static TheoryData<bool> Bindings => [true, false];

    [Theory]
    [MemberData(nameof(SignersAndBindings))]
    public void A_signed_request_by_either_binding(string signer, bool isPost)
    {
        VerifiedLogoutRequest request = (LogoutScenario.Request with { IsPost = isPost, Signer = signer == "rsa" ? TestKeys.Rsa : TestKeys.P256, RelayState = "r s&+" }).AcceptedRequest();

        Assert.Equal("_m", request.Id);
        Assert.Equal((ResponseScenario.NameIdValue, SamlUris.PersistentNameId), (request.NameId.Value, request.NameId.Format));
        Assert.Equal(["_s1"], request.SessionIndexes);
        Assert.Equal("r s&+", request.RelayState);
        Assert.Equal(ResponseScenario.Now + LogoutVerifier.RequestLifetime + SamlLimits.ClockSkew, request.AcceptableUntil);
    }

    [Theory]
    [MemberData(nameof(Bindings))]
    public void Several_sessions_and_all_of_them(bool isPost)
    {
        LogoutScenario scenario = LogoutScenario.Request with { IsPost = isPost };
        Assert.Equal(["_s1", "s&2"], scenario.Before("</samlp:LogoutRequest>", "<samlp:SessionIndex>s&amp;2</samlp:SessionIndex></samlp:LogoutRequest>").AcceptedRequest().SessionIndexes);
        Assert.Empty(scenario.Before("<samlp:SessionIndex>_s1</samlp:SessionIndex>", "").AcceptedRequest().SessionIndexes);
    }

    [Theory]
    [MemberData(nameof(Bindings))]
    public void An_encrypted_name(bool isPost)
    {
        LogoutScenario encrypted = LogoutScenario.Request with { IsPost = isPost };
        Assert.Equal(ResponseScenario.NameIdValue, encrypted.Before(LogoutScenario.Name, new HandEncryptor().Encrypt(LogoutScenario.QualifiedName, "EncryptedID")).AcceptedRequest().NameId.Value);
        Assert.Equal(
            ResponseScenario.NameIdValue,
            encrypted.Before(LogoutScenario.Name, new HandEncryptor { Recipients = [TestKeys.OldServiceProvider] }.Encrypt(LogoutScenario.QualifiedName, "EncryptedID")).AcceptedRequest().NameId.Value);
        encrypted.Before(LogoutScenario.Name, new HandEncryptor { Recipients = [TestKeys.Attacker] }.Encrypt(LogoutScenario.QualifiedName, "EncryptedID")).Refused(SamlError.DecryptionFailed);
        encrypted.Before(LogoutScenario.Name, new HandEncryptor().Encrypt("<Attribute Name=\"a\"/>", "EncryptedID")).Refused(SamlError.SchemaViolation);
        encrypted.Expecting(e => e with { DecryptionKeys = [] }).Before(LogoutScenario.Name, new HandEncryptor().Encrypt(LogoutScenario.QualifiedName, "EncryptedID")).Refused(SamlError.AssertionEncrypted);
    }

    [Theory]
    [MemberData(nameof(Bindings))]
    public void An_encrypted_name_with_a_prefix_that_is_declared_around_it(bool isPost)
    {
        string name = Edit.Once(LogoutScenario.QualifiedName, "<NameID ", "<NameID e:x=\"1\" ");
        LogoutScenario encrypted = (LogoutScenario.Request with { IsPost = isPost }).Before(LogoutScenario.Name, new HandEncryptor().Encrypt(name, "EncryptedID")).Before("<samlp:LogoutRequest ", "<samlp:LogoutRequest xmlns:e=\"urn:e\" ");
        Assert.Equal(ResponseScenario.NameIdValue, encrypted.AcceptedRequest().NameId.Value);
    }

    [Theory]
    [MemberData(nameof(Bindings))]
    public void One_key_in_an_expired_and_in_a_renewed_certificate(bool isPost)
    {
        LogoutScenario late = (LogoutScenario.Request with { IsPost = isPost }).At(TimeSpan.FromDays(40)).Before("2026-11-22T12:00:00Z", "2027-01-01T12:00:00Z")
            .Expecting(e => e with { RejectExpiredCertificates = true });
        late.Trusting(TestKeys.Rsa, TestKeys.Renewed).AcceptedRequest();
        late.Trusting(TestKeys.Renewed, TestKeys.Rsa).AcceptedRequest();
        late.Trusting(TestKeys.Rsa).Refused(SamlError.CertificateExpired);
    }

    [Theory]
    [MemberData(nameof(Bindings))]
    public void Without_a_signature_nothing_ends(bool isPost) => (LogoutScenario.Request with { IsPost = isPost, Signer = null }).Refused(SamlError.SignatureMissing);

    [Fact]
    public void A_signature_in_the_document_does_not_count_in_a_query() =>
        (LogoutScenario.Request with { Xml = XmlSigner.Sign(LogoutScenario.Request.Xml, "_m", XmlSignatureOptions.From(TestKeys.Rsa)), Signer = null }).Refused(SamlError.SignatureMissing);

    [Theory]
    [MemberData(nameof(Bindings))]
    public void A_strangers_signature(bool isPost)
    {
        (LogoutScenario.Request with { IsPost = isPost, Signer = TestKeys.Attacker }).Refused(SamlError.SignatureInvalid);
        (LogoutScenario.Request with { IsPost = isPost, Signer = TestKeys.AttackerEc }).Refused(SamlError.SignatureInvalid);
    }

    [Theory]
    [MemberData(nameof(Bindings))]
    public void A_certificate_out_of_its_time_where_the_tenant_rejects_such(bool isPost)
    {
        LogoutScenario late = (LogoutScenario.Request with { IsPost = isPost }).At(TimeSpan.FromDays(40));
        late = late.Before("2026-11-22T12:00:00Z", "2027-01-01T12:00:00Z");
        late.AcceptedRequest();
        late.Expecting(e => e with { RejectExpiredCertificates = true }).Refused(SamlError.CertificateExpired);
    }

    [Theory]
    [InlineData(" NotOnOrAfter=\"2026-11-22T12:30:00Z\"", 32, true)]
    [InlineData(" NotOnOrAfter=\"2026-11-22T12:30:00Z\"", 33, false)]
    [InlineData("", 7, true)]
    [InlineData("", 8, false)]
    public void It_is_taken_until_its_end_or_for_five_minutes_with_three_of_skew(string end, int minutes, bool taken)
    {
        LogoutScenario scenario = LogoutScenario.Request.Before(" Version=\"2.0\"", " Version=\"2.0\"" + end).At(TimeSpan.FromMinutes(minutes));
        if (taken)
        {
            Assert.True(scenario.Clock < scenario.AcceptedRequest().AcceptableUntil);
        }
        else
        {
            scenario.Refused(SamlError.AssertionExpired);
        }
    }

    [Fact]
    public void A_request_from_the_future_or_without_a_legal_time()
    {
        LogoutScenario.Request.At(TimeSpan.FromMinutes(-3)).AcceptedRequest();
        LogoutScenario.Request.At(TimeSpan.FromMinutes(-4)).Refused(SamlError.AssertionNotYetValid);
        LogoutScenario.Request.Before("2026-11-22T12:00:00Z", "today").Refused(SamlError.SchemaViolation);
        LogoutScenario.Request.Before(" Version=\"2.0\"", " Version=\"2.0\" NotOnOrAfter=\"later\"").Refused(SamlError.SchemaViolation);
        LogoutScenario.Request.Before(" Version=\"2.0\"", " Version=\"2.0\" NotOnOrAfter=\"9999-12-31T23:59:59.999Z\"").AcceptedRequest();
    }

    [Theory]
    [InlineData("https://sp.example/saml/fabrikam/slo")]
    [InlineData("https://sp.example/saml/contoso/slo/")]
    [InlineData("")]
    public void Another_destination(string destination)
    {
        LogoutScenario.Request.Before(LogoutScenario.Slo, destination).Refused(SamlError.DestinationMismatch);
        (LogoutScenario.Request with { IsPost = true }).Before(LogoutScenario.Slo, destination).Refused(SamlError.DestinationMismatch);
    }

    [Theory]
    [MemberData(nameof(Bindings))]
    public void A_signed_request_without_destination_could_have_been_meant_for_another_service(bool isPost) =>
        (LogoutScenario.Request with { IsPost = isPost }).Before($" Destination=\"{LogoutScenario.Slo}\"", "").Refused(SamlError.DestinationMismatch);

    [Theory]
    [InlineData("https://other.example/")]
    [InlineData("")]
    public void Another_issuer(string issuer) => LogoutScenario.Request.Before(ResponseScenario.Issuer, issuer).Refused(SamlError.IssuerMismatch);

    [Fact]
    public void No_issuer_and_entras_other_one()
    {
        LogoutScenario.Request.Before($"<Issuer>{ResponseScenario.Issuer}</Issuer>", "").Refused(SamlError.IssuerMismatch);
        LogoutScenario.Request.Before(ResponseScenario.Issuer, "https://login.microsoftonline.com/tid/").AcceptedRequest();
    }

    [Theory]
    [InlineData("no name", "NAME", "", SamlError.SchemaViolation)]
    [InlineData("a stranger", "</samlp:LogoutRequest>", "<x/></samlp:LogoutRequest>", SamlError.SchemaViolation)]
    [InlineData("text", "</samlp:LogoutRequest>", "text</samlp:LogoutRequest>", SamlError.SchemaViolation)]
    [InlineData("another version", "Version=\"2.0\"", "Version=\"1.1\"", SamlError.VersionUnsupported)]
    [InlineData("an ID twice", "<samlp:SessionIndex>", "<samlp:SessionIndex ID=\"_m\">", SamlError.DuplicateId)]
    [InlineData("a document type", "<samlp:LogoutRequest ", "<!DOCTYPE a><samlp:LogoutRequest ", SamlError.DoctypeForbidden)]
    [InlineData("no XML", "</samlp:LogoutRequest>", "", SamlError.NotXml)]
    public void Another_shape(string what, string old, string @new, SamlError error)
    {
        Assert.NotEmpty(what);
        LogoutScenario.Request.Before(old.Replace("NAME", LogoutScenario.Name, StringComparison.Ordinal), @new).Refused(error);
    }

    [Fact]
    public void Another_message_than_its_parameter_says()
    {
        (LogoutScenario.Response with { IsRequest = true }).Refused(SamlError.NotALogoutMessage);
        (LogoutScenario.Request with { IsRequest = false }).Refused(SamlError.NotALogoutMessage);
        (LogoutScenario.Request with { Xml = SamlResponseXml.Build(new SamlResponseOptions(ResponseScenario.Now)) }).Refused(SamlError.NotALogoutMessage);
    }

    [Fact]
    public void A_name_changed_after_signing() =>
        (LogoutScenario.Request with { IsPost = true, InTransit = xml => Edit.Once(xml, ResponseScenario.NameIdValue, SignedDocument.Evil) }).Refused(SamlError.DigestMismatch);

    [Fact]
    public void A_signed_request_inside_a_forged_one() => (LogoutScenario.Request with
    {
        IsPost = true,
        InTransit = xml => LogoutScenario.Request.Xml.Replace("ID=\"_m\"", "ID=\"_f\"", StringComparison.Ordinal).Replace(ResponseScenario.NameIdValue, SignedDocument.Evil, StringComparison.Ordinal)
            .Replace("<NameID", Edit.Cut(xml, "<Signature", "</Signature>") + $"<samlp:Extensions>{xml}</samlp:Extensions><NameID", StringComparison.Ordinal),
    }).Refused(SamlError.SignatureMisplaced);

    [Fact]
    public void A_comment_in_the_name_does_not_cut_it() => Assert.Equal(
        ResponseScenario.NameIdValue,
        (LogoutScenario.Request with { IsPost = true, InTransit = xml => Edit.Once(xml, ResponseScenario.NameIdValue, "Zp<!-- -->" + ResponseScenario.NameIdValue[2..]) }).AcceptedRequest().NameId.Value);
}
