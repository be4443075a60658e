using System.Text;
using System.Xml.Linq;
using EndToEnd.Tests.Browsing;
using EndToEnd.Tests.Harness;
using SignOn;

namespace EndToEnd.Tests.Peers;

/// <summary>Two programs that share no code with each other understand each other: samlp is the identity provider, ours the service provider.</summary>
public sealed class SecondIdpTests(SharedApp shared)
{
    private readonly AppUnderTest _app = shared.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("assertion", false)]
    [InlineData("response", true)]
    [InlineData("both", true)]
    public async Task Samlp_signs_a_user_in_after_its_metadata_was_imported(string signs, bool requireSignedResponse)
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec().With("RequireSignedResponse", requireSignedResponse));
        await using var peer = await SamlpPeer.StartAsync(tenant.EntityId, tenant.AcsUrl, signs, requestCertificate: null, Cancel);
        await ImportAsync(tenant, peer);

        var browser = _app.NewBrowser();
        var home = await SignInAsync(browser, tenant);

        Assert.Equal("Hello, Petra Peer", home.Heading);
        Assert.Equal("Petra", home.Facts["First name"]);
        Assert.Equal("petra@contoso.com", home.Facts["E-mail"]);
        Assert.Equal("peer-user-42", home.Facts["Name identifier"]);
        var again = await SignInAsync(_app.NewBrowser(), tenant);
        Assert.Equal("Hello, Petra Peer", again.Heading);
        Assert.Single(await tenant.UsersAsync());
    }

    [Fact]
    public async Task Samlp_verifies_our_requests_with_the_certificate_of_our_metadata()
    {
        // All tenants share our key. Another one is asked, because the app remembers a tenant that it has seen for half a minute.
        var metadata = await _app.NewBrowser().OpenAsync((await _app.AddTenantAsync()).MetadataUrl);
        var certificate = XDocument.Parse(metadata.Visit.Text).Descendants(XName.Get("X509Certificate", "http://www.w3.org/2000/09/xmldsig#")).First().Value;
        var pem = $"-----BEGIN CERTIFICATE-----\n{certificate}\n-----END CERTIFICATE-----";
        var tenant = await _app.AddTenantAsync();
        await using var peer = await SamlpPeer.StartAsync(tenant.EntityId, tenant.AcsUrl, "assertion", pem, Cancel);
        await ImportAsync(tenant, peer);

        // The certificate counts: without a signature samlp says no, with ours it says yes.
        var unsigned = await _app.NewBrowser().OpenAsync(tenant.SignOnUrl);
        Assert.Equal(400, unsigned.Status);
        Assert.Contains("MUST be signed", unsigned.Visit.Text, StringComparison.Ordinal);

        var signing = await _app.AddTenantAsync(new TenantSpec().With("SignRequests", true));
        await using var second = await SamlpPeer.StartAsync(signing.EntityId, signing.AcsUrl, "assertion", pem, Cancel);
        await ImportAsync(signing, second, ("SignRequests", true));
        Assert.Equal("Hello, Petra Peer", (await SignInAsync(_app.NewBrowser(), signing)).Heading);
    }

    [Theory]
    [InlineData("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "assertion")]
    [InlineData("http://www.w3.org/2001/04/xmlenc#aes256-cbc", "both")]
    [InlineData("http://www.w3.org/2009/xmlenc11#aes128-gcm", "both")]
    [InlineData("http://www.w3.org/2009/xmlenc11#aes256-gcm", "assertion")]
    public async Task Samlp_encrypts_to_our_metadatas_key_and_signs_a_user_in(string cipher, string signs)
    {
        var tenant = await _app.AddTenantAsync();
        using var ours = await _app.SigningCertificateAsync();
        await using var peer = await SamlpPeer.StartAsync(tenant.EntityId, tenant.AcsUrl, signs, requestCertificate: null, Cancel, (ours.ExportCertificatePem(), cipher));
        await ImportAsync(tenant, peer);

        var answer = await _app.NewBrowser().OpenAsync(tenant.SignOnUrl);
        var xml = Encoding.UTF8.GetString(Convert.FromBase64String(answer.Field("SAMLResponse")!));
        Assert.Contains(cipher, xml, StringComparison.Ordinal);
        Assert.DoesNotContain("Petra", xml, StringComparison.Ordinal);

        Assert.Equal("Hello, Petra Peer", (await SignInAsync(_app.NewBrowser(), tenant)).Heading);
    }

    [Fact]
    public async Task Samlp_with_another_key_than_the_imported_one_signs_nobody_in()
    {
        var tenant = await _app.AddTenantAsync();
        await using var known = await SamlpPeer.StartAsync(tenant.EntityId, tenant.AcsUrl, "assertion", requestCertificate: null, Cancel);
        await using var stranger = await SamlpPeer.StartAsync(tenant.EntityId, tenant.AcsUrl, "assertion", requestCertificate: null, Cancel);
        await ImportAsync(tenant, known, ("IdpSsoUrl", new Uri(stranger.BaseUrl, "/sso").AbsoluteUri));

        (await SignInAsync(_app.NewBrowser(), tenant)).IsRefused(403, "SignatureInvalid");
    }

    private static async Task ImportAsync(TestTenant tenant, SamlpPeer peer, params (string, object?)[] more)
    {
        var imported = TenantImport.FromMetadata(await peer.MetadataAsync(Cancel), entityId: null, DateTimeOffset.UtcNow);
        Assert.Empty(imported.Errors);
        Assert.Equal(SamlpPeer.Issuer, imported.Columns["IdpEntityId"]);
        await tenant.EditAsync([.. imported.Columns.Select(column => (column.Key, (object?)column.Value)), .. more]);
    }

    private static async Task<Page> SignInAsync(UserAgent browser, TestTenant tenant)
    {
        var answer = await browser.OpenAsync(tenant.SignOnUrl);
        return await browser.WaitForAccountAsync(await answer.PressAsync("Submit"));
    }
}
