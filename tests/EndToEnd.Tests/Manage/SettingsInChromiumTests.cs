using EndToEnd.Tests.Harness;
using EndToEnd.Tests.RealBrowser;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Manage;

/// <summary>Settings, guide and what stands between two operators, in a real browser.</summary>
public sealed class SettingsInChromiumTests(Chromium chromium)
{
    private const string Attack = "\"'><script>document.title='broken in'</script>";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_operator_makes_a_tenant_a_customers_admin_follows_the_guide_and_a_person_signs_in(bool script)
    {
        var managed = new ManagedApp();
        await managed.InitializeAsync();
        await using var app = managed.App;
        // The application at the IdP, as its admin makes it; the row is made by the form.
        var tenant = await app.AddTenantAsync();
        await app.Tables.GetTableClient("Tenants").DeleteEntityAsync(tenant.Id, "settings", cancellationToken: TestContext.Current.CancellationToken);
        await using var person = await Person.SitDownAsync(chromium, script, "settings");

        await person.Page.GotoAsync(app.Url("/manage/new-tenant"));
        await person.Page.GetByLabel("Bootstrap key").FillAsync(ManagedApp.Key);
        await person.PressAsync("Sign in with the key");
        await SeesAsync(person, "New tenant");
        await person.Page.GetByLabel("Id", new() { Exact = true }).FillAsync("Not An Id");
        await person.PressAsync("Make the tenant");
        await SeesAsync(person, "New tenant");
        await person.Page.GetByLabel("Id", new() { Exact = true }).FillAsync(tenant.Id);
        await person.Page.GetByLabel("Display name", new() { Exact = true }).FillAsync(Attack);
        await person.Page.GetByLabel("E-mail domains").FillAsync("contoso.com");
        await person.PressAsync("Make the tenant");
        await SeesAsync(person, Attack);
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Setup links" }).ClickAsync();
        await person.Page.GetByLabel("For whom").FillAsync("IT");
        await person.PressAsync("Make the link");
        var link = (await person.Page.Locator("#secret").TextContentAsync())!;

        await using (var admin = await Person.SitDownAsync(chromium, script, "guide"))
        {
            await FollowGuideAsync(admin, link, app, tenant, script);
        }

        await using (var user = await Person.SitDownAsync(chromium, script, "guide-user"))
        {
            await user.Page.GotoAsync(tenant.SignOnUrl);
            await user.PickAsync("B.Simon@contoso.com");
            await user.SeesAsync("Hello, B.Simon");
        }

        await EditTogetherAsync(person, managed, app, tenant);
        await person.Page.GotoAsync(app.Url($"/manage/tenants/{tenant.Id}/delete"));
        await SeesAsync(person, "Delete");
        Assert.NotEqual("broken in", await person.Page.TitleAsync());
        Assert.Empty(person.Complaints);
    }

    private static async Task FollowGuideAsync(Person admin, string link, AppUnderTest app, TestTenant tenant, bool script)
    {
        await admin.Page.GotoAsync(link);
        await admin.PressAsync("Open the guide");
        await SeesAsync(admin, "Set up single sign-on for");
        await Assertions.Expect(admin.Page.GetByRole(AriaRole.Button, new() { Name = "Copy Identifier (Entity ID)" })).ToHaveCountAsync(script ? 1 : 0);
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Okta" }).ClickAsync();
        await Assertions.Expect(admin.Page.GetByText("Audience URI (SP Entity ID)")).ToBeVisibleAsync();
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Microsoft Entra ID" }).ClickAsync();
        await admin.PressAsync("I have entered these values");
        await Assertions.Expect(admin.Page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Noted.");

        await admin.Page.Locator("summary", new() { HasText = "By single values" }).ClickAsync();
        await admin.Page.GetByLabel("SSO redirect").FillAsync(app.Idp.Urls.Login);
        await admin.Page.GetByLabel("Certificate", new() { Exact = true }).FillAsync("-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----");
        await admin.PressAsync("Check the values");
        await SeesAsync(admin, "Set up single sign-on for");
        await Assertions.Expect(admin.Page.Locator("#IdpCertificates-problem")).ToContainTextAsync("Certificate 1 of 1");

        await admin.Page.Locator("summary", new() { HasText = "By the address of its metadata" }).ClickAsync();
        await admin.Page.GetByLabel("Metadata URL").FillAsync(app.Idp.Urls.Metadata(tenant.Application.AppId));
        await admin.PressAsync("Read the metadata");
        await SeesAsync(admin, "Is this your identity provider?");
        await admin.PressAsync("Save");
        await Assertions.Expect(admin.Page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Your identity provider is saved.");
        await SeesAsync(admin, "Set up single sign-on for");
        Assert.NotEqual("broken in", await admin.Page.TitleAsync());
        Assert.Empty(admin.Complaints);
    }

    private static async Task EditTogetherAsync(Person person, ManagedApp managed, AppUnderTest app, TestTenant tenant)
    {
        var address = app.Url($"/manage/tenants/{tenant.Id}/settings");
        await person.Page.GotoAsync(address);
        await SeesAsync(person, "Settings");
        await (await managed.Operator.Copy().OpenAsync(address)).Type("DisplayName", "Theirs").Type("LandingUrl", "/theirs").PressAsync("Save");
        await person.Page.GetByLabel("Display name", new() { Exact = true }).FillAsync("Mine");
        await person.PressAsync("Save");
        await SeesAsync(person, "Somebody else changed this tenant");
        await person.Page.GetByLabel("Yours: Mine").CheckAsync();
        await person.PressAsync("Save what I chose");
        await SeesAsync(person, "Mine");
    }

    private static async Task SeesAsync(Person person, string heading)
    {
        await person.SeesAsync(heading);
        await person.CanBeUsedByEverybodyAsync();
    }
}
