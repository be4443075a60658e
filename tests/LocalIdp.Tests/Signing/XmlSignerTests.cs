using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using TestSupport;

namespace LocalIdp.Tests.Signing;

public sealed class XmlSignerTests
{
    private static readonly SamlResponseOptions Sample = new(DateTimeOffset.UtcNow);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<XmlSignatureAlgorithm, XmlDigestAlgorithm> StrongAlgorithms => new()
    {
        { XmlSignatureAlgorithm.RsaSha256, XmlDigestAlgorithm.Sha256 },
        { XmlSignatureAlgorithm.RsaSha384, XmlDigestAlgorithm.Sha384 },
        { XmlSignatureAlgorithm.RsaSha512, XmlDigestAlgorithm.Sha512 },
        { XmlSignatureAlgorithm.EcdsaSha256, XmlDigestAlgorithm.Sha256 },
        { XmlSignatureAlgorithm.EcdsaSha384, XmlDigestAlgorithm.Sha384 },
        { XmlSignatureAlgorithm.EcdsaSha512, XmlDigestAlgorithm.Sha512 },
        { XmlSignatureAlgorithm.RsaSha1, XmlDigestAlgorithm.Sha1 },
    };

    [Theory]
    [MemberData(nameof(StrongAlgorithms))]
    public async Task SignedXml_and_xmlsec1_verify_both_signatures_of_every_algorithm(
        XmlSignatureAlgorithm algorithm, XmlDigestAlgorithm digest)
    {
        var certificate = TestKeys.For(algorithm);
        var options = XmlSignatureOptions.From(certificate) with { Algorithm = algorithm, Digest = digest };

        var xml = XmlSigner.SignResponse(SamlResponseXml.Build(Sample), SignedParts.Both, options);

        await AssertVerifies(xml, "Response", certificate);
        await AssertVerifies(xml, "Assertion", certificate);
    }

    [Theory]
    [InlineData(SignedParts.Assertion, 0, 1)]
    [InlineData(SignedParts.Response, 1, 0)]
    [InlineData(SignedParts.Both, 1, 1)]
    [InlineData(SignedParts.None, 0, 0)]
    public void Signatures_stand_right_after_the_issuer_of_the_chosen_parts_only(SignedParts parts, int ofResponse, int ofAssertion)
    {
        var document = new XmlDocument();
        document.LoadXml(XmlSigner.SignResponse(SamlResponseXml.Build(Sample), parts, XmlSignatureOptions.From(TestKeys.Rsa)));

        Assert.Equal(ofResponse, document.SelectNodes("/*/*[2][local-name()='Signature']")!.Count);
        Assert.Equal(ofAssertion, document.SelectNodes("/*/*[local-name()='Assertion']/*[2][local-name()='Signature']")!.Count);
        Assert.Equal(ofResponse + ofAssertion, document.SelectNodes("//*[local-name()='Signature']")!.Count);
    }

    [Fact]
    public async Task A_changed_value_breaks_the_signature_for_SignedXml_and_xmlsec1()
    {
        var signed = XmlSigner.SignResponse(SamlResponseXml.Build(Sample), SignedParts.Assertion, XmlSignatureOptions.From(TestKeys.Rsa));

        var changed = signed.Replace("B.Simon@contoso.com", "A.Simon@contoso.com", StringComparison.Ordinal);

        Assert.NotEqual(signed, changed);
        Assert.False(SignedXmlCheck.Verify(changed, SamlUris.Assertion, "Assertion", TestKeys.Rsa));
        Assert.False((await Xmlsec.VerifyAsync(changed, SamlUris.Assertion, "Assertion", TestKeys.Rsa, Cancel)).Verified);
    }

    [Fact]
    public async Task A_key_other_than_the_signers_does_not_verify_even_when_KeyInfo_names_it()
    {
        var options = XmlSignatureOptions.From(TestKeys.Rsa) with { KeyInfoCertificate = TestKeys.P256 };

        var xml = XmlSigner.SignResponse(SamlResponseXml.Build(Sample), SignedParts.Assertion, options);

        Assert.Contains(TestKeys.P256.ExportCertificatePem().Split('\n')[1], xml.ReplaceLineEndings(""), StringComparison.Ordinal);
        Assert.False((await Xmlsec.VerifyAsync(xml, SamlUris.Assertion, "Assertion", TestKeys.P256, Cancel)).Verified);
        await AssertVerifies(xml, "Assertion", TestKeys.Rsa);
    }

