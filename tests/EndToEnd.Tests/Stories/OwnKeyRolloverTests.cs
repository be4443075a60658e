using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using AzureAdapters;
using EndToEnd.Tests.Harness;
using LocalIdp;
using TestSupport;

namespace EndToEnd.Tests.Stories;

/// <summary>The service provider gets a new key while customers sign in. Some IdPs verify our requests, some encrypt to us, and none of them hurries.</summary>
public sealed class OwnKeyRolloverTests : IAsyncLifetime
{
    private static readonly XName Certificate = XName.Get("X509Certificate", SamlUris.Signature);
    private static readonly XName Descriptor = XName.Get("KeyDescriptor", "urn:oasis:names:tc:SAML:2.0:metadata");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private AppUnderTest _app = null!;

    public async ValueTask InitializeAsync() => _app = await AppUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Requests_and_decryption_work_before_during_and_after()
    {
        var encrypting = await _app.AddTenantAsync();
        var old = Assert.Single(await PublishedAsync(encrypting, "signing"));
        using var oldCertificate = Load(old);
        _app.Idp.EncryptTo(encrypting.Application.AppId, oldCertificate);
        Assert.Equal("Hello, B.Simon", (await _app.NewBrowser().SignInAsync(encrypting, People.BSimon)).Heading);
        var knowsOld = await VerifyingAsync(oldCertificate);
        Assert.Equal("Pick an account", (await _app.NewBrowser().OpenAsync(knowsOld.SignOnUrl)).Heading);

        // The new key is published and signs nothing yet; nobody encrypts to it.
        var files = new PfxKeyFiles(_app.PfxPath, TimeProvider.System);
        var waiting = files.MakeNext(DateTimeOffset.UtcNow + PfxKeyFiles.PublishedBeforeUse);
        await Eventually.GetAsync("the new key is published", Patience, async () => (await PublishedAsync(encrypting, "signing")).Count == 2 ? "yes" : null);
        Assert.Equal(old, (await PublishedAsync(encrypting, "signing"))[0]);
        Assert.Equal([old], await PublishedAsync(encrypting, "encryption"));
        var next = (await PublishedAsync(encrypting, "signing"))[1];
        using var nextCertificate = Load(next);
        Assert.Equal("Pick an account", (await _app.NewBrowser().OpenAsync(knowsOld.SignOnUrl)).Heading);

        // Its time has come.
        files.UseNow(waiting);
        await Eventually.GetAsync("the new key is in use", Patience, async () => (await PublishedAsync(encrypting, "signing"))[0] == next ? "yes" : null);
        Assert.Equal([next, old], await PublishedAsync(encrypting, "signing"));
        Assert.Equal([next], await PublishedAsync(encrypting, "encryption"));
        var knowsNew = await VerifyingAsync(nextCertificate);
        Assert.Equal("Hello, B.Simon", (await _app.NewBrowser().SignInAsync(knowsNew, People.BSimon)).Heading);
        Assert.NotEqual("Pick an account", (await _app.NewBrowser().OpenAsync(knowsOld.SignOnUrl)).Heading);

        // An IdP that still encrypts to the old key is understood, and so is one that was told.
        Assert.Equal("Hello, B.Simon", (await _app.NewBrowser().SignInAsync(encrypting, People.BSimon)).Heading);
        _app.Idp.EncryptTo(encrypting.Application.AppId, nextCertificate, AssertionEncryptor.Aes256Gcm);
        Assert.Equal("Hello, B.Simon", (await _app.NewBrowser().SignInAsync(encrypting, People.BSimon)).Heading);

        // Once the old key is gone, it is gone: what is encrypted to it says nothing to anybody.
        File.Delete(_app.PfxPath);
        await Eventually.GetAsync("the old key is gone", Patience, async () => (await PublishedAsync(encrypting, "signing")).Count == 1 ? "yes" : null);
        _app.Idp.EncryptTo(encrypting.Application.AppId, oldCertificate);
        (await _app.NewBrowser().SignInAsync(encrypting, People.BSimon)).IsRefused(403, "DecryptionFailed");
    }

    [Fact]
    public async Task A_sign_in_that_was_under_way_is_finished_with_the_new_key()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();
        var accounts = await browser.OpenAsync(tenant.SignOnUrl);
        var old = Assert.Single(await PublishedAsync(tenant, "signing"));

        new PfxKeyFiles(_app.PfxPath, TimeProvider.System).MakeNext(DateTimeOffset.UtcNow);
        await Eventually.GetAsync("the new key is in use", Patience, async () => (await PublishedAsync(tenant, "signing"))[0] != old ? "yes" : null);

        Assert.Equal("Hello, B.Simon", (await browser.AnswerAsync(accounts, People.BSimon)).Heading);
    }

    /// <summary>A customer whose IdP takes requests only with a signature by this key.</summary>
    private Task<TestTenant> VerifyingAsync(X509Certificate2 certificate) => _app.AddTenantAsync(
        new TenantSpec { Application = a => a with { RequireSignedRequests = true, RequestCertificate = certificate } }.With("SignRequests", true));

    private async Task<List<string>> PublishedAsync(TestTenant tenant, string use)
    {
        var metadata = XDocument.Parse((await _app.NewBrowser().OpenAsync(tenant.MetadataUrl)).Visit.Text);
        return [.. metadata.Descendants(Descriptor).Where(d => d.Attribute("use")?.Value == use).SelectMany(d => d.Descendants(Certificate)).Select(c => c.Value)];
    }

    private static X509Certificate2 Load(string base64) => X509CertificateLoader.LoadCertificate(Convert.FromBase64String(base64));
}
