using System.Security.Cryptography.X509Certificates;
using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Responses;

/// <summary>Every signature that the allow-list names is taken.</summary>
public sealed class AcceptedSignatureTests
{
    [Theory]
    [InlineData(SignedParts.Assertion)]
    [InlineData(SignedParts.Response)]
    [InlineData(SignedParts.Both)]
    public void The_assertion_or_the_response_or_both_may_be_signed(SignedParts parts)
    {
        VerifiedResponse response = (ResponseScenario.Entra with { Parts = parts }).Accepted();

        Assert.Equal(ResponseScenario.NameIdValue, response.NameId!.Value);
        Assert.Equal(ResponseScenario.AssertionId, response.AssertionId);
        Assert.Equal(parts == SignedParts.Assertion ? null : ResponseScenario.ResponseId, response.ResponseId);
        Assert.Equal(TestKeys.Key(TestKeys.Rsa).Thumbprint, response.CertificateThumbprint);
    }

    [Theory]
    [InlineData(XmlSignatureAlgorithm.RsaSha256)]
    [InlineData(XmlSignatureAlgorithm.RsaSha384)]
    [InlineData(XmlSignatureAlgorithm.RsaSha512)]
    public void Rsa_with_every_sha2_is_accepted(XmlSignatureAlgorithm algorithm) =>
        ResponseScenario.Entra.Signing(s => s with { Algorithm = algorithm }).Accepted();

    public static MatrixTheoryData<string, XmlSignatureAlgorithm> CurvesAndHashes { get; } = new(
        ["P-256", "P-384", "P-521"],
        [XmlSignatureAlgorithm.EcdsaSha256, XmlSignatureAlgorithm.EcdsaSha384, XmlSignatureAlgorithm.EcdsaSha512]);

    [Theory]
    [MemberData(nameof(CurvesAndHashes))]
    public void Ecdsa_on_every_curve_with_every_sha2_is_accepted(string curve, XmlSignatureAlgorithm algorithm)
    {
        X509Certificate2 certificate = curve switch { "P-256" => TestKeys.P256, "P-384" => TestKeys.P384, _ => TestKeys.P521 };

        VerifiedResponse response = ResponseScenario.Entra.SignedBy(certificate).Signing(s => s with { Algorithm = algorithm }).Accepted();

        Assert.Equal(TestKeys.Key(certificate).Thumbprint, response.CertificateThumbprint);
    }

    [Theory]
    [InlineData(XmlDigestAlgorithm.Sha256)]
    [InlineData(XmlDigestAlgorithm.Sha384)]
    [InlineData(XmlDigestAlgorithm.Sha512)]
    public void Every_sha2_digest_is_accepted(XmlDigestAlgorithm digest) =>
        ResponseScenario.SignedBoth.Signing(s => s with { Digest = digest }).Accepted();

    [Fact]
    public void Canonicalisation_with_comments_is_accepted() =>
        ResponseScenario.SignedBoth.Signing(s => s with { Canonicalization = XmlCanonicalization.ExclusiveWithComments }).Accepted();

    [Theory]
    [InlineData("xs")]
    [InlineData("xs xsi")]
    [InlineData("#default xs")]
    [InlineData("#default samlp saml ds xs xsi")]
    [InlineData("nobody-declares-this")]
    public void Inclusive_prefixes_are_honoured(string prefixes) =>
        ResponseScenario.SignedBoth
            .Before(xml => Edit.First(xml, "<samlp:Response ", "<samlp:Response xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "))
            .Before(xml => Edit.First(xml, "<AttributeValue>", "<AttributeValue xsi:type=\"xs:string\">"))
            .Signing(s => s with { InclusivePrefixes = prefixes })
            .Accepted();

    [Theory]
    [InlineData(" xs ")]
    [InlineData("xs&#9;xsi")]
    [InlineData("xs&#10;&#13; xsi")]
    [InlineData("")]
    public void White_space_in_a_list_of_inclusive_prefixes_only_separates(string list)
    {
        // The list is signed as written; the prefixes it names are not used in the digested element, so its digest stays.
        string inclusive = $"<ec:InclusiveNamespaces xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"{list.Replace("&#9;", "&#x9;").Replace("&#10;", "&#xA;").Replace("&#13;", "&#xD;")}\"></ec:InclusiveNamespaces>";
        var signer = new HandSigner
        {
            SignedInfo = text => Edit.Once(text, "xml-exc-c14n#\"></ds:Transform>", $"xml-exc-c14n#\">{inclusive}</ds:Transform>"),
        };
        ResponseScenario.Entra.SignedByHand(signer).Accepted();
    }

