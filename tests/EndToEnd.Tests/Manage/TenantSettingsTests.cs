using System.Text;
using Azure.Data.Tables;
using EndToEnd.Tests.Browsing;
using EndToEnd.Tests.Harness;
using TestSupport;

namespace EndToEnd.Tests.Manage;

/// <summary>Tenants made, changed and deleted by pages; and the set-up guide followed through a link.</summary>
public sealed class TenantSettingsTests(ManagedApp managed) : IClassFixture<ManagedApp>
{
    private const string Attack = "\"'><script>alert(1)</script>";

    private readonly AppUnderTest _app = managed.App;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_operator_makes_a_tenant_a_customers_admin_connects_the_IdP_by_its_metadata_and_a_person_signs_in()
    {
        var tenant = await MakeAsync();
        var admin = await managed.FollowLinkAsync(tenant.Id);
        var guide = await admin.OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/guide"));
        Assert.Equal(tenant.AcsUrl, guide.Facts["Reply URL (Assertion Consumer Service URL)"]);
        guide = await guide.PressAsync("I have entered these values");
        Assert.Contains("Noted.", guide.Text, StringComparison.Ordinal);

        var read = await guide.Type("IdpMetadataUrl", _app.Idp.Urls.Metadata(tenant.Application.AppId)).PressAsync("Read the metadata");
        Assert.Equal("Is this your identity provider?", read.Heading);
        Assert.Contains("Valid", read.Text, StringComparison.Ordinal);
        Assert.Contains(_app.Idp.Issuer, read.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("IdpSsoUrl", (await RowAsync(tenant.Id)).Keys);
        var saved = await read.PressAsync("Save");

        Assert.Contains("Your identity provider is saved.", saved.Text, StringComparison.Ordinal);
        Assert.Contains("Works", saved.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Done", saved.Document.QuerySelector("#test")!.TextContent, StringComparison.Ordinal);
        var accounts = await (await (await saved.FollowAsync("Test sign-in")).PressAsync("Start the test")).RefreshAsync();
        var tested = await (await (await accounts.PressAsync(People.BSimon.UserPrincipalName)).PressAsync("Continue")).PressAsync("Show the result");
        Assert.Equal("The test passed", tested.Heading);
        guide = await admin.OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/guide"));
        Assert.Contains("Done", guide.Document.QuerySelector("#test")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Hello, B.Simon", (await _app.NewBrowser().SignInAsync(tenant, People.BSimon)).Heading);
        var audit = await managed.Operator.Copy().OpenAsync(_app.Url($"/manage/audit?tenant={tenant.Id}"));
        Assert.Contains("Did a step of the set-up IdentityProvider", audit.Text, StringComparison.Ordinal);
        Assert.Contains("Made a tenant", audit.Text, StringComparison.Ordinal);
        Assert.Contains("SHA-256", audit.Text, StringComparison.Ordinal);
        Assert.Contains("Values", audit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_tutorial_step_by_step_with_pasted_values()
    {
        var tenant = await MakeAsync(TenantSpec.RunMyProcess, ("UrlStyle", "live"), ("JustInTime", "false"));
        var admin = await managed.FollowLinkAsync(tenant.Id);
        var guide = await admin.OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/guide?idp=entra"));
        Assert.Equal(tenant.SignOnUrl, guide.Facts["Sign on URL"]);

        guide.Type("IdpSsoUrl", _app.Idp.Urls.Login).Type("IdpSloUrl", _app.Idp.Urls.Logout).Type("NameIdFormat", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress");
        var noIssuer = await guide.Type("IdpCertificates", _app.Idp.SigningCertificate.ExportCertificatePem()).PressAsync("Check the values");
        Assert.Equal(422, noIssuer.Status);
        Assert.Contains("the login URL is not Entra's, which would tell it", noIssuer.Text, StringComparison.Ordinal);
        var read = await noIssuer.Type("IdpEntityId", _app.Idp.Issuer).PressAsync("Check the values");
        Assert.Equal("Is this your identity provider?", read.Heading);
        await read.PressAsync("Save");

        var row = await RowAsync(tenant.Id);
        Assert.Equal((_app.Idp.Urls.Login, _app.Idp.Urls.Logout), (row["IdpSsoUrl"], row["IdpSloUrl"]));
        Assert.Equal("urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", row["NameIdFormat"]);
        Assert.Equal("UserUnknown", (await _app.NewBrowser().SignInAsync(tenant, People.BSimon)).ErrorCode);
        await Admin.InviteAsync(_app, tenant, "B.Simon@contoso.com", name: "Britta Simon");
        Assert.Equal("Hello, B.Simon", (await _app.NewBrowser().SignInAsync(tenant, People.BSimon)).Heading);
    }

    [Fact]
    public async Task A_metadata_file_is_read_and_what_is_none_is_told()
    {
        var tenant = await MakeAsync();
        var browser = managed.Operator.Copy();
        var guide = await browser.OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/guide"));
        using var http = new HttpClient();
        var metadata = await http.GetByteArrayAsync(new Uri(_app.Idp.Urls.Metadata(tenant.Application.AppId)), Stop);

        var read = await UploadAsync(browser, guide, metadata);
        Assert.Equal("Is this your identity provider?", read.Heading);
        var broken = await UploadAsync(browser, guide, Encoding.UTF8.GetBytes("<html>"));
        Assert.Equal(422, broken.Status);
        Assert.Contains("Metadata file", broken.Document.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        var none = await UploadAsync(browser, guide, []);
        Assert.Contains("The document is empty.", none.Text, StringComparison.Ordinal);
        Assert.Equal(413, (await UploadAsync(browser, guide, new byte[(4 * 1024 * 1024) + (64 * 1024) + 1])).Status);
    }

    [Theory]
    [InlineData("MIIC this is no certificate", "it is not base64; paste the file 'Certificate (Base64)' whole")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----", "it cannot be read")]
    [InlineData("", "there is none")]
    public async Task A_broken_certificate_paste_is_told_exactly_and_nothing_is_saved(string certificate, string problem)
    {
        var tenant = await MakeAsync();
        var guide = await managed.Operator.Copy().OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/guide"));

        var wrong = await guide.Type("IdpSsoUrl", _app.Idp.Urls.Login).Type("IdpEntityId", "x").Type("IdpCertificates", certificate).PressAsync("Check the values");

        Assert.Equal(422, wrong.Status);
        Assert.Contains(problem, wrong.Document.QuerySelector("#IdpCertificates-problem")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(_app.Idp.Urls.Login, wrong.Field("IdpSsoUrl"));
        Assert.DoesNotContain("IdpCertificates", (await RowAsync(tenant.Id)).Keys);
    }

    [Fact]
    public async Task Metadata_inside_of_our_network_is_not_fetched_for_anybody()
    {
        var tenant = await MakeAsync();
        var guide = await managed.Operator.Copy().OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/guide"));

        var refused = await guide.Type("IdpMetadataUrl", "https://169.254.169.254/metadata").PressAsync("Read the metadata");

        Assert.Equal(422, refused.Status);
        Assert.Contains("not on the public internet", refused.Text, StringComparison.Ordinal);

        // Whoever has a link learns nothing of what this network can see.
        guide = await (await managed.FollowLinkAsync(tenant.Id)).OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/guide"));
        var told = await guide.Type("IdpMetadataUrl", "https://169.254.169.254/metadata").PressAsync("Read the metadata");
        Assert.Equal(422, told.Status);
        Assert.Contains("Nothing could be fetched from this address.", told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("not on the public internet", told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("169.254.169.254 ", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_operators_edit_the_same_tenant_and_nothing_is_lost()
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec().With("Notes", "added in a table editor"));
        var address = _app.Url($"/manage/tenants/{tenant.Id}/settings");
        var (one, two) = (await managed.Operator.Copy().OpenAsync(address), await managed.Operator.Copy().OpenAsync(address));
        Assert.Contains("The settings are saved.", (await one.Type("DisplayName", "One").Type("LandingUrl", "/one").PressAsync("Save")).Text, StringComparison.Ordinal);

        var merge = await two.Type("DisplayName", "Two").Type("SessionMaximumMinutes", "60").PressAsync("Save");
        Assert.Equal((412, "Somebody else changed this tenant"), (merge.Status, merge.Heading));
        Assert.Equal("One", (await RowAsync(tenant.Id))["DisplayName"]);
        Assert.Equal(3, merge.Document.QuerySelectorAll("fieldset.merge").Length);
        var undecided = await merge.PressAsync("Save what I chose");
        Assert.Equal(412, undecided.Status);
        Assert.Contains("Both of you changed it.", undecided.Text, StringComparison.Ordinal);
        var saved = await undecided.Type("pick-DisplayName", "mine").PressAsync("Save what I chose");

        Assert.Contains("The settings are saved.", saved.Text, StringComparison.Ordinal);
        var row = await RowAsync(tenant.Id);
        Assert.Equal(("Two", "/one", 60), (row["DisplayName"], row["LandingUrl"], row["SessionMaximumMinutes"]));
        Assert.Equal("added in a table editor", row["Notes"]);
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field_and_nothing_is_saved()
    {
        var tenant = await _app.AddTenantAsync();
        var settings = await managed.Operator.Copy().OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/settings"));

        var wrong = await settings.Type("SessionMaximumMinutes", "4").Type("ReturnUrlAllowList", "http://evil.example").Type("DisplayName", "New name").PressAsync("Save");

        Assert.Equal(422, wrong.Status);
        Assert.Contains("'4' is no whole number from 5 to 43200.", wrong.Document.QuerySelector("#SessionMaximumMinutes-problem")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(wrong.Document.QuerySelector("#ReturnUrlAllowList-problem"));
        Assert.Equal("New name", wrong.Field("DisplayName"));
        Assert.NotEqual("New name", (await RowAsync(tenant.Id))["DisplayName"]);
    }

    [Fact]
    public async Task A_row_that_a_table_editor_broke_shows_the_column_and_is_mended_by_the_form()
    {
        var tenant = await _app.AddTenantAsync();
        await tenant.EditAsync(("JustInTime", "perhaps"));
        var page = await managed.Operator.Copy().OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}"));
        Assert.Contains("JustInTime: 'perhaps' is neither true nor false.", page.Text, StringComparison.Ordinal);

        var settings = await page.FollowAsync("Settings");
        Assert.NotNull(settings.Document.QuerySelector("#JustInTime-problem"));
        await settings.Type("JustInTime", "true").PressAsync("Save");

        Assert.Equal("Hello, B.Simon", (await _app.NewBrowser().SignInAsync(tenant, People.BSimon)).Heading);
    }

    [Fact]
    public async Task A_disabled_tenant_lets_nobody_in_until_it_is_enabled()
    {
        var tenant = await _app.AddTenantAsync();
        var page = await managed.Operator.Copy().OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}"));

        page = await page.PressAsync("Disable");
        Assert.Equal(404, (await _app.NewBrowser().OpenAsync(tenant.SignOnUrl)).Status);
        await page.PressAsync("Enable");

        Assert.Equal("Hello, B.Simon", (await _app.NewBrowser().SignInAsync(tenant, People.BSimon)).Heading);
    }

    [Fact]
    public async Task A_deleted_tenant_takes_all_its_rows_along()
    {
        var tenant = await _app.AddTenantAsync();
        var person = _app.NewBrowser();
        await person.SignInAsync(tenant, People.BSimon);
        var link = await managed.MakeLinkAsync(tenant.Id);
        var ask = await managed.Operator.Copy().OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/delete"));
        Assert.Equal(422, (await ask.Type("confirm", "another").PressAsync("Delete for good")).Status);

        var home = await ask.Type("confirm", tenant.Id).PressAsync("Delete for good");

        Assert.Equal("Tenants", home.Heading);
        Assert.Equal(401, (await person.SessionAsync(_app)).Status);
        Assert.Equal(404, (await _app.NewBrowser().OpenAsync(tenant.SignOnUrl)).Status);
        var again = await (await managed.Operator.Copy().OpenAsync(_app.Url("/manage/new-tenant"))).Type("id", tenant.Id).PressAsync("Make the tenant");
        Assert.Contains("still being removed", again.Text, StringComparison.Ordinal);
        await RunCleanUpAsync();
        await Eventually.IsTrueAsync("all rows of the tenant are gone", TimeSpan.FromSeconds(30), async () =>
            (await tenant.RowsAsync("Users")).Count + (await tenant.RowsAsync("Sessions")).Count + (await tenant.RowsAsync("SignIns")).Count == 0);

        Assert.Equal("This link does not work", (await (await _app.NewBrowser().OpenAsync(link)).PressAsync("Open the guide")).Heading);
    }

    [Fact]
    public async Task Text_of_a_tenant_and_of_metadata_never_becomes_markup()
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec().With("DisplayName", Attack).With("SpEntityId", Attack.Replace(" ", "", StringComparison.Ordinal)).With("FirstNameAttributes", Attack));
        var browser = managed.Operator.Copy();
        var guide = await browser.OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/guide"));
        var certificate = Convert.ToBase64String(_app.Idp.SigningCertificate.RawData);
        var metadata = $"""
            <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{System.Security.SecurityElement.Escape(Attack)}">
            <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
            <KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
            <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example/?a='&gt;&lt;script&gt;alert(1)&lt;/script&gt;"/>
            </IDPSSODescriptor></EntityDescriptor>
            """;

        Page[] pages =
        [
            guide,
            await UploadAsync(browser, guide, Encoding.UTF8.GetBytes(metadata)),
            await browser.OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/settings")),
            await browser.OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}")),
            await browser.OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/delete")),
            await browser.OpenAsync(_app.Url($"/manage?q={tenant.Id}")),
        ];

        Assert.All(pages, page => Assert.DoesNotContain("<script>", page.Visit.Text, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(Attack, pages[1].Text, StringComparison.Ordinal);
    }

    private static Task<Page> UploadAsync(UserAgent browser, Page guide, byte[] file)
    {
        using var body = new MemoryStream();
        void Add(string head, byte[] content)
        {
            body.Write(Encoding.ASCII.GetBytes($"--x\r\nContent-Disposition: form-data; {head}\r\n\r\n"));
            body.Write(content);
            body.Write("\r\n"u8);
        }

        Add("name=\"form-token\"", Encoding.ASCII.GetBytes(guide.Field("form-token")!));
        Add("name=\"source\"", "file"u8.ToArray());
        Add("name=\"Metadata\"; filename=\"metadata.xml\"\r\nContent-Type: text/xml", file);
        body.Write("--x--\r\n"u8);
        var address = new Uri(guide.Url.GetLeftPart(UriPartial.Path) + "/read");
        return browser.NavigateAsync(new Navigation(HttpMethod.Post, address, guide.Url, new FormBody("multipart/form-data; boundary=x", body.ToArray())));
    }

    /// <summary>Makes a tenant by the form; its application is at the IdP already.</summary>
    private async Task<TestTenant> MakeAsync(TenantSpec? spec = null, params (string Column, string Value)[] more)
    {
        var tenant = await _app.AddTenantAsync(spec);
        await _app.Tables.GetTableClient("Tenants").DeleteEntityAsync(tenant.Id, "settings", cancellationToken: Stop);
        var form = (await managed.Operator.Copy().OpenAsync(_app.Url("/manage/new-tenant"))).Type("id", tenant.Id).Type("DisplayName", $"Customer {tenant.Id}").Type("EmailDomains", "contoso.com");
        form = spec is null ? form : form.Type("SpEntityId", tenant.EntityId);
        var made = await more.Aggregate(form, (page, field) => page.Type(field.Column, field.Value)).PressAsync("Make the tenant");
        Assert.Contains("The tenant is made.", made.Text, StringComparison.Ordinal);
        Assert.Contains("Not set up yet", made.Text, StringComparison.Ordinal);
        return tenant;
    }

    private async Task RunCleanUpAsync()
    {
        using var http = new HttpClient();
        using var body = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri($"http://localhost:{_app.First.Port}/admin/functions/DeleteExpired"), body, Stop);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<TableEntity> RowAsync(string tenantId) => await _app.Tables.GetTableClient("Tenants").GetEntityAsync<TableEntity>(tenantId, "settings", cancellationToken: Stop);
}
