using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Saml.Tests.Support;

namespace Saml.Tests.Keys;

/// <summary>What an admin pastes into the certificate field.</summary>
public sealed class PastedCertificateTests
{
    private static readonly string Pem = TestKeys.Rsa.ExportCertificatePem();
    private static readonly string SecondPem = TestKeys.P256.ExportCertificatePem();
    private static readonly string Bare = Convert.ToBase64String(TestKeys.Rsa.RawData);
    private static readonly string SecondBare = Convert.ToBase64String(TestKeys.P256.RawData);
    private static readonly string Wrapped = string.Join('\n', Bare.Chunk(64).Select(line => new string(line)));

    // Theories get names and not texts, because tests are found in another process than the one that makes the keys and runs them.
    private static readonly Dictionary<string, string> OneText = new()
    {
        ["PEM"] = Pem,
        ["PEM of Windows"] = Pem.ReplaceLineEndings("\r\n"),
        ["PEM with spaces around"] = "  \n\n" + Pem + "\n\n  ",
        ["PEM with indented lines"] = Pem.Replace("\n", "\n   ", StringComparison.Ordinal),
        ["PEM of the old kind"] = Pem.Replace("BEGIN CERTIFICATE", "BEGIN X509 CERTIFICATE", StringComparison.Ordinal),
        ["one line"] = Bare,
        ["wrapped lines"] = Wrapped,
        ["wrapped lines of Windows"] = Wrapped.ReplaceLineEndings("\r\n"),
        ["a comma at the end"] = Bare + ",",
        ["a byte order mark"] = "\uFEFF" + Pem,
    };

    private static readonly Dictionary<string, string> TwoTexts = new()
    {
        ["PEM after PEM"] = Pem + "\n" + SecondPem,
        ["PEM right after PEM"] = Pem.TrimEnd() + "\n" + SecondPem,
        ["comma"] = Bare + "," + SecondBare,
        ["semicolon and space"] = Bare + " ; " + SecondBare,
        ["empty line"] = Wrapped + "\n\n" + SecondBare,
        ["PEM and bare"] = Pem + "\n" + SecondBare,
    };

    public static TheoryData<string> One => [.. OneText.Keys];

    public static TheoryData<string> Two => [.. TwoTexts.Keys];

    [Theory]
    [MemberData(nameof(One))]
    public void One_certificate_is_read(string how) => Assert.Equal([Bare], Read(OneText[how]).Select(k => k.CertificateBase64));

    [Theory]
    [MemberData(nameof(Two))]
    public void Two_certificates_are_read(string how) => Assert.Equal([Bare, SecondBare], Read(TwoTexts[how]).Select(k => k.CertificateBase64));

    [Fact]
    public void Text_around_a_pem_block_is_passed_over()
    {
        // RFC 7468, 2: as openssl and many tools write it.
        string text = "Bag Attributes\n    friendlyName: idp\nsubject=CN = idp\n" + Pem;
        Assert.Equal(Bare, Assert.Single(Read(text)).CertificateBase64);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n\n ")]
    [InlineData(",;,")]
    [InlineData("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----")]
    public void No_certificate_is_refused(string text) => Refused(text);

    [Theory]
    [InlineData("junk")]
    [InlineData("!!!")]
    [InlineData("<xml/>")]
    [InlineData("QUJD")]
    [InlineData("https://login.example/certificate.cer")]
    public void Junk_is_refused(string text) => Refused(text);

    [Fact]
    public void A_private_key_is_refused()
    {
        using RSA key = TestKeys.Rsa.GetRSAPrivateKey()!;
        Refused(key.ExportPkcs8PrivateKeyPem());
    }

    [Fact]
    public void Junk_behind_a_good_certificate_is_refused_and_says_which()
    {
        Assert.StartsWith("Certificate 2 of 2:", Refused(Pem + "\njunk").Detail, StringComparison.Ordinal);
        Assert.StartsWith("Certificate 1 of 2:", Refused("junk," + Bare).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_weak_certificate_is_refused()
    {
        using X509Certificate2 weak = TestKeys.MakeRsa(1024);
        Refused(weak.ExportCertificatePem());
    }

    private static IReadOnlyList<IdpSigningKey> Read(string text)
    {
        bool read = IdpSigningKey.TryParseAll(text, out IReadOnlyList<IdpSigningKey>? keys, out SamlFailure? failure);
        Assert.True(read, failure?.Detail);
        return keys!;
    }

    private static SamlFailure Refused(string text)
    {
        Assert.False(IdpSigningKey.TryParseAll(text, out IReadOnlyList<IdpSigningKey>? keys, out SamlFailure? failure));
        Assert.Null(keys);
        Assert.Equal(SamlError.CertificateUnusable, failure.Error);
        return failure;
    }
}
