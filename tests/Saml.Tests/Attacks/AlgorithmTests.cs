using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Attacks;

/// <summary>Algorithms and keys that an attacker would like the verifier to take.</summary>
public sealed class AlgorithmTests
{
    private const string RsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

    [Fact]
    public void Hmac_with_the_certificate_as_the_key() => Hmac(TestKeys.Rsa.RawData, XmlSignatureAlgorithm.HmacSha256);

    [Fact]
    public void Hmac_with_the_public_key_as_the_key() => Hmac(TestKeys.Rsa.PublicKey.ExportSubjectPublicKeyInfo(), XmlSignatureAlgorithm.HmacSha256);

    [Fact]
    public void Hmac_with_the_pem_of_the_certificate_as_the_key() =>
        Hmac(System.Text.Encoding.ASCII.GetBytes(TestKeys.Rsa.ExportCertificatePem()), XmlSignatureAlgorithm.HmacSha256);

    [Fact]
    public void Hmac_with_sha1_and_the_public_key_as_the_key() => Hmac(TestKeys.Rsa.GetPublicKey(), XmlSignatureAlgorithm.HmacSha1);

    [Fact]
    public void Hmac_with_an_empty_key() => Hmac([], XmlSignatureAlgorithm.HmacSha256);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    public void An_hmac_cut_to_a_few_bits(int bits) => Method(
        "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", $"<ds:HMACOutputLength>{bits}</ds:HMACOutputLength>").Refused(SamlError.AlgorithmRefused);

    [Fact]
    public void An_hmac_output_length_beside_a_good_algorithm() =>
        Method(RsaSha256, "<ds:HMACOutputLength>0</ds:HMACOutputLength>").Refused(SamlError.AlgorithmRefused);

    [Fact]
    public void A_sha1_signature_of_the_identity_provider_itself() =>
        ResponseScenario.Entra.Signing(s => s with { Algorithm = XmlSignatureAlgorithm.RsaSha1 }).Refused(SamlError.AlgorithmRefused);

    [Fact]
    public void A_sha1_digest_of_the_identity_provider_itself() =>
        ResponseScenario.Entra.Signing(s => s with { Digest = XmlDigestAlgorithm.Sha1 }).Refused(SamlError.AlgorithmRefused);

