using EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace EndToEnd.Tests.RealBrowser;

/// <summary>
/// Both tutorials, clicked through in a real browser: proof that its rules for cookies, forms and content policies let the sign-in
/// through on http://localhost, with and without script, and pictures for people to look at.
/// </summary>
public sealed class TutorialsInChromiumTests(SharedApp shared, Chromium chromium)
{
    private readonly AppUnderTest _app = shared.App;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_pymetrics_tutorial(bool script)
    {
        var tenant = await _app.AddTenantAsync(TenantSpec.Pymetrics);
        await using var person = await Person.SitDownAsync(chromium, script, "pymetrics");

        await person.Page.GotoAsync(tenant.SignOnUrl);
        await person.SeesAsync("Pick an account");
        var request = await person.CookieAsync("__Host-signin-");
        Assert.NotNull(request);
        Assert.True(request.Secure && request.HttpOnly && request.SameSite == SameSiteAttribute.None && request.Path == "/");

        await person.PickAsync("B.Simon@contoso.com");
        await person.SeesAsync("Hello, B.Simon");
        await person.CanBeUsedByEverybodyAsync();
        await Assertions.Expect(person.Page.GetByText("B.Simon@contoso.com").First).ToBeVisibleAsync();
        Assert.Equal(_app.Url("/"), person.Page.Url);
        var session = await person.CookieAsync("__Host-session");
        Assert.NotNull(session);
        Assert.True(session.Secure && session.HttpOnly && session.SameSite == SameSiteAttribute.Lax && session.Path == "/");
        Assert.Null(await person.CookieAsync("__Host-signin-"));

        await person.PressAsync("Sign out");
        await person.SeesAsync("You are signed out");
        await Assertions.Expect(person.Page.GetByText($"{tenant.DisplayName} has signed you out too")).ToBeVisibleAsync();
        Assert.Null(await person.CookieAsync("__Host-session"));
        Assert.Null(await person.CookieAsync("__Host-logout"));
        await person.CanBeUsedByEverybodyAsync();
        await person.Page.GotoAsync(tenant.TileUrl);
        await person.SeesAsync("Pick an account");
        await person.PickAsync("B.Simon@contoso.com");
        await person.SeesAsync("Hello, B.Simon");
        Assert.Empty(person.Complaints);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_RunMyProcess_tutorial(bool script)
    {
        var tenant = await _app.AddTenantAsync(TenantSpec.RunMyProcess);
        await using var person = await Person.SitDownAsync(chromium, script, "runmyprocess");

        await person.Page.GotoAsync(tenant.SignOnUrl);
        await person.SeesAsync("Pick an account");
        await person.PickAsync("B.Simon@contoso.com");
        await person.SeesAsync("You have no account yet");
        await person.CanBeUsedByEverybodyAsync();
        Assert.Equal("UserUnknown", await person.Page.Locator("#error-code").TextContentAsync());

        await Admin.InviteAsync(_app, tenant, "B.Simon@contoso.com", name: "Britta Simon", language: "en", ideLanguage: "fr", profile: "Designer");
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Try again" }).ClickAsync();
        await person.PickAsync("B.Simon@contoso.com");
        await person.SeesAsync("Hello, B.Simon");

        await person.Page.GotoAsync(tenant.SignOnUrl);
        await person.SeesAsync("Hello, B.Simon");
        await person.Page.GotoAsync(_app.Url($"/saml/{tenant.Id}/slo"));
        await person.SeesAsync("Sign out?");
        await person.CanBeUsedByEverybodyAsync();
        await person.PressAsync("Sign out");
        await person.SeesAsync("You are signed out");
        // The second tutorial's logout redirect: a page of the IdP, reached without any message.
        Assert.Equal(_app.Idp.Urls.Logout, person.Page.Url);
        Assert.Null(await person.CookieAsync("__Host-session"));
        Assert.Empty(person.Complaints);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Signing_out_by_a_form_and_hearing_that_it_was_partial(bool script)
    {
        var spec = new TenantSpec { Application = application => application with { PartialLogout = true } };
        var tenant = await _app.AddTenantAsync(spec.With("IdpSloBinding", "post"));
        await using var person = await Person.SitDownAsync(chromium, script, "logout");
        await person.Page.GotoAsync(tenant.SignOnUrl);
        await person.PickAsync("B.Simon@contoso.com");
        await person.SeesAsync("Hello, B.Simon");

        await person.PressAsync("Sign out");
        if (!script)
        {
            await person.SeesAsync("Taking you to your organization");
            await person.CanBeUsedByEverybodyAsync();
            await person.PressAsync("Continue");
        }

        await person.SeesAsync("You are signed out");
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync($"{tenant.DisplayName} could not sign you out everywhere");
        await person.CanBeUsedByEverybodyAsync();
        Assert.Empty(person.Complaints);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_front_page_the_waiting_page_and_the_pages_that_say_no(bool script)
    {
        await using var app = await AppUnderTest.StartAsync();
        var tenant = await app.AddTenantAsync(TenantSpec.Pymetrics);
        await using var person = await Person.SitDownAsync(chromium, script, "pages");

        await person.Page.GotoAsync(app.Url("/"));
        await person.SeesAsync("Sign in");
        await person.CanBeUsedByEverybodyAsync();
        await person.Page.GetByLabel("Work e-mail address").FillAsync("me@nobody.example");
        await person.PressAsync("Continue");
        await person.SeesAsync("Sign in");
        await person.CanBeUsedByEverybodyAsync();
        await person.Page.GetByLabel("Work e-mail address").FillAsync($"B.Simon@{tenant.EmailDomain}");
        await person.PressAsync("Continue");
        await person.SeesAsync("Pick an account");

        using (var nothingIsProvisioned = app.Storage.Inject(StorageFaultKind.NoMessages, operation => operation.IsQueuePoll))
        {
            await person.PickAsync("B.Simon@contoso.com");
            await person.SeesPassingAsync("Setting up your account");
        }

        // It goes on by itself, with and without script.
        await person.SeesAsync("Hello, B.Simon");

        await person.Page.GotoAsync(app.Url("/saml/nobody/sso"));
        await person.SeesAsync("Page not found");
        await person.CanBeUsedByEverybodyAsync();
        await person.Page.GotoAsync(tenant.AcsUrl);
        await person.SeesAsync("Nothing to show here");
        Assert.Empty(person.Complaints);
    }
}
