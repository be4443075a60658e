namespace SignOn.Tests.Tenants;

public sealed class TenantRowTests
{
    [Fact]
    public void Three_columns_are_enough_for_an_Entra_tenant()
    {
        var tenant = Parsed([]);

        Assert.Equal(
            ("https://sso.example.com/saml/contoso/metadata", "https://sso.example.com/saml/contoso/acs", "https://sso.example.com/saml/contoso/sso"),
            (tenant.EntityId, tenant.AssertionConsumerUrl, tenant.SignOnUrl));
        Assert.Equal(TestIdp.EntityId, tenant.IdentityProvider.EntityId);
        Assert.Equal((true, TimeSpan.FromHours(8), "/"), (tenant.JustInTime, tenant.SessionMaximum, tenant.LandingUrl));
        Assert.True(tenant.RejectExpiredCertificates);
        Assert.True(tenant.PublishEncryptionKey);
        Assert.Empty(tenant.Warnings);
    }

    [Fact]
    public void The_first_tutorials_URLs_are_as_its_customers_see_them()
    {
        var tenant = Parsed([("UrlStyle", "saml2-sp")]);

        Assert.Equal("https://sso.example.com/saml2-sp/contoso/contoso/metadata/", tenant.EntityId);
        Assert.Equal("https://sso.example.com/saml2-sp/contoso/contoso/?acs", tenant.AssertionConsumerUrl);
        Assert.Equal("https://sso.example.com/saml2-sp/contoso/contoso/?sso", tenant.SignOnUrl);
        Assert.Equal(tenant.EntityId, tenant.MetadataUrl);
    }

    [Fact]
    public void The_second_tutorials_identifier_is_one_fixed_string()
    {
        var tenant = Parsed([("UrlStyle", "live"), ("SpEntityId", "RunMyProcess")]);

        Assert.Equal(("RunMyProcess", "https://sso.example.com/live/contoso"), (tenant.EntityId, tenant.SignOnUrl));
        Assert.Equal("https://sso.example.com/saml/contoso/acs", tenant.AssertionConsumerUrl);
    }

    [Theory]
    [InlineData("https://login.microsoftonline.us/11111111-2222-3333-4444-555555555555/saml2", "https://sts.windows.net/11111111-2222-3333-4444-555555555555/")]
    [InlineData("https://login.partner.microsoftonline.cn/11111111-2222-3333-4444-555555555555/saml2", "https://sts.chinacloudapi.cn/11111111-2222-3333-4444-555555555555/")]
    public void The_login_URLs_of_other_Entra_clouds_tell_the_entity_ID_too(string loginUrl, string entityId) =>
        Assert.Equal(entityId, Parsed([("IdpSsoUrl", loginUrl)]).IdentityProvider.EntityId);

    [Theory]
    [InlineData("https://login.microsoftonline.com.evil.example/11111111-2222-3333-4444-555555555555/saml2")]
    [InlineData("https://login.microsoftonline.com/common/saml2")]
    [InlineData("https://idp.example/sso")]
    public void Any_other_login_URL_does_not(string loginUrl) => AssertBroken("IdpEntityId", ("IdpSsoUrl", loginUrl));

