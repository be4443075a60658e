using EndToEnd.Tests.Harness;
using LocalIdp;

namespace EndToEnd.Tests.Stories;

/// <summary>Token encryption as an IdP's admin switches it on: by the key that our metadata offers.</summary>
public sealed class EncryptionTests(SharedApp shared)
{
    private readonly AppUnderTest _app = shared.App;

    [Theory]
    [InlineData("AES-256-CBC", AssertionEncryptor.Aes256Cbc, SignedParts.Assertion)]
    [InlineData("AES-256-CBC", AssertionEncryptor.Aes256Cbc, SignedParts.Response)]
    [InlineData("AES-256-CBC", AssertionEncryptor.Aes256Cbc, SignedParts.Both)]
    [InlineData("AES-256-GCM", AssertionEncryptor.Aes256Gcm, SignedParts.Assertion)]
    [InlineData("AES-256-GCM", AssertionEncryptor.Aes256Gcm, SignedParts.Both)]
    public async Task The_IdPs_admin_switches_encryption_on_and_people_sign_in_as_before(string cipher, string algorithm, SignedParts signs)
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec { Application = a => a with { Signs = signs } });
        var admin = await _app.NewBrowser().OpenAsync(_app.Idp.Urls.Application(tenant.Application.AppId));
        Assert.Contains("Nothing is encrypted", admin.Text, StringComparison.Ordinal);

        var chosen = await admin.PressAsync($"Encrypt with {cipher} to the key in its metadata");

        using var ours = await _app.SigningCertificateAsync();
        Assert.Equal((ours.Thumbprint, algorithm), (chosen.Facts["Encrypted to"], chosen.Facts["Cipher"]));
        var attempt = await SignInAttempt.StartAsync(_app, tenant);
        var xml = attempt.Xml();
        Assert.Contains(algorithm, xml, StringComparison.Ordinal);
        Assert.DoesNotContain(People.BSimon.UserPrincipalName, xml, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(303, (await attempt.AnswerAsync(xml)).Status);
        Assert.Equal("Hello, B.Simon", (await _app.NewBrowser().SignInAsync(tenant, People.BSimon)).Heading);
        Assert.Single(await tenant.UsersAsync());
    }

    [Fact]
    public async Task Encryption_can_be_switched_off_again()
    {
        var tenant = await _app.AddTenantAsync();
        var admin = await _app.NewBrowser().OpenAsync(_app.Idp.Urls.Application(tenant.Application.AppId));
        var on = await admin.PressAsync("Encrypt with AES-256-CBC to the key in its metadata");

        var off = await on.PressAsync("Encrypt nothing");

        Assert.Equal("Nothing is encrypted", off.Facts["Encrypted to"]);
        Assert.Contains("Assertion", _app.Idp.CreateResponseXml(tenant.Application, People.BSimon), StringComparison.Ordinal);
        Assert.DoesNotContain("EncryptedAssertion", _app.Idp.CreateResponseXml(tenant.Application, People.BSimon), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ciphertext_that_no_signature_covers_in_or_out_is_refused()
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec { Application = a => a with { Signs = SignedParts.None } });
        using var ours = await _app.SigningCertificateAsync();
        _app.Idp.EncryptTo(tenant.Application.AppId, ours);
        var attempt = await SignInAttempt.StartAsync(_app, tenant);

        (await attempt.AnswerAsync(attempt.Xml())).IsRefused(403, "DecryptionFailed");
    }

    [Fact]
    public async Task A_person_who_is_not_assigned_reads_what_the_IdP_says()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();

        var page = await browser.SignInAsync(tenant, SampleUsers.Unassigned);

        page.IsRefused(403, "StatusNotSuccess");
        Assert.Contains("AADSTS50105: The account 'noor.haddad@contoso.com' is not assigned", page.Document.QuerySelector("#idp-message")!.TextContent, StringComparison.Ordinal);
    }
}
