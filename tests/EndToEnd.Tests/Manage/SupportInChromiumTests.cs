using EndToEnd.Tests.Harness;
using EndToEnd.Tests.RealBrowser;
using LocalIdp;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Manage;

/// <summary>Test sign-in, sign-ins, trace and replay in a real browser, with pictures for people to look at.</summary>
public sealed class SupportInChromiumTests(Chromium chromium)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_operator_tests_the_sign_in_and_finds_out_why_somebody_was_refused(bool script)
    {
        var managed = new ManagedApp();
        await managed.InitializeAsync();
        await using var app = managed.App;
        var tenant = await app.AddTenantAsync(new TenantSpec().With("DisplayName", "Contoso"));
        await app.NewBrowser().SignInAsync(tenant, People.Ana);
        var attempt = await SignInAttempt.StartAsync(app, tenant);
        var error = await attempt.AnswerAsync(attempt.Xml(o => o.WithAudiences("https://other.example/metadata")));
        await using var person = await Person.SitDownAsync(chromium, script, "support");

        await person.Page.GotoAsync(app.Url($"/manage/tenants/{tenant.Id}/test"));
        await person.Page.GetByLabel("Bootstrap key").FillAsync(ManagedApp.Key);
        await person.PressAsync("Sign in with the key");
        await SeesAsync(person, "Test sign-in");
        await person.PressAsync("Start the test");
        await person.PickAsync(People.BSimon.UserPrincipalName);
        if (!script)
        {
            await SeesAsync(person, "Looking at the answer");
            await person.PressAsync("Show the result");
        }

        await SeesAsync(person, "The test passed");
        Assert.Null(await person.CookieAsync("__Host-session"));
        Assert.Null(await person.CookieAsync("__Host-test"));

        await person.Page.GotoAsync(app.Url($"/manage/tenants/{tenant.Id}/sign-ins"));
        await person.Page.Locator("details summary").ClickAsync();
        await SeesAsync(person, "Sign-ins");
        await person.Page.GetByRole(AriaRole.Link, new() { Name = $"Trace {error.CorrelationId}" }).ClickAsync();
        await SeesAsync(person, "Trace a sign-in");
        await Assertions.Expect(person.Page.Locator("#advice")).ToContainTextAsync("Copy the identifier (entity ID) again");
        await person.PressAsync("Try other settings");
        await SeesAsync(person, "Try other settings");
        await person.Page.GetByLabel("Our identifier (entity ID)").FillAsync("https://other.example/metadata");
        await person.PressAsync("Try again");
        await Assertions.Expect(person.Page.GetByText("Every check that the trace can decide would pass.")).ToBeVisibleAsync();
        await SeesAsync(person, "Try other settings");
        Assert.Empty(person.Complaints);
    }

    private static async Task SeesAsync(Person person, string heading)
    {
        await person.SeesAsync(heading);
        await person.CanBeUsedByEverybodyAsync();
    }
}
