using Azure;
using Azure.Data.Tables;
using EndToEnd.Tests.Harness;
using EndToEnd.Tests.RealBrowser;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Manage;

/// <summary>Users, provisioning, certificates and health in a real browser: the RunMyProcess tutorial's 'New User' among them.</summary>
public sealed class UsersInChromiumTests(Chromium chromium)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_operator_creates_the_tutorials_user_imports_others_and_looks_at_what_waits_and_expires(bool script)
    {
        var managed = new UsersApp();
        await managed.InitializeAsync();
        await using var users = managed;
        var app = managed.App;
        var tenant = await app.AddTenantAsync(TenantSpec.RunMyProcess);
        await app.AddTenantAsync(new TenantSpec().With("DisplayName", "Fabrikam with a certificate that is none").With("IdpCertificates", "MIIC=="));
        await using var person = await Person.SitDownAsync(chromium, script, "users");
        await person.Page.GotoAsync(app.Url("/manage"));
        await person.Page.GetByLabel("Bootstrap key").FillAsync(ManagedApp.Key);
        await person.PressAsync("Sign in with the key");
        await person.Page.GotoAsync(app.Url($"/manage/tenants/{tenant.Id}"));
        await SeesAsync(person, tenant.DisplayName);
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Users" }).ClickAsync();
        await SeesAsync(person, "Users");

        await person.Page.GetByRole(AriaRole.Link, new() { Name = "New User" }).ClickAsync();
        await SeesAsync(person, "New User");
        await Assertions.Expect(person.Page.GetByLabel("Send account creation e-mail to me")).ToBeDisabledAsync();
        await person.Page.GetByLabel("E-mail", new() { Exact = true }).FillAsync("nobody");
        await person.PressAsync("Save");
        await SeesAsync(person, "New User");
        await person.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("B.Simon");
        await person.Page.GetByLabel("E-mail", new() { Exact = true }).FillAsync("B.Simon@contoso.com");
        await person.Page.GetByLabel("IDE language").SelectOptionAsync("en");
        await person.Page.GetByLabel("Language", new() { Exact = true }).SelectOptionAsync("en");
        await person.Page.GetByLabel("Profile").SelectOptionAsync("Developer");
        await person.Page.GetByLabel("Send an invitation to the user").CheckAsync();
        await person.PressAsync("Save");
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The user is created");
        await SeesAsync(person, "B.Simon");

        await using (var simon = await Person.SitDownAsync(chromium, script, "users-simon"))
        {
            await simon.Page.GotoAsync(tenant.SignOnUrl);
            await simon.PickAsync("B.Simon");
            await simon.SeesAsync("Hello, B.Simon");
        }

        await person.Page.GotoAsync(app.Url($"/manage/tenants/{tenant.Id}/users?q=b.s"));
        await SeesAsync(person, "Users");
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "B.Simon" }).ClickAsync();
        await SeesAsync(person, "B.Simon");
        await person.ConfirmAsync("Disable", "B.Simon");
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("All sessions have ended");
        await SeesAsync(person, "B.Simon");
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Erase…" }).ClickAsync();
        await SeesAsync(person, "Erase this user?");

        await person.Page.GotoAsync(app.Url($"/manage/tenants/{tenant.Id}/import-users"));
        await SeesAsync(person, "Import users");
        await person.Page.GetByLabel("File", new() { Exact = true }).SetInputFilesAsync(new FilePayload
        {
            Name = "users.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes("\uFEFFname,email,profile\r\nAna,not an address,User\r\n\"Ruiz, Ana\",ana@contoso.com\r\n"),
        });
        await person.PressAsync("Check the file");
        await SeesAsync(person, "Import users");
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Write one e-mail address");
        await person.Page.GetByLabel("File", new() { Exact = true }).SetInputFilesAsync(new FilePayload
        {
            Name = "users.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes("\uFEFFname,email,profile\r\n\"Ruiz, Ana\",ana@contoso.com,User\r\n"),
        });
        await person.PressAsync("Check the file");
        await SeesAsync(person, "Check the import");
        await person.PressAsync("Import");
        await SeesAsync(person, "Imported");

        await GiveUpAsync(app, tenant);
        await person.Page.GotoAsync(app.Url($"/manage/tenants/{tenant.Id}/provisioning"));
        await SeesAsync(person, "Provisioning");
        await person.ConfirmAsync("Discard B.Simon", "Provisioning");
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("The user is discarded. Who signs in again starts anew.");
        await person.Page.GotoAsync(app.Url($"/manage/tenants/{tenant.Id}"));
        await person.ConfirmAsync("Disable", "RunMyProcess");
        await Assertions.Expect(person.Page.Locator(".done")).ToContainTextAsync("The tenant is disabled.");
        await person.Page.GotoAsync(app.Url("/manage/certificates"));
        await SeesAsync(person, "Keys and certificates");
        await person.Page.GotoAsync(app.Url("/manage/health"));
        await SeesAsync(person, "Health");
        Assert.Empty(person.Complaints);
    }

    /// <summary>B.Simon as somebody whom provisioning has just given up.</summary>
    private static async Task GiveUpAsync(AppUnderTest app, TestTenant tenant)
    {
        var users = app.Tables.GetTableClient("Users");
        var user = (await tenant.UsersAsync()).Single();
        var now = DateTimeOffset.UtcNow;
        await users.UpdateEntityAsync(new TableEntity(tenant.Id, user.RowKey) { ["Status"] = "pending" }, ETag.All);
        await users.UpsertEntityAsync(new TableEntity(tenant.Id, "p-" + user.RowKey)
        {
            ["Kind"] = "pending",
            ["UserKey"] = user.RowKey,
            ["CorrelationId"] = "0123456789abcdef0123456789abcdef",
            ["CreatedAt"] = now.AddMinutes(-2),
            ["SentAt"] = now.AddMinutes(-1),
            ["FailedAt"] = now,
            ["EndsSessions"] = false,
        });
    }

    private static async Task SeesAsync(Person person, string heading)
    {
        await person.SeesAsync(heading);
        await person.CanBeUsedByEverybodyAsync();
    }
}