    [Theory]
    [InlineData("http://www.w3.org/2000/09/xmldsig#rsa-sha1")]
    [InlineData("http://www.w3.org/2000/09/xmldsig#dsa-sha1")]
    [InlineData("http://www.w3.org/2009/xmldsig11#dsa-sha256")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#rsa-md5")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#rsa-ripemd160")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#rsa-sha224")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha224")]
    [InlineData("http://www.w3.org/2001/04/xmlenc#rsa-1_5")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#RSA-SHA256")]
    [InlineData("https://www.w3.org/2001/04/xmldsig-more#rsa-sha256")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256x")]
    [InlineData("none")]
    [InlineData("")]
    public void A_signature_algorithm_that_is_not_on_the_list(string algorithm) => Method(algorithm, string.Empty).Refused(SamlError.AlgorithmRefused);

    [Fact]
    public void A_signature_method_without_an_algorithm() =>
        Odd(text => Edit.Once(text, $" Algorithm=\"{RsaSha256}\"", string.Empty)).Refused(SamlError.AlgorithmRefused);

    [Theory]
    [InlineData("http://www.w3.org/2000/09/xmldsig#sha1")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#md5")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#sha224")]
    [InlineData("http://www.w3.org/2001/04/xmlenc#ripemd160")]
    [InlineData("http://www.w3.org/2001/04/xmlenc#SHA256")]
    [InlineData("")]
    public void A_digest_algorithm_that_is_not_on_the_list(string algorithm) =>
        Odd(text => Edit.Once(text, "http://www.w3.org/2001/04/xmlenc#sha256", algorithm)).Refused(SamlError.AlgorithmRefused);

    [Fact]
    public void A_digest_method_with_content() =>
        Odd(text => Edit.Once(text, "#sha256\"></ds:DigestMethod>", "#sha256\"><x></x></ds:DigestMethod>")).Refused(SamlError.AlgorithmRefused);

    [Theory]
    [InlineData(XmlCanonicalization.Inclusive)]
    [InlineData(XmlCanonicalization.InclusiveWithComments)]
    public void Inclusive_canonicalisation(XmlCanonicalization canonicalization) =>
        ResponseScenario.Entra.Signing(s => s with { Canonicalization = canonicalization }).Refused(SamlError.AlgorithmRefused);

    [Theory]
    [InlineData("http://www.w3.org/TR/2001/REC-xml-c14n-20010315")]
    [InlineData("http://www.w3.org/2006/12/xml-c14n11")]
    [InlineData("http://www.w3.org/2001/10/xml-exc-c14n")]
    [InlineData("http://www.w3.org/2000/09/xmldsig#minimal")]
    [InlineData("")]
    public void A_canonicalisation_of_the_signed_info_that_is_not_on_the_list(string algorithm) =>
        Odd(text => Edit.First(text, "http://www.w3.org/2001/10/xml-exc-c14n#", algorithm)).Refused(SamlError.AlgorithmRefused);

    [Fact]
    public void An_rsa_key_with_an_algorithm_for_elliptic_curves() =>
        Method("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", string.Empty).Trusting(TestKeys.Rsa).Refused(SamlError.SignatureInvalid);

    [Fact]
    public void A_signature_over_one_hash_that_names_another() =>
        Method("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", string.Empty).Refused(SamlError.SignatureInvalid);

    [Fact]
    public void A_digest_by_one_hash_that_names_another() =>
        Odd(text => Edit.Once(text, "http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2001/04/xmlenc#sha512")).Refused(SamlError.DigestMismatch);

    [Fact]
    public void Pss_padding_under_the_name_of_pkcs1() => ResponseScenario.Entra.SignedByHand(new HandSigner
    {
        Value = octets => TestKeys.Rsa.GetRSAPrivateKey()!.SignData(octets, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
    }).Refused(SamlError.SignatureInvalid);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(132)]
    [InlineData(4096)]
    public void An_elliptic_curve_signature_of_zeroes(int octets) =>
        Ecdsa(_ => new byte[octets]).Refused(octets == 0 ? SamlError.SchemaViolation : SamlError.SignatureInvalid);

    [Fact]
    public void An_elliptic_curve_signature_of_ones() => Ecdsa(_ => [.. Enumerable.Repeat((byte)0xFF, 64)]).Refused(SamlError.SignatureInvalid);

    [Fact]
    public void An_elliptic_curve_signature_in_der_is_not_the_form_that_xml_signatures_have() =>
        Ecdsa(octets => TestKeys.P256.GetECDsaPrivateKey()!.SignData(octets, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)).Refused(SamlError.SignatureInvalid);

    [Fact]
    public void An_elliptic_curve_signature_with_padded_numbers() => Ecdsa(octets =>
    {
        byte[] value = TestKeys.P256.GetECDsaPrivateKey()!.SignData(octets, HashAlgorithmName.SHA256);
        return [0, 0, .. value[..32], 0, 0, .. value[32..]];
    }).Refused(SamlError.SignatureInvalid);

    [Fact]
    public void An_rsa_signature_with_a_leading_zero() => ResponseScenario.Entra.SignedByHand(new HandSigner
    {
        Value = octets => [0, .. HandSigner.Rsa(TestKeys.Rsa, HashAlgorithmName.SHA256)(octets)],
    }).Refused(SamlError.SignatureInvalid);

    [Fact]
    public void A_foreign_key_whose_certificate_stands_in_key_info() => ResponseScenario.Entra.SignedBy(TestKeys.Attacker).Refused(SamlError.SignatureInvalid);

    [Fact]
    public void A_foreign_elliptic_curve_key_whose_certificate_stands_in_key_info() => ResponseScenario.Entra.SignedBy(TestKeys.AttackerEc).Refused(SamlError.SignatureInvalid);

    [Fact]
    public void A_foreign_key_without_key_info() =>
        ResponseScenario.Entra.SignedBy(TestKeys.Attacker).Signing(s => s with { KeyInfoCertificate = null }).Refused(SamlError.SignatureInvalid);

    [Fact]
    public void A_foreign_key_under_the_identity_providers_certificate() =>
        ResponseScenario.Entra.SignedBy(TestKeys.Attacker).Signing(s => s with { KeyInfoCertificate = TestKeys.Rsa }).Refused(SamlError.SignatureInvalid);

    [Fact]
    public void A_foreign_key_under_a_certificate_with_the_identity_providers_name()
    {
        using X509Certificate2 twin = TestKeys.MakeRsa(2048);
        Assert.Equal(TestKeys.Rsa.Subject, twin.Subject);
        ResponseScenario.Entra.SignedBy(twin).Refused(SamlError.SignatureInvalid);
    }

    [Fact]
    public void A_foreign_key_given_as_a_key_value()
    {
        using RSA key = TestKeys.Attacker.GetRSAPrivateKey()!;
        RSAParameters p = key.ExportParameters(includePrivateParameters: false);
        string keyValue = $"<ds:KeyInfo><ds:KeyValue><ds:RSAKeyValue><ds:Modulus>{Convert.ToBase64String(p.Modulus!)}</ds:Modulus><ds:Exponent>{Convert.ToBase64String(p.Exponent!)}</ds:Exponent></ds:RSAKeyValue></ds:KeyValue></ds:KeyInfo>";
        ResponseScenario.Entra.SignedByHand(new HandSigner
        {
            Value = HandSigner.Rsa(TestKeys.Attacker, HashAlgorithmName.SHA256),
            Signature = text => Edit.Once(text, "</ds:Signature>", keyValue + "</ds:Signature>"),
        }).Refused(SamlError.SignatureInvalid);
    }

    [Fact]
    public void A_foreign_response_signature_beside_a_good_assertion_signature() =>
        ResponseScenario.Entra.After(xml => XmlSigner.SignResponse(xml, SignedParts.Response, XmlSignatureOptions.From(TestKeys.Attacker))).Refused(SamlError.SignatureInvalid);

    [Fact]
    public void A_foreign_assertion_signature_inside_a_good_response_signature() =>
        ResponseScenario.Entra.SignedBy(TestKeys.Attacker)
            .After(xml => XmlSigner.SignResponse(xml, SignedParts.Response, XmlSignatureOptions.From(TestKeys.Rsa))).Refused(SamlError.SignatureInvalid);

    [Fact]
    public void No_keys_at_all() => ResponseScenario.Entra.Trusting().Refused(SamlError.SignatureInvalid);

    private static void Hmac(byte[] key, XmlSignatureAlgorithm algorithm) =>
        ResponseScenario.Entra.Signing(s => s with { Key = null, HmacKey = key, Algorithm = algorithm }).Refused(SamlError.AlgorithmRefused);

    private static ResponseScenario Method(string algorithm, string content) =>
        Odd(text => Edit.Once(text, $"\"{RsaSha256}\"></", $"\"{algorithm}\">{content}</"));

    private static ResponseScenario Odd(Func<string, string> signedInfo) => ResponseScenario.Entra.SignedByHand(new HandSigner { SignedInfo = signedInfo });

    private static ResponseScenario Ecdsa(Func<byte[], byte[]> value) => ResponseScenario.Entra.Trusting(TestKeys.P256).SignedByHand(new HandSigner
    {
        SignedInfo = text => Edit.Once(text, "#rsa-sha256", "#ecdsa-sha256"),
        Value = value,
    });
}
