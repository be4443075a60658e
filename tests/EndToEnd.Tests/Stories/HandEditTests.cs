using System.Diagnostics;
using EndToEnd.Tests.Harness;
using TestSupport;

namespace EndToEnd.Tests.Stories;

/// <summary>
/// An admin edits rows in a table editor while the app runs, and within half a minute every instance has seen it. The tests wait
/// for that as a person would; they run beside each other, so the wait costs the run little.
/// </summary>
public sealed class HandEditTests(SharedApp shared)
{
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Limit = Promise + TimeSpan.FromSeconds(5);

    private readonly AppUnderTest _app = shared.App;

    [Fact]
    public async Task Every_edit_of_a_tenant_or_user_takes_effect_within_thirty_seconds()
    {
        await Task.WhenAll(
            RenamedAsync(), DisabledTenantAsync(), DisabledUserAsync(), BrokenAsync(), MendedAsync(), NewAsync(), RolledOverAsync());
    }

    private async Task RenamedAsync()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();
        await browser.SignInAsync(tenant, People.BSimon);

        await tenant.EditAsync(("DisplayName", "A new name"));

        await WithinPromiseAsync("the new name is shown", async () => (await browser.OpenAsync(_app.Url("/"))).Text.Contains("A new name", StringComparison.Ordinal));
    }

    private async Task DisabledTenantAsync()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();
        await browser.SignInAsync(tenant, People.BSimon);
        var underWay = await SignInAttempt.StartAsync(_app, tenant);

        await tenant.EditAsync(("Enabled", false));

        await WithinPromiseAsync("the session ends", async () => (await browser.SessionAsync(_app)).Status == 401);
        (await underWay.AnswerAsync(underWay.Xml())).IsRefused(404, "NotFound");
        (await _app.NewBrowser().OpenAsync(tenant.SignOnUrl)).IsRefused(404, "NotFound");
    }

    private async Task DisabledUserAsync()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();
        await browser.SignInAsync(tenant, People.BSimon);
        await browser.SessionAsync(_app);

        await Admin.EditUserAsync(_app, tenant, "Status", "disabled");

        // Nobody new comes in from this moment; who is in goes within the promise.
        (await _app.NewBrowser().SignInAsync(tenant, People.BSimon)).IsRefused(403, "UserDisabled");
        await WithinPromiseAsync("the session ends", async () => (await browser.SessionAsync(_app)).Status == 401);
    }

    private async Task BrokenAsync()
    {
        var tenant = await _app.AddTenantAsync();
        var other = await _app.AddTenantAsync();
        await SignInAttempt.StartAsync(_app, tenant);

        await tenant.EditAsync(("IdpCertificates", "this is no certificate"), ("SessionMaximumMinutes", "soon"));

        await WithinPromiseAsync("the tenant is unavailable", async () =>
        {
            var page = await _app.NewBrowser().OpenAsync(tenant.SignOnUrl);
            if (page.Status == 503)
            {
                page.IsRefused(503, "TenantMisconfigured");
                Assert.DoesNotContain("IdpCertificates", page.Text, StringComparison.Ordinal);
            }

            return page.Status == 503;
        });

        (await _app.NewBrowser().PostAsync(tenant.AcsUrl, _app.BaseUrl, ("SAMLResponse", "x"))).IsRefused(503, "TenantMisconfigured");
        (await _app.NewBrowser().OpenAsync(tenant.MetadataUrl)).IsRefused(503, "TenantMisconfigured");
        Assert.Equal("Pick an account", (await _app.NewBrowser().OpenAsync(other.SignOnUrl)).Heading);
        await HealthNamesColumnsAsync(tenant);
        Assert.Contains("IdpCertificates", _app.First.Log.Text, StringComparison.Ordinal);
    }

    private async Task HealthNamesColumnsAsync(TestTenant tenant)
    {
        var anybody = await _app.NewBrowser().OpenAsync(_app.Url("/health"));
        Assert.Equal(200, anybody.Status);
        Assert.DoesNotContain(tenant.Id, anybody.Visit.Text, StringComparison.Ordinal);
        var guesser = _app.NewBrowser();
        guesser.ExtraHeaders["X-Health-Key"] = AppUnderTest.HealthKey + "x";
        Assert.DoesNotContain(tenant.Id, (await guesser.OpenAsync(_app.Url("/health"))).Visit.Text, StringComparison.Ordinal);

        var admin = _app.NewBrowser();
        admin.ExtraHeaders["X-Health-Key"] = AppUnderTest.HealthKey;
        using var health = System.Text.Json.JsonDocument.Parse((await admin.OpenAsync(_app.Url("/health"))).Visit.Text);
        var errors = health.RootElement.GetProperty("tenants").GetProperty(tenant.Id).EnumerateArray().Select(e => e.GetString()!).ToList();
        Assert.Contains(errors, error => error.StartsWith("IdpCertificates: ", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("SessionMaximumMinutes: 'soon'", StringComparison.Ordinal));
    }

    private async Task MendedAsync()
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec().With("IdpSsoUrl", "not a URL"));
        Assert.Equal(503, (await _app.NewBrowser().OpenAsync(tenant.SignOnUrl)).Status);

        await tenant.EditAsync(("IdpSsoUrl", _app.Idp.Urls.Login));

        await WithinPromiseAsync("the tenant works", async () => (await _app.NewBrowser().OpenAsync(tenant.SignOnUrl)).Heading == "Pick an account");
    }

    private async Task NewAsync()
    {
        // Somebody looked before the row was there, so that the app remembers that there is none.
        var tenant = await _app.AddTenantAsync(new TenantSpec().With("Enabled", false));
        (await _app.NewBrowser().OpenAsync(tenant.SignOnUrl)).IsRefused(404, "NotFound");

        await tenant.EditAsync(("Enabled", "TRUE"));

        await WithinPromiseAsync("the tenant works", async () => (await _app.NewBrowser().OpenAsync(tenant.SignOnUrl)).Heading == "Pick an account");
    }

    private async Task RolledOverAsync()
    {
        // The IdP's next certificate is published before it signs: both count, in any order and in either way of writing.
        using var key = System.Security.Cryptography.RSA.Create(2048);
        using var next = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=next", key, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        var tenant = await _app.AddTenantAsync();
        await SignInAttempt.StartAsync(_app, tenant);

        await tenant.EditAsync(("IdpCertificates", Convert.ToBase64String(next.RawData) + "\n\n" + _app.Idp.SigningCertificate.ExportCertificatePem()));

        await WithinPromiseAsync("the next certificate counts", async () =>
        {
            var attempt = await SignInAttempt.StartAsync(_app, tenant);
            var signed = LocalIdp.XmlSigner.SignResponse(attempt.UnsignedXml(), LocalIdp.SignedParts.Assertion, LocalIdp.XmlSignatureOptions.From(next));
            return (await attempt.AnswerAsync(signed)).Status == 303;
        });
        var old = await SignInAttempt.StartAsync(_app, tenant);
        Assert.Equal(303, (await old.AnswerAsync(old.Xml())).Status);
    }

    private static async Task WithinPromiseAsync(string what, Func<Task<bool>> ask)
    {
        var started = Stopwatch.GetTimestamp();
        await Eventually.IsTrueAsync(what, Limit, ask);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, Limit);
    }
}
