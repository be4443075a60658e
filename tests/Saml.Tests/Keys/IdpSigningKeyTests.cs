using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Saml.Tests.Support;

namespace Saml.Tests.Keys;

/// <summary>Only certificates with keys that are strong enough become trust.</summary>
public sealed class IdpSigningKeyTests
{
    [Theory]
    [InlineData(2048)]
    [InlineData(3072)]
    public void Rsa_from_2048_bits_is_taken(int bits)
    {
        using X509Certificate2 certificate = TestKeys.MakeRsa(bits);
        IdpSigningKey key = TestKeys.Key(certificate);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(certificate.RawData)), key.Thumbprint);
        Assert.Equal(new DateTimeOffset(certificate.NotBefore.ToUniversalTime()), key.NotBefore);
        Assert.Equal(new DateTimeOffset(certificate.NotAfter.ToUniversalTime()), key.NotAfter);
        Assert.Equal(TimeSpan.Zero, key.NotAfter.Offset);
        Assert.Equal("CN=idp", key.Subject);
        Assert.Equal(Convert.ToBase64String(certificate.RawData), key.CertificateBase64);
    }

    [Theory]
    [InlineData(512)]
    [InlineData(1024)]
    [InlineData(2040)]
    public void Weaker_rsa_is_refused(int bits)
    {
        using X509Certificate2 certificate = TestKeys.MakeRsa(bits);
        Assert.Contains(bits.ToString(System.Globalization.CultureInfo.InvariantCulture), Refused(certificate.RawData).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void An_exponent_with_which_anybody_can_sign_is_refused(int exponent)
    {
        using RSA rsa = TestKeys.Rsa.GetRSAPublicKey()!;
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(rsa.ExportParameters(includePrivateParameters: false).Modulus);
            writer.WriteInteger(exponent);
        }

        var key = new PublicKey(new Oid("1.2.840.113549.1.1.1"), new AsnEncodedData([5, 0]), new AsnEncodedData(writer.Encode()));
        var request = new CertificateRequest(new X500DistinguishedName("CN=exponent"), key, HashAlgorithmName.SHA256);
        using RSA issuer = TestKeys.Rsa.GetRSAPrivateKey()!;
        using X509Certificate2 certificate = request.Create(
            new X500DistinguishedName("CN=issuer"), X509SignatureGenerator.CreateForRSA(issuer, RSASignaturePadding.Pkcs1), ResponseScenario.Now, ResponseScenario.Now.AddDays(1), [1]);
        Refused(certificate.RawData);
    }

    [Theory]
    [InlineData("1.3.132.0.33")] // P-224
    [InlineData("1.3.132.0.10")] // secp256k1
    [InlineData("1.3.36.3.3.2.8.1.1.7")] // brainpoolP256r1
    public void Other_curves_are_refused(string curve)
    {
        using X509Certificate2 certificate = TestKeys.MakeEc(ECCurve.CreateFromValue(curve));
        Refused(certificate.RawData);
    }

    [Fact]
    public void A_curve_with_a_generator_of_ones_own_choice_is_refused()
    {
        // CVE-2020-0601: with the public key as the generator, the private key is one. The certificate comes from openssl, because the
        // framework does not write curves out in numbers.
        string pem = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", "keys", "explicit.crt.pem"));
        byte[] der = Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data]);
        int generator = der.AsSpan().IndexOf(Convert.FromHexString("046B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296"));
        int publicKey = der.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x03, 0x42, 0x00, 0x04]) + 3;
        Assert.True(generator > 0 && publicKey > generator);
        der.AsSpan(publicKey, 65).CopyTo(der.AsSpan(generator));
        Refused(der);
    }

    [Fact]
    public void A_dsa_key_is_refused()
    {
        using DSA dsa = DSA.Create(2048);
        using RSA issuer = RSA.Create(2048);
        var request = new CertificateRequest(new X500DistinguishedName("CN=dsa"), new PublicKey(dsa), HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.Create(
            new X500DistinguishedName("CN=issuer"), X509SignatureGenerator.CreateForRSA(issuer, RSASignaturePadding.Pkcs1), ResponseScenario.Now, ResponseScenario.Now.AddDays(1), [1]);
        Refused(certificate.RawData);
    }

    [Fact]
    public void A_pfx_is_refused() => Refused(TestKeys.Rsa.Export(X509ContentType.Pkcs12));

    [Fact]
    public void A_private_key_is_refused()
    {
        using RSA key = TestKeys.Rsa.GetRSAPrivateKey()!;
        Refused(key.ExportPkcs8PrivateKey());
        Refused(key.ExportRSAPrivateKey());
    }

    [Fact]
    public void A_bare_public_key_is_refused() => Refused(TestKeys.Rsa.PublicKey.ExportSubjectPublicKeyInfo());

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("30")]
    [InlineData("3080")]
    [InlineData("30820100")]
    [InlineData("3084FFFFFFFF")]
    [InlineData("0500")]
    public void Garbage_is_refused(string hex) => Refused(Convert.FromHexString(hex));

    [Fact]
    public void A_damaged_certificate_never_makes_an_exception()
    {
        byte[] der = TestKeys.P256.RawData;
        for (int i = 0; i < der.Length; i++)
        {
            byte[] damaged = [.. der];
            damaged[i] ^= 0x41;
            IdpSigningKey.TryCreate(damaged, out _, out _);
            IdpSigningKey.TryCreate(der.AsSpan(0, i), out _, out _);
        }

        byte[] rsa = TestKeys.Rsa.RawData;
        for (int i = 0; i < rsa.Length; i += 3)
        {
            byte[] damaged = [.. rsa];
            damaged[i] ^= 0x83;
            IdpSigningKey.TryCreate(damaged, out _, out _);
        }
    }

    private static SamlFailure Refused(byte[] der)
    {
        Assert.False(IdpSigningKey.TryCreate(der, out IdpSigningKey? key, out SamlFailure? failure));
        Assert.Null(key);
        Assert.Equal(SamlError.CertificateUnusable, failure.Error);
        return failure;
    }
}