    [Fact]
    public void Inclusive_prefixes_of_the_signed_info_itself_are_honoured()
    {
        string inclusive = "<ec:InclusiveNamespaces xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"samlp\"></ec:InclusiveNamespaces>";
        var signer = new HandSigner
        {
            // In the document the prefix is inherited; in the canonical form of SignedInfo the list makes it stand there.
            SignedInfo = text => Edit.Once(
                Edit.First(text, "xml-exc-c14n#\"></ds:CanonicalizationMethod>", $"xml-exc-c14n#\">{inclusive}</ds:CanonicalizationMethod>"),
                "<ds:SignedInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">",
                "<ds:SignedInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\">"),
            Signature = text => Edit.Once(text, " xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\"", string.Empty),
        };
        ResponseScenario.Entra.SignedByHand(signer).Accepted();
    }

    [Fact]
    public void A_signature_without_key_info_is_accepted() => ResponseScenario.Entra.Signing(s => s with { KeyInfoCertificate = null }).Accepted();

    [Theory]
    [InlineData("<ds:KeyName>idp</ds:KeyName>")]
    [InlineData("<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AQAB</ds:Modulus><ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>")]
    [InlineData("<ds:RetrievalMethod URI=\"http://127.0.0.1:9/key\"/>")]
    [InlineData("<anything xmlns=\"urn:other\">at all</anything>")]
    public void Key_info_is_of_no_account_whatever_it_holds(string keyInfo)
    {
        var signer = new HandSigner { Signature = text => Edit.Once(text, "</ds:Signature>", $"<ds:KeyInfo>{keyInfo}</ds:KeyInfo></ds:Signature>") };

        VerifiedResponse response = ResponseScenario.Entra.SignedByHand(signer).Accepted();

        Assert.Equal(TestKeys.Key(TestKeys.Rsa).Thumbprint, response.CertificateThumbprint);
    }

    [Fact]
    public void The_key_info_of_a_stranger_does_not_spoil_a_good_signature() =>
        ResponseScenario.Entra.Signing(s => s with { KeyInfoCertificate = TestKeys.Attacker }).Accepted();

    [Fact]
    public void All_keys_of_the_identity_provider_are_tried() =>
        ResponseScenario.Entra.Trusting(TestKeys.P256, TestKeys.Attacker, TestKeys.Rsa).Accepted();

    [Fact]
    public void Response_and_assertion_may_be_signed_with_different_keys()
    {
        var byOther = XmlSignatureOptions.From(TestKeys.P384);

        VerifiedResponse response = ResponseScenario.Entra.After(xml => XmlSigner.SignResponse(xml, SignedParts.Response, byOther)).Accepted();

        Assert.Equal(TestKeys.Key(TestKeys.Rsa).Thumbprint, response.CertificateThumbprint);
        Assert.Equal(ResponseScenario.ResponseId, response.ResponseId);
    }

    [Fact]
    public void A_certificate_out_of_its_validity_is_accepted_where_the_tenant_does_not_mind()
    {
        ResponseScenario late = Late();
        late.Accepted();
        Assert.True(late.Clock > TestKeys.Key(TestKeys.Rsa).NotAfter);
    }

    [Fact]
    public void A_certificate_out_of_its_validity_is_refused_where_the_tenant_says_so() =>
        Late().Expecting(e => e with { RejectExpiredCertificates = true }).Refused(SamlError.CertificateExpired);

    [Fact]
    public void A_certificate_that_is_not_valid_yet_is_refused_where_the_tenant_says_so() =>
        Moved(TimeSpan.FromDays(-400)).Expecting(e => e with { RejectExpiredCertificates = true }).Refused(SamlError.CertificateExpired);

    [Fact]
    public void One_key_in_an_expired_and_in_a_renewed_certificate_counts_in_any_order()
    {
        ResponseScenario late = Late().Expecting(e => e with { RejectExpiredCertificates = true });
        string renewed = TestKeys.Key(TestKeys.Renewed).Thumbprint;
        Assert.Equal(renewed, late.Trusting(TestKeys.Rsa, TestKeys.Renewed).Accepted().CertificateThumbprint);
        Assert.Equal(renewed, late.Trusting(TestKeys.P256, TestKeys.Renewed, TestKeys.Rsa).Accepted().CertificateThumbprint);
        late.Trusting(TestKeys.Rsa, TestKeys.P256).Refused(SamlError.CertificateExpired);
    }

    private static ResponseScenario Late() => Moved(TimeSpan.FromDays(400));

    private static ResponseScenario Moved(TimeSpan by) => ResponseScenario.Entra.At(by).With(o => o with
    {
        ResponseIssueInstant = o.ResponseIssueInstant + by,
        AssertionIssueInstant = o.AssertionIssueInstant + by,
        NotBefore = o.NotBefore + by,
        NotOnOrAfter = o.NotOnOrAfter + by,
        ConfirmationNotOnOrAfter = o.ConfirmationNotOnOrAfter + by,
        AuthnInstant = o.AuthnInstant + by,
    });
}