    [Theory]
    [InlineData(XmlCanonicalization.Exclusive)]
    [InlineData(XmlCanonicalization.ExclusiveWithComments)]
    public async Task Documents_with_white_space_comments_and_prefix_lists_keep_them_and_verify(XmlCanonicalization canonicalization)
    {
        var rsa = XmlSignatureOptions.From(TestKeys.Rsa);
        var options = rsa with { Canonicalization = canonicalization, InclusivePrefixes = "xs #default" };
        var xml = SamlResponseXml.Build(Sample with { NameId = "left" })
            .Replace("<samlp:Response ", "<samlp:Response xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" ", StringComparison.Ordinal)
            .Replace(">left<", ">  left<!-- comment -->\n<![CDATA[&]]><", StringComparison.Ordinal);

        var signed = XmlSigner.SignResponse(xml, SignedParts.Assertion, options);

        Assert.Contains(">  left<!-- comment -->\n<![CDATA[&]]><", signed, StringComparison.Ordinal);
        Assert.Contains("PrefixList=\"xs #default\"", signed, StringComparison.Ordinal);
        var (verified, output) = await Xmlsec.VerifyAsync(signed, SamlUris.Assertion, "Assertion", TestKeys.Rsa, Cancel);
        Assert.True(verified, output);
    }

    [Theory]
    [InlineData(XmlSignatureAlgorithm.HmacSha256)]
    [InlineData(XmlSignatureAlgorithm.HmacSha1)]
    public void Hmac_under_the_bytes_of_a_public_key_verifies_with_those_bytes(XmlSignatureAlgorithm algorithm)
    {
        var key = TestKeys.Rsa.PublicKey.ExportSubjectPublicKeyInfo();

        var xml = XmlSigner.SignResponse(
            SamlResponseXml.Build(Sample), SignedParts.Assertion, new XmlSignatureOptions { HmacKey = key, Algorithm = algorithm });

#pragma warning disable CA5350 // The weak algorithm is the subject of the test.
        using KeyedHashAlgorithm hmac = algorithm == XmlSignatureAlgorithm.HmacSha1 ? new HMACSHA1(key) : new HMACSHA256(key);
#pragma warning restore CA5350
        Assert.True(SignedXmlCheck.VerifyHmac(xml, SamlUris.Assertion, "Assertion", hmac));
        Assert.Contains("#hmac-sha", SignedXmlCheck.Signature(xml, SamlUris.Assertion, "Assertion").InnerXml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(XmlCanonicalization.Inclusive)]
    [InlineData(XmlCanonicalization.InclusiveWithComments)]
    public async Task Inclusive_canonicalization_verifies_in_place(XmlCanonicalization canonicalization)
    {
        var options = XmlSignatureOptions.From(TestKeys.Rsa) with { Canonicalization = canonicalization };

        var xml = XmlSigner.SignResponse(SamlResponseXml.Build(Sample), SignedParts.Assertion, options);

        var (verified, output) = await Xmlsec.VerifyAsync(xml, SamlUris.Assertion, "Assertion", TestKeys.Rsa, Cancel);
        Assert.True(verified, output);
    }

    [Fact]
    public void KeyInfo_is_left_out_when_no_certificate_is_given()
    {
        var options = XmlSignatureOptions.From(TestKeys.Rsa) with { KeyInfoCertificate = null };

        var xml = XmlSigner.SignResponse(SamlResponseXml.Build(Sample), SignedParts.Assertion, options);

        Assert.DoesNotContain("KeyInfo", xml, StringComparison.Ordinal);
        Assert.True(SignedXmlCheck.Verify(xml, SamlUris.Assertion, "Assertion", TestKeys.Rsa));
    }

    [Fact]
    public void A_key_of_the_wrong_kind_is_refused_with_both_named()
    {
        var options = XmlSignatureOptions.From(TestKeys.P256) with { Algorithm = XmlSignatureAlgorithm.RsaSha256 };

        var error = Assert.Throws<ArgumentException>(
            () => XmlSigner.SignResponse(SamlResponseXml.Build(Sample), SignedParts.Assertion, options));

        Assert.Contains("RsaSha256 cannot sign with a key of type ECDsa", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_or_doubled_ID_is_refused()
    {
        var xml = SamlResponseXml.Build(Sample with { ResponseId = "_same", AssertionId = "_same" });

        Assert.Contains("2 elements", Assert.Throws<ArgumentException>(() => Sign("_same")).Message, StringComparison.Ordinal);
        Assert.Contains("0 elements", Assert.Throws<ArgumentException>(() => Sign("_other")).Message, StringComparison.Ordinal);

        string Sign(string id) => XmlSigner.Sign(xml, id, XmlSignatureOptions.From(TestKeys.Rsa));
    }

    [Fact]
    public async Task Many_threads_may_sign_at_once()
    {
        var options = XmlSignatureOptions.From(TestKeys.P256);

        var signed = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(
            () => XmlSigner.SignResponse(SamlResponseXml.Build(Sample), SignedParts.Both, options), Cancel)));

        Assert.All(signed, xml => Assert.True(SignedXmlCheck.Verify(xml, SamlUris.Protocol, "Response", TestKeys.P256)));
    }

    private static async Task AssertVerifies(string xml, string name, X509Certificate2 certificate)
    {
        var ns = name == "Response" ? SamlUris.Protocol : SamlUris.Assertion;
        Assert.True(SignedXmlCheck.Verify(xml, ns, name, certificate));
        var (verified, output) = await Xmlsec.VerifyAsync(xml, ns, name, certificate, Cancel);
        Assert.True(verified, output);
    }
}
