using EndToEnd.Tests.Harness;
using EndToEnd.Tests.RealBrowser;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Manage;

/// <summary>The administration in a real browser, with pictures for people to look at.</summary>
public sealed class ManageInChromiumTests(Chromium chromium)
{
    private const string Attack = "\"'><script>document.title='broken in'</script><b>Contoso</b>";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_operator_looks_around_makes_a_key_and_a_link_and_a_customers_admin_follows_it(bool script)
    {
        // An app of its own: attempts with the key are counted for all.
        var managed = new ManagedApp();
        await managed.InitializeAsync();
        await using var app = managed.App;
        var tenant = await app.AddTenantAsync(TenantSpec.Pymetrics.With("DisplayName", Attack));
        var broken = await app.AddTenantAsync(new TenantSpec().With("DisplayName", "Fabrikam with a certificate that is none").With("IdpCertificates", "MIIC=="));
        await app.AddTenantAsync(new TenantSpec().With("DisplayName", "Northwind").With("Enabled", false));
        await app.AddTenantAsync(new TenantSpec().With("DisplayName", "Tailspin").With("Misspelt", "x"));
        await using var person = await Person.SitDownAsync(chromium, script, "manage");

        await person.Page.GotoAsync(app.Url("/manage"));
        await SeesAsync(person, "Administration");
        await person.Page.GetByLabel("Bootstrap key").FillAsync("a guess");
        await person.PressAsync("Sign in with the key");
        await Assertions.Expect(person.Page.GetByText("This is not the key.").First).ToBeVisibleAsync();
        await SeesAsync(person, "Administration");
        await person.Page.GetByLabel("Bootstrap key").FillAsync(ManagedApp.Key);
        await person.PressAsync("Sign in with the key");
        await SeesAsync(person, "Tenants");
        var cookie = await person.CookieAsync("__Host-manage");
        Assert.NotNull(cookie);
        Assert.True(cookie.Secure && cookie.HttpOnly && cookie.SameSite == SameSiteAttribute.Strict && cookie.Path == "/");
        await Assertions.Expect(person.Page.GetByText("column IdpCertificates")).ToBeVisibleAsync();

        await person.Page.GetByLabel("Id, name or e-mail domain").FillAsync("fabrikam");
        await person.PressAsync("Search");
        await Assertions.Expect(person.Page.GetByText("Northwind")).Not.ToBeVisibleAsync();
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Fabrikam" }).ClickAsync();
        await SeesAsync(person, "Fabrikam with a certificate that is none");
        Assert.EndsWith($"/manage/tenants/{broken.Id}", person.Page.Url, StringComparison.Ordinal);

        await person.Page.GotoAsync(app.Url("/manage/keys"));
        await SeesAsync(person, "API keys");
        await person.Page.GetByLabel("Days until it expires").FillAsync("30 days");
        await person.PressAsync("Make the key");
        await Assertions.Expect(person.Page.GetByLabel("Days until it expires")).ToHaveValueAsync("30 days");
        await SeesAsync(person, "API keys");
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Days until it expires" }).ClickAsync();
        await Assertions.Expect(person.Page.GetByLabel("Days until it expires")).ToBeFocusedAsync();
        await person.Page.GetByLabel("Name").FillAsync("Nightly export");
        await person.Page.GetByLabel("Scope").SelectOptionAsync("all");
        await person.Page.GetByLabel("Days until it expires").FillAsync("30");
        await person.PressAsync("Make the key");
        await SeesAsync(person, "The key is made");
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Link, new() { Name = "Back to the list" })).ToBeVisibleAsync();
        await person.Page.ReloadAsync();
        await SeesAsync(person, "This key was made already");
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Make another" }).ClickAsync();
        await Assertions.Expect(person.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await SeesAsync(person, "API keys");
        await person.ConfirmAsync("Revoke Nightly export", "API keys");
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("The key is revoked. It opens nothing any more.");
        await SeesAsync(person, "API keys");

        await person.Page.GotoAsync(app.Url($"/manage/tenants/{tenant.Id}/links"));
        await person.Page.GetByLabel("For whom").FillAsync("IT department <script>");
        await person.PressAsync("Make the link");
        await SeesAsync(person, "The link is made");
        var link = await person.Page.Locator("#secret").TextContentAsync();
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Back to the list" }).ClickAsync();
        await SeesAsync(person, "Setup links");
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Audit trail" }).ClickAsync();
        await SeesAsync(person, "Audit trail");

        await using (var admin = await Person.SitDownAsync(chromium, script, "manage-link"))
        {
            await admin.Page.GotoAsync(link!);
            await SeesAsync(admin, "Set up single sign-on");
            Assert.Null(await admin.CookieAsync("__Host-manage"));
            await admin.PressAsync("Open the guide");
            await SeesAsync(admin, $"Set up single sign-on for {Attack}");
            await Assertions.Expect(admin.Page.GetByText(tenant.AcsUrl)).ToBeVisibleAsync();
            await admin.Page.GotoAsync(app.Url("/manage"));
            await SeesAsync(admin, "You may not open this");
            Assert.Empty(admin.Complaints);
        }

        await person.Page.GotoAsync(app.Url($"/manage/tenants/{tenant.Id}"));
        await SeesAsync(person, Attack);
        Assert.NotEqual("broken in", await person.Page.TitleAsync());
        await person.PressAsync("Sign out");
        await SeesAsync(person, "You are signed out");
        await person.Page.GotoAsync(app.Url("/manage/keys"));
        await SeesAsync(person, "Administration");
        Assert.Empty(person.Complaints);
    }

    private static async Task SeesAsync(Person person, string heading)
    {
        await person.SeesAsync(heading);
        await person.CanBeUsedByEverybodyAsync();
    }
}
