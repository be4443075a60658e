using System.Xml.Linq;
using EndToEnd.Tests.Harness;
using LocalIdp;

namespace EndToEnd.Tests.Stories;

/// <summary>Tenants that want their requests made otherwise, through the whole app.</summary>
public sealed class RequestTests(SharedApp shared)
{
    private const string Protected = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";
    private readonly AppUnderTest _app = shared.App;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_in_a_form_signs_in_as_one_in_an_address_does(bool isSigned)
    {
        var spec = new TenantSpec().With("RequestBinding", "post").With("SignRequests", isSigned);
        using var ours = await _app.SigningCertificateAsync();
        var tenant = await _app.AddTenantAsync(isSigned ? spec with { Application = a => a with { RequireSignedRequests = true, RequestCertificate = ours } } : spec);
        var browser = _app.NewBrowser();

        var form = await browser.OpenAsync(tenant.SignOnUrl + "?login_hint=ana.ruiz%40contoso.com&returnUrl=%2Fsession");
        Assert.Equal("Taking you to your organization", form.Heading);
        Assert.Equal(_app.Idp.Urls.Login + "?login_hint=ana.ruiz%40contoso.com", form.Document.QuerySelector("form")!.GetAttribute("action"));
        var policy = form.Visit.Header("Content-Security-Policy")!;
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);

        var done = await browser.AnswerAsync(await form.PressAsync("Continue"), People.Ana);

        Assert.Equal("/session", done.Url.AbsolutePath);
        Assert.Equal(200, done.Status);
        Assert.Contains("Ana Ruiz", done.Visit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_in_passing_finds_nobody_and_goes_on_without_a_word()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();

        var answer = await browser.OpenAsync(tenant.SignOnUrl + "?passive=true&returnUrl=%2Fsession%3Fasked%3D1");
        var done = await answer.PressAsync("Continue");

        Assert.Equal(("/session?asked=1", 401), (done.Url.PathAndQuery, done.Status));
        Assert.Empty(await tenant.SignInsAsync());
        Assert.DoesNotContain(browser.Cookies.All, c => c.Name.StartsWith("__Host-signin-", StringComparison.Ordinal));
        // And a real sign-in works as ever.
        Assert.Equal("Hello, B.Simon", (await browser.SignInAsync(tenant, People.BSimon)).Heading);
    }

    [Fact]
    public async Task A_question_in_passing_ends_no_session_that_the_browser_has_here()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();
        await browser.SignInAsync(tenant, People.BSimon);

        await (await browser.OpenAsync(tenant.SignOnUrl + "?passive=true")).PressAsync("Continue");

        Assert.Equal(200, (await browser.SessionAsync(_app)).Status);
    }

    [Fact]
    public async Task A_way_of_authentication_that_was_asked_for_comes_back_and_signs_in()
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec().With("RequestedAuthnContexts", Protected).With("ForceAuthn", true).With("SendProviderName", true));
        var attempt = await SignInAttempt.StartAsync(_app, tenant);
        Assert.Equal(
            Protected, attempt.Request.Element(XName.Get("RequestedAuthnContext", SamlUris.Protocol))!.Element(XName.Get("AuthnContextClassRef", SamlUris.Assertion))!.Value);
        Assert.Equal(("true", "Sign-on"), (attempt.Request.Attribute("ForceAuthn")!.Value, attempt.Request.Attribute("ProviderName")!.Value));

        Assert.Equal("Hello, B.Simon", (await _app.NewBrowser().SignInAsync(tenant, People.BSimon)).Heading);
    }

    [Fact]
    public async Task Another_way_of_authentication_is_refused_with_words_that_help()
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec().With("AcceptedAuthnContexts", Protected));
        var attempt = await SignInAttempt.StartAsync(_app, tenant);

        var page = await attempt.AnswerAsync(attempt.Xml());

        page.IsRefused(403, "AuthnContextNotAccepted");
        Assert.Equal("Please sign in in another way", page.Heading);
        Assert.Contains("with a second factor", page.Text, StringComparison.Ordinal);
        Assert.Contains(Assert.Single(await tenant.SignInsAsync()), cell => cell.Value is string text && text.Contains(SamlUris.PasswordContext, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_old_authentication_is_refused_where_a_new_one_is_demanded()
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec().With("ForceAuthn", true));
        var attempt = await SignInAttempt.StartAsync(_app, tenant);

        var page = await attempt.AnswerAsync(attempt.Xml(r => r with { AuthnInstant = DateTimeOffset.UtcNow.AddMinutes(-4) }));

        page.IsRefused(403, "AuthenticationTooOld");
        Assert.Equal("Please sign in anew", page.Heading);
    }
}