    [Theory]
    [InlineData("Enabled", "perhaps")]
    [InlineData("UrlStyle", "fancy")]
    [InlineData("IdpSsoUrl", "")]
    [InlineData("IdpSsoUrl", "http://login.example/saml2")]
    [InlineData("IdpSloUrl", "nowhere")]
    [InlineData("IdpSloBinding", "soap")]
    [InlineData("IdpSloResponseUrl", "http://idp.example/answers")]
    [InlineData("IdpCertificates", "")]
    [InlineData("IdpCertificates", "not a certificate")]
    [InlineData("NameIdFormat", "emailAddress")]
    [InlineData("NameIdFormat", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient")]
    [InlineData("SessionMaximumMinutes", "0")]
    [InlineData("SessionMaximumMinutes", "-5")]
    [InlineData("SessionMaximumMinutes", 43201)]
    [InlineData("EmailDomains", "@contoso.com")]
    [InlineData("ReturnUrlAllowList", "app.contoso.com")]
    [InlineData("LandingUrl", "//evil.example")]
    [InlineData("LandingUrl", "/saml/contoso/sso")]
    [InlineData("LandingUrl", "/live/contoso?x=y")]
    [InlineData("LandingUrl", "https://sso.example.com/saml2-sp/contoso/contoso/?sso")]
    [InlineData("GroupRoles", "g1")]
    [InlineData("GroupRoles", "g1=a;g1=b")]
    [InlineData("SpEntityId", "two words")]
    public void A_wrong_value_names_its_column(string column, object value) => AssertBroken(column, (column, value));

    [Theory]
    [InlineData(TestIdp.SsoUrl, "", SloBinding.Redirect, TestIdp.SsoUrl)]
    [InlineData(TestIdp.SsoUrl, "plain", SloBinding.Plain, null)]
    [InlineData("https://login.microsoftonline.com/common/wsfederation?wa=wsignout1.0", "", SloBinding.Plain, null)]
    [InlineData("https://idp.example/logout", "", SloBinding.Plain, null)]
    [InlineData("https://idp.example/logout", "Redirect", SloBinding.Redirect, "https://idp.example/logout")]
    [InlineData("https://idp.example/logout", "post", SloBinding.Post, "https://idp.example/logout")]
    public void A_logout_URL_alone_is_a_plain_page_unless_it_is_Entras_own_endpoint(string url, string binding, SloBinding expected, string? responses)
    {
        var tenant = Parsed([("IdpSloUrl", url), ("IdpSloBinding", binding)]);

        Assert.Equal((url, expected, responses), (tenant.IdpSloUrl, tenant.IdpSloBinding, tenant.IdpSloResponseUrl));
        Assert.Equal("https://sso.example.com/saml/contoso/slo", tenant.SingleLogoutUrl);
    }

    [Theory]
    [InlineData("https://sts.windows.net/11111111-2222-3333-4444-555555555555/", "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/")]
    [InlineData("https://sts.chinacloudapi.cn/11111111-2222-3333-4444-555555555555/", "https://login.partner.microsoftonline.cn/11111111-2222-3333-4444-555555555555/")]
    public void Entra_answers_logout_requests_under_its_login_address_of_the_same_directory(string entityId, string issuer) =>
        Assert.Contains(issuer, EntraLoginUrl.LogoutIssuers(entityId));

    [Theory]
    [InlineData("https://sts.windows.net.evil.example/11111111-2222-3333-4444-555555555555/")]
    [InlineData("https://sts.windows.net/common/")]
    [InlineData("https://idp.example/metadata")]
    [InlineData("not a url")]
    public void Any_other_IdP_has_one_name(string entityId) => Assert.Empty(EntraLoginUrl.LogoutIssuers(entityId));

    [Fact]
    public void Style_live_needs_an_identifier() => AssertBroken("SpEntityId", ("UrlStyle", "live"));

    [Fact]
    public void All_errors_are_told_at_once()
    {
        var broken = Assert.IsType<TenantLookup.Broken>(Parse([("Enabled", "x"), ("UrlStyle", "y"), ("SessionMaximumMinutes", "z")]));

        Assert.Equal(["Enabled", "SessionMaximumMinutes", "UrlStyle"], broken.Errors.Select(e => e.Column).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData("TRUE")]
    [InlineData(" true ")]
    public void Whatever_type_a_table_editor_chose_is_understood(object value)
    {
        Assert.True(Parsed([("SignRequests", value)]).SignRequests);
        Assert.Equal(TimeSpan.FromMinutes(30), Parsed([("SessionMaximumMinutes", 30L)]).SessionMaximum);
    }

    [Fact]
    public void A_misspelt_column_is_a_warning() => Assert.Contains("AlowIdpInitiated", Assert.Single(Parsed([("AlowIdpInitiated", true)]).Warnings, w => w.Column == "AlowIdpInitiated").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Contoso")]
    [InlineData("-contoso")]
    [InlineData("con/toso")]
    public void A_row_under_an_illegal_id_is_broken(string id) =>
        Assert.IsType<TenantLookup.Broken>(TenantRow.Parse(id, new TenantColumns(World.Row()), World.Options.PublicBaseUrl));

    [Fact]
    public void Every_default_in_the_table_of_columns_is_one_that_parses()
    {
        var row = World.Row();
        foreach (var column in TenantColumnTable.All.Where(c => c.Default is not null))
        {
            row[column.Name] = column.Default!;
        }

        Assert.IsType<TenantLookup.Found>(TenantRow.Parse(World.TenantId, new TenantColumns(row), World.Options.PublicBaseUrl));
    }

    private static TenantLookup Parse((string, object)[] columns) =>
        TenantRow.Parse(World.TenantId, new TenantColumns(World.Row(columns)), World.Options.PublicBaseUrl);

    private static Tenant Parsed((string, object)[] columns) => Assert.IsType<TenantLookup.Found>(Parse(columns)).Tenant;

    private static void AssertBroken(string column, params (string, object)[] columns)
    {
        var error = Assert.Single(Assert.IsType<TenantLookup.Broken>(Parse(columns)).Errors);
        Assert.Equal(column, error.Column);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
    }
}
