using EndToEnd.Tests.Harness;
using EndToEnd.Tests.RealBrowser;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Manage;

/// <summary>An IdP that is down, in a real browser, with pictures for people to look at.</summary>
public sealed class EmergencyInChromiumTests(Chromium chromium)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_operator_lets_a_person_in_while_the_IdP_is_down_and_shuts_the_door_again(bool script)
    {
        var managed = new ManagedApp();
        await managed.InitializeAsync();
        await using var app = managed.App;
        var tenant = await app.AddTenantAsync(new TenantSpec().With("DisplayName", "Contoso"));
        await app.NewBrowser().SignInAsync(tenant, People.BSimon);
        await using var person = await Person.SitDownAsync(chromium, script, "emergency");
        await using var simon = await Person.SitDownAsync(chromium, script, "emergency-simon");

        await person.Page.GotoAsync(app.Url($"/manage/tenants/{tenant.Id}"));
        await person.Page.GetByLabel("Bootstrap key").FillAsync(ManagedApp.Key);
        await person.PressAsync("Sign in with the key");
        await SeesAsync(person, "Contoso");
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Emergency access…" }).ClickAsync();
        await SeesAsync(person, "Emergency access");
        await person.PressAsync("Open emergency access");
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Write why");
        await SeesAsync(person, "Emergency access");
        await person.Page.GetByLabel("Reason").FillAsync("INC-4711: sign-in at the customer's IdP fails since 09:40");
        await person.PressAsync("Open emergency access");
        await SeesAsync(person, "Emergency access");
        await person.Page.GetByLabel("E-mail address or name").FillAsync("B.S");
        await person.PressAsync("Find the person");
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "B.Simon" }).ClickAsync();
        await SeesAsync(person, "B.Simon");
        await person.PressAsync("Make an emergency link");
        await SeesAsync(person, "The emergency link is made");

        await simon.Page.GotoAsync(await person.Page.Locator("#secret").InnerTextAsync());
        await SeesAsync(simon, "Emergency sign-in");
        await simon.PressAsync("Sign in");
        await SeesAsync(simon, "Hello, B.Simon");

        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Back to emergency access" }).ClickAsync();
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Table)).ToContainTextAsync("Used");
        await SeesAsync(person, "Emergency access");
        await person.Page.GotoAsync(app.Url("/manage"));
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Heading, new() { Name = "Emergency access is open" })).ToBeVisibleAsync();
        await SeesAsync(person, "Tenants");
        await person.Page.GotoAsync(app.Url($"/manage/tenants/{tenant.Id}/emergency"));
        await person.ConfirmAsync("Close it now", "Emergency access");
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Every session that began through it has ended");

        await simon.Page.ReloadAsync();
        await SeesAsync(simon, "Sign in");
        Assert.Empty(person.Complaints);
        Assert.Empty(simon.Complaints);
    }

    private static async Task SeesAsync(Person person, string heading)
    {
        await person.SeesAsync(heading);
        await person.CanBeUsedByEverybodyAsync();
    }
}
