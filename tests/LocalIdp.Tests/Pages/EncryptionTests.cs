using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;
using LocalIdp.Tests.Signing;
using TestSupport;

namespace LocalIdp.Tests.Pages;

public sealed class EncryptionTests
{
    [Theory]
    [InlineData(SignedParts.Assertion)]
    [InlineData(SignedParts.Response)]
    [InlineData(SignedParts.Both)]
    public async Task An_application_with_an_encryption_certificate_gets_its_assertion_encrypted_to_it(SignedParts signs)
    {
        using var certificate = IdpCertificate.Create(DateTimeOffset.UtcNow);
        await using var idp = await StartAsync(certificate, signs);

        var (_, page) = await idp.GetAsync(TestRequest.Redirect(idp, TestRequest.Xml(), "r"));
        var (_, post) = await idp.PickAsync(page, SampleUsers.BSimon);

        var xml = TestIdp.ResponseXml(post);
        Assert.DoesNotContain("B.Simon", xml, StringComparison.Ordinal);
        Assert.Contains(EncryptedXml.XmlEncAES256Url, xml, StringComparison.Ordinal);
        Assert.Contains(EncryptedXml.XmlEncRSAOAEPUrl, xml, StringComparison.Ordinal);
        Assert.Equal(signs is SignedParts.Response or SignedParts.Both, (await Xmlsec.VerifyAsync(xml, SamlUris.Protocol, "Response", TestKeys.Rsa, TestContext.Current.CancellationToken)).Verified);
        var assertion = Decrypt(xml, certificate);
        Assert.Contains("B.Simon@contoso.com", assertion, StringComparison.Ordinal);
        Assert.Equal(signs is SignedParts.Assertion or SignedParts.Both, (await Xmlsec.VerifyAsync(assertion, SamlUris.Assertion, "Assertion", TestKeys.Rsa, TestContext.Current.CancellationToken)).Verified);
    }

    [Fact]
    public async Task A_refusal_has_nothing_to_encrypt()
    {
        using var certificate = IdpCertificate.Create(DateTimeOffset.UtcNow);
        await using var idp = await StartAsync(certificate, SignedParts.Both);

        var (_, page) = await idp.GetAsync(TestRequest.Redirect(idp, TestRequest.Xml(attributes: "IsPassive=\"true\""), "r"));

        Assert.Contains(SamlUris.NoPassive, TestIdp.ResponseXml(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_cannot_encrypt_stops_the_start() =>
        Assert.Contains("EncryptionCertificate", (await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(TestKeys.P256, SignedParts.Both))).Message, StringComparison.Ordinal);

    private static Task<TestIdp> StartAsync(X509Certificate2 certificate, SignedParts signs) => TestIdp.StartAsync(
        options => options with { Applications = [TestIdp.Pymetrics with { EncryptionCertificate = certificate, Signs = signs }, TestIdp.RunMyProcess] });

    private static string Decrypt(string xml, X509Certificate2 certificate)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        document.LoadXml(xml);
        var data = new EncryptedData();
        data.LoadXml((XmlElement)document.GetElementsByTagName("EncryptedData", EncryptedXml.XmlEncNamespaceUrl)[0]!);
        var key = data.KeyInfo.OfType<KeyInfoEncryptedKey>().Single().EncryptedKey!;
        using var rsa = certificate.GetRSAPrivateKey()!;
        using var aes = System.Security.Cryptography.Aes.Create();
        aes.Key = EncryptedXml.DecryptKey(key.CipherData.CipherValue!, rsa, useOAEP: true);
        return System.Text.Encoding.UTF8.GetString(new EncryptedXml().DecryptData(data, aes));
    }
}
