using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using LocalIdp.Tests.Signing;
using TestSupport;

namespace LocalIdp.Tests.Metadata;

public sealed class MetadataTests
{
    private const string Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    private static readonly Guid App = TestIdp.Pymetrics.AppId;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Federation_metadata_starts_with_a_byte_order_mark_and_verifies_with_xmlsec1()
    {
        await using var idp = await TestIdp.StartAsync();

        var bytes = await idp.Http.GetByteArrayAsync(new Uri(idp.Server.Urls.Metadata(App)), Cancel);

        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var xml = System.Text.Encoding.UTF8.GetString(bytes[3..]);
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?><EntityDescriptor ", xml, StringComparison.Ordinal);
        var (verified, output) = await Xmlsec.VerifyAsync(xml, SamlUris.Metadata, "EntityDescriptor", TestKeys.Rsa, Cancel);
        Assert.True(verified, output);
    }

    [Fact]
    public async Task Federation_metadata_repeats_the_certificate_in_two_role_descriptors_before_the_idp_descriptor()
    {
        await using var idp = await TestIdp.StartAsync();

        var root = (await LoadAsync(idp, idp.Server.Urls.Metadata(App))).DocumentElement!;

        Assert.Equal($"https://sts.windows.net/{LocalIdpOptions.DefaultDirectoryId}/", root.GetAttribute("entityID"));
        Assert.Equal(
            ["Signature", "RoleDescriptor", "RoleDescriptor", "IDPSSODescriptor"],
            root.ChildNodes.OfType<XmlElement>().Select(e => e.LocalName));
        Assert.Equal(
            ["fed:SecurityTokenServiceType", "fed:ApplicationServiceType"],
            root.ChildNodes.OfType<XmlElement>().Where(e => e.LocalName == "RoleDescriptor").Select(e => e.GetAttribute("type", Xsi)));
        Assert.Equal("http://docs.oasis-open.org/wsfed/federation/200706", root.SelectSingleNode("*[2]")!.GetNamespaceOfPrefix("fed"));
        Assert.Equal(3, root.SelectNodes("*/*[local-name()='KeyDescriptor'][@use='signing']")!.Count);
        Assert.All(Certificates(root), certificate => Assert.Equal(TestKeys.Rsa.Thumbprint, certificate.Thumbprint));
    }

    [Fact]
    public async Task The_idp_descriptor_names_logout_by_redirect_and_sign_on_by_redirect_and_post()
    {
        await using var idp = await TestIdp.StartAsync();

        var document = await LoadAsync(idp, idp.Server.Urls.Metadata(App));

        Assert.Equal(
            [
                $"SingleLogoutService {SamlUris.RedirectBinding} {idp.Server.Urls.Logout}",
                $"SingleSignOnService {SamlUris.RedirectBinding} {idp.Server.Urls.Login}",
                $"SingleSignOnService {SamlUris.PostBinding} {idp.Server.Urls.Login}",
            ],
            document.SelectNodes("//*[local-name()='IDPSSODescriptor']/*[@Binding]")!.OfType<XmlElement>()
                .Select(e => $"{e.LocalName} {e.GetAttribute("Binding")} {e.GetAttribute("Location")}"));
    }

    [Fact]
    public async Task Without_appid_the_metadata_lacks_the_applications_certificate()
    {
        await using var idp = await TestIdp.StartAsync();

        var document = await LoadAsync(idp, idp.Server.Urls.DirectoryMetadata);

        var idpDescriptor = document.SelectSingleNode("//*[local-name()='IDPSSODescriptor']")!;
        Assert.NotEqual(TestKeys.Rsa.Thumbprint, Assert.Single(Certificates(idpDescriptor)).Thumbprint);
    }

