using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using EndToEnd.Tests.Browsing;
using EndToEnd.Tests.Harness;
using LocalIdp;

namespace EndToEnd.Tests.Stories;

/// <summary>Single logout, as people and identity providers meet it.</summary>
public sealed class LogoutTests(SharedApp shared)
{
    private readonly AppUnderTest _app = shared.App;

    [Fact]
    public async Task Signing_out_goes_to_the_IdP_and_back_and_the_page_says_so()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();
        var home = await browser.SignInAsync(tenant, People.BSimon);

        var onward = await home.PressAsync("Sign out");
        Assert.Equal(401, (await browser.SessionAsync(_app)).Status);
        var done = await onward.RefreshAsync();

        Assert.Equal("You are signed out", done.Heading);
        Assert.Contains($"{tenant.DisplayName} has signed you out too", done.Text, StringComparison.Ordinal);
        Assert.StartsWith(tenant.SloUrl, done.Url.AbsoluteUri, StringComparison.Ordinal);
        Assert.Null(browser.Cookies["__Host-logout"]);
    }

    /// <summary>The signature covers %2D and %7E, but the way to the worker makes them - and ~.</summary>
    [Fact]
    public async Task An_IdP_that_escapes_more_than_it_must_ends_sessions_too()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();
        await browser.SignInAsync(tenant, People.BSimon);
        var plain = RedirectMessage.Url(tenant.SloUrl, "SAMLRequest", LogoutXml.Request(await _app.LogoutRequestAsync(tenant)), "a~b-c", null).Split('?');
        var signed = Regex.Replace(
            plain[1] + "&SigAlg=" + Uri.EscapeDataString("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"), "[-._~]", sign => $"%{(int)sign.Value[0]:X2}");
        var signature = ((RSA)_app.Idp.Signature.Key!).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var url = $"{plain[0]}?{signed}&Signature={Uri.EscapeDataString(Convert.ToBase64String(signature))}";

        var answer = await browser.NavigateAsync(
            new Navigation(HttpMethod.Get, new Uri(url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }), new Uri(_app.Idp.Urls.BaseUrl), null), maxRedirects: 0);

        Assert.Equal(302, answer.Status);
        Assert.Contains("&RelayState=a~b-c&", answer.Visit.RawLocation, StringComparison.Ordinal);
        Assert.Equal(401, (await browser.SessionAsync(_app)).Status);
    }

    [Fact]
    public async Task A_partial_logout_is_told_in_plain_words()
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec { Application = a => a with { PartialLogout = true } });
        var browser = _app.NewBrowser();

        var done = await (await (await browser.SignInAsync(tenant, People.BSimon)).PressAsync("Sign out")).RefreshAsync();

        Assert.Equal("You are signed out", done.Heading);
        Assert.Contains($"{tenant.DisplayName} could not sign you out everywhere", done.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_IdP_wants_a_form_the_request_is_posted_and_the_answer_may_be_posted_back()
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec().With("IdpSloBinding", "post"));
        var browser = _app.NewBrowser();
        var home = await browser.SignInAsync(tenant, People.BSimon);

        var form = await home.PressAsync("Sign out");
        Assert.Equal(_app.Idp.Urls.Logout, form.Document.QuerySelector("form")!.GetAttribute("action"));
        var request = System.Xml.Linq.XDocument.Parse(System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(form.Field("SAMLRequest")!))).Root!;
        var answer = LogoutXml.Response(DateTimeOffset.UtcNow, tenant.SloUrl, _app.Idp.Issuer, request.Attribute("ID")!.Value, SamlUris.Success);
        var posted = await browser.Copy().PostOnlyAsync(tenant.SloUrl, new Uri(_app.Idp.Urls.BaseUrl), ("SAMLResponse", SignInAttempt.Encode(answer)));
        var done = await form.PressAsync("Continue");

        Assert.Contains("has signed you out too", posted.Text, StringComparison.Ordinal);
        Assert.Contains("has signed you out too", done.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_tutorials_logout_redirect_is_a_plain_redirect_after_the_session_here_has_ended()
    {
        var tenant = await _app.AddTenantAsync(TenantSpec.RunMyProcess);
        await Admin.InviteAsync(_app, tenant, "B.Simon@contoso.com");
        var browser = _app.NewBrowser();
        var home = await browser.SignInAsync(tenant, People.BSimon);

        var onward = await home.PressAsync("Sign out");

        Assert.Equal(_app.Idp.Urls.Logout, onward.RefreshUrl!.AbsoluteUri);
        Assert.Equal(401, (await browser.SessionAsync(_app)).Status);
        Assert.Null(browser.Cookies["__Host-logout"]);
        Assert.Equal("You are signed out", (await onward.RefreshAsync()).Heading);
    }

    [Fact]
    public async Task A_logout_by_name_ends_the_sessions_of_both_browsers_and_in_another_instance_at_once()
    {
        await using var app = await AppUnderTest.StartAsync();
        var second = await app.StartAnotherAsync();
        var tenant = await app.AddTenantAsync();
        var (one, two, ana) = (app.NewBrowser(), app.NewBrowser(second), app.NewBrowser(second));
        await one.SignInAsync(tenant, People.BSimon);
        await two.SignInAsync(tenant, People.BSimon);
        await ana.SignInAsync(tenant, People.Ana);
        Assert.Equal(200, (await two.SessionAsync(app)).Status);

        // A browser that has never been here, as a frame of the IdP's page: no cookie comes with it.
        var answer = await app.NewBrowser().BringAsync(app, app.UrlOf(tenant, await app.LogoutRequestAsync(tenant), "state"));

        Assert.Equal(302, answer.Status);
        Assert.StartsWith(app.Idp.Urls.Logout + "?SAMLResponse=", answer.Visit.RawLocation, StringComparison.Ordinal);
        Assert.Equal(401, (await one.SessionAsync(app)).Status);
        Assert.Equal(401, (await two.SessionAsync(app)).Status);
        Assert.Equal(200, (await ana.SessionAsync(app)).Status);
    }

    [Fact]
    public async Task A_logout_by_index_ends_that_session_alone_and_takes_its_cookie()
    {
        var tenant = await _app.AddTenantAsync();
        var (one, two) = (_app.NewBrowser(), _app.NewBrowser());
        await one.SignInAsync(tenant, People.BSimon);
        await two.SignInAsync(tenant, People.BSimon);
        var sessions = await tenant.KnownSessionsAsync();

        var url = _app.UrlOf(tenant, await _app.LogoutRequestAsync(tenant, r => r with { SessionIndexes = [sessions[1].Index] }));
        await two.BringAsync(_app, url);

        Assert.Equal(200, (await one.SessionAsync(_app)).Status);
        Assert.Equal(401, (await two.SessionAsync(_app)).Status);
        Assert.Null(two.Cookies["__Host-session"]);
    }

    [Fact]
    public async Task The_IdPs_own_page_signs_people_out_and_hears_that_it_worked()
    {
        await using var app = await AppUnderTest.StartAsync();
        var tenant = await app.AddTenantAsync();
        var browser = app.NewBrowser();
        await browser.SignInAsync(tenant, People.BSimon);

        var page = await (await browser.OpenAsync(app.Idp.Urls.BaseUrl)).FollowAsync("Sign out");
        var told = await page.FollowAsync($"Sign {People.BSimon.UserPrincipalName} out of {tenant.DisplayName}");

        Assert.Equal(SamlUris.Success, told.Document.QuerySelector("#answer")!.TextContent);
        Assert.Equal(401, (await browser.SessionAsync(app)).Status);
    }

    [Fact]
    public async Task A_posted_request_without_any_cookie_ends_the_session_too()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();
        await browser.SignInAsync(tenant, People.BSimon);
        var request = await _app.LogoutRequestAsync(tenant);
        var xml = XmlSigner.Sign(LogoutXml.Request(request), request.Id!, _app.Idp.Signature);

        var answer = await _app.NewBrowser().PostOnlyAsync(tenant.SloUrl, new Uri(_app.Idp.Urls.BaseUrl), ("SAMLRequest", SignInAttempt.Encode(xml)), ("RelayState", "state"));

        Assert.Equal(303, answer.Status);
        Assert.Contains("&RelayState=state&", answer.Visit.RawLocation, StringComparison.Ordinal);
        Assert.Equal(401, (await browser.SessionAsync(_app)).Status);
    }

    [Fact]
    public async Task An_outage_while_signing_out_keeps_the_session_and_says_so()
    {
        await using var app = await AppUnderTest.StartAsync();
        var tenant = await app.AddTenantAsync();
        var browser = app.NewBrowser();
        var home = await browser.SignInAsync(tenant, People.BSimon);
        Page page;
        using (app.Storage.Inject(StorageFaultKind.Refuse, operation => operation.IsWriteTo("Sessions")))
        {
            page = await home.PressAsync("Sign out");
        }

        page.IsRefused(503, "StorageUnavailable");
        Assert.Equal(200, (await browser.SessionAsync(app)).Status);
    }

    [Fact]
    public async Task Our_metadata_names_the_logout_address_for_both_bindings()
    {
        var tenant = await _app.AddTenantAsync(TenantSpec.Pymetrics);

        var metadata = (await _app.NewBrowser().OpenAsync(tenant.MetadataUrl)).Visit.Text;

        foreach (var binding in (string[])[SamlUris.RedirectBinding, SamlUris.PostBinding])
        {
            Assert.Contains($"<md:SingleLogoutService Binding=\"{binding}\" Location=\"{tenant.SloUrl}\"", metadata, StringComparison.Ordinal);
        }
    }
}