    [Fact]
    public async Task An_unknown_appid_is_refused()
    {
        await using var idp = await TestIdp.StartAsync();

        var (status, page) = await idp.GetAsync(idp.Server.Urls.Metadata(Guid.NewGuid()));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("AADSTS700016:", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Next_certificates_are_published_beside_the_active_one()
    {
        await using var idp = await TestIdp.StartAsync(options => options with { NextCertificates = [TestKeys.P256] });

        foreach (var url in new[] { idp.Server.Urls.Metadata(App), idp.Server.Urls.PlainMetadata })
        {
            var idpDescriptor = (await LoadAsync(idp, url)).SelectSingleNode("//*[local-name()='IDPSSODescriptor']")!;
            Assert.Equal([TestKeys.Rsa.Thumbprint, TestKeys.P256.Thumbprint], Certificates(idpDescriptor).Select(c => c.Thumbprint));
        }
    }

    [Fact]
    public async Task A_new_certificate_signs_at_once_and_stands_before_the_earlier_one_for_that_application_alone()
    {
        await using var idp = await TestIdp.StartAsync();

        var (status, _) = await idp.PostAsync(idp.Server.Urls.NewCertificate(App));

        Assert.Equal(HttpStatusCode.Redirect, status);
        var published = await PublishedAsync(idp, App);
        Assert.Equal(TestKeys.Rsa.Thumbprint, published[1]);
        Assert.NotEqual(published[0], published[1]);
        Assert.Equal([TestKeys.Rsa.Thumbprint], await PublishedAsync(idp, TestIdp.RunMyProcess.AppId));
        Assert.Contains(Convert.ToBase64String((await SigningAsync(idp)).RawData), idp.Server.CreateResponseXml(TestIdp.Pymetrics, idp.Server.Options.Users[0]), StringComparison.Ordinal);
        var (_, page) = await idp.GetAsync(idp.Server.Urls.Application(App));
        Assert.Contains(published[0], page, StringComparison.Ordinal);
        Assert.Contains(published[0], Certificates(await LoadAsync(idp, idp.Server.Urls.PlainMetadata)).Select(c => c.Thumbprint));
    }

    [Fact]
    public async Task A_new_certificate_outlives_a_restart()
    {
        using var folder = new TemporaryFolder();
        string rolled;
        await using (var first = await TestIdp.StartAsync(o => o with { SigningCertificate = null, KeyFolder = folder.Path }))
        {
            rolled = first.Server.RollSigningKey(App).Thumbprint;
        }

        await using var second = await TestIdp.StartAsync(o => o with { SigningCertificate = null, KeyFolder = folder.Path });
        Assert.Equal(rolled, (await PublishedAsync(second, App))[0]);
    }

    [Fact]
    public async Task Plain_metadata_has_no_byte_order_mark_no_signature_and_keys_without_use()
    {
        await using var idp = await TestIdp.StartAsync();

        var bytes = await idp.Http.GetByteArrayAsync(new Uri(idp.Server.Urls.PlainMetadata), Cancel);

        Assert.Equal((byte)'<', bytes[0]);
        var root = (await LoadAsync(idp, idp.Server.Urls.PlainMetadata)).DocumentElement!;
        Assert.Equal(idp.Server.Issuer, root.GetAttribute("entityID"));
        Assert.Empty(root.SelectNodes("//*[local-name()='Signature']|//*[local-name()='RoleDescriptor']")!.OfType<XmlElement>());
        Assert.Single(root.SelectNodes("//*[local-name()='KeyDescriptor'][not(@use)]")!.OfType<XmlElement>());
    }

    private static async Task<List<string>> PublishedAsync(TestIdp idp, Guid appId) =>
        [.. Certificates((await LoadAsync(idp, idp.Server.Urls.Metadata(appId))).SelectSingleNode("//*[local-name()='IDPSSODescriptor']")!).Select(c => c.Thumbprint)];

    private static async Task<X509Certificate2> SigningAsync(TestIdp idp)
    {
        var (_, pem) = await idp.GetAsync(idp.Server.Urls.Certificate(App));
        return X509Certificate2.CreateFromPem(pem);
    }

    private static async Task<XmlDocument> LoadAsync(TestIdp idp, string url)
    {
        var document = new XmlDocument();
        await using var stream = await idp.Http.GetStreamAsync(new Uri(url), Cancel);
        document.Load(stream);
        return document;
    }

    private static IEnumerable<X509Certificate2> Certificates(XmlNode under) => under
        .SelectNodes(".//*[local-name()='KeyDescriptor']//*[local-name()='X509Certificate']")!.OfType<XmlElement>()
        .Select(e => X509CertificateLoader.LoadCertificate(Convert.FromBase64String(e.InnerText)));
}
