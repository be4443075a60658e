namespace SignOn.Tests.Admins;

public sealed class ListTenantsTests
{
    private readonly World _world = new();

    private ListTenants List => new(_world.Tenants, World.Options, _world.Time);

    [Fact]
    public async Task Every_tenant_is_listed_once_page_after_page()
    {
        for (var i = 0; i < 60; i++)
        {
            _world.Tenants.Put($"t{i:000}", World.Row());
        }

        var ids = new List<string>();
        string? after = null;
        do
        {
            var page = await List.RunAsync("", after, Stop);
            ids.AddRange(page.Tenants.Select(t => t.Id));
            Assert.InRange(page.Tenants.Count, 1, ListTenants.PageSize);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(["contoso", .. Enumerable.Range(0, 60).Select(i => $"t{i:000}")], ids);
    }

    [Fact]
    public async Task A_full_last_page_has_no_next_one()
    {
        for (var i = 0; i < ListTenants.PageSize - 1; i++)
        {
            _world.Tenants.Put($"t{i:000}", World.Row());
        }

        Assert.Null((await List.RunAsync("", null, Stop)).Next);
    }

    [Theory]
    [InlineData("NTOS")]
    [InlineData("the great")]
    [InlineData("great.example")]
    public async Task A_tenant_is_found_by_id_name_and_domain(string search)
    {
        _world.Tenants.Put("fabrikam", World.Row(("EmailDomains", "fabrikam.com")));
        _world.Tenants.Put("contoso", World.Row(("DisplayName", "Contoso the Great"), ("EmailDomains", "x.com;great.example")));

        Assert.Equal("contoso", Assert.Single((await List.RunAsync(search, null, Stop)).Tenants).Id);
    }

    [Fact]
    public async Task A_search_that_finds_little_stops_after_a_bound_and_goes_on_where_it_stopped()
    {
        for (var i = 0; i < ListTenants.MaxLookedAt; i++)
        {
            _world.Tenants.Put($"t{i:0000}", World.Row());
        }

        _world.Tenants.Put("z", World.Row(("DisplayName", "needle")));
        var first = await List.RunAsync("needle", null, Stop);
        Assert.Empty(first.Tenants);
        Assert.NotNull(first.Next);
        var second = await List.RunAsync("needle", first.Next, Stop);
        Assert.Equal("z", Assert.Single(second.Tenants).Id);
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task A_tenant_says_how_it_stands()
    {
        _world.Tenants.Put("broken", World.Row(("IdpCertificates", "rubbish"), ("JustInTime", "perhaps")));
        _world.Tenants.Put("off", World.Row(("Enabled", false)));
        _world.Tenants.Put("warned", World.Row(("Misspelt", "x")));
        var states = (await List.RunAsync("", null, Stop)).Tenants.ToDictionary(t => t.Id);

        Assert.Equal(TenantState.Works, states["contoso"].State);
        Assert.Equal(TenantState.Disabled, states["off"].State);
        Assert.Equal(["IdpCertificates", "JustInTime"], states["broken"].Errors.Select(e => e.Column).Order(StringComparer.Ordinal));
        Assert.Contains("Misspelt", Assert.Single(states["warned"].Warnings).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, TenantState.Broken)]
    [InlineData(false, TenantState.Works)]
    public async Task A_tenant_whose_certificates_have_all_ended_is_broken_or_warned_of(bool reject, TenantState state)
    {
        _world.Tenants.Put("contoso", World.Row(("RejectExpiredCertificates", reject)));
        Assert.Null((await List.FindAsync("contoso", Stop))!.Expiry);
        _world.Time.SetUtcNow(TestIdp.Certificate.NotAfter.ToUniversalTime().AddSeconds(1));

        var tenant = (await List.FindAsync("contoso", Stop))!;
        Assert.Equal(state, tenant.State);
        Assert.Equal("IdpCertificates", tenant.Expiry!.Error.Column);
        Assert.Equal(reject ? 1 : 0, tenant.Errors.Count);
        Assert.Equal(reject ? 0 : 1, tenant.Warnings.Count);
        Assert.NotNull(tenant.Settings);
    }

    [Fact]
    public async Task A_tenant_whose_metadata_has_ended_is_broken_until_a_newer_one_comes()
    {
        _world.Tenants.Put("contoso", World.Row(
            ("IdpMetadataUrl", "https://idp.example/metadata"), ("IdpMetadataRefreshedAt", "2026-01-01T00:00:00Z"), ("IdpMetadataValidUntil", MetadataState.Write(World.Start))));

        var error = Assert.Single((await List.FindAsync("contoso", Stop))!.Errors);
        Assert.Equal("IdpMetadataUrl", error.Column);
        Assert.Contains("was valid until", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_IdPs_admin_types_in_is_known_before_the_row_works()
    {
        _world.Tenants.Put("fresh", new Dictionary<string, object> { ["UrlStyle"] = "saml2-sp" });
        var addresses = (await List.FindAsync("fresh", Stop))!.Addresses;

        Assert.Equal("https://sso.example.com/saml2-sp/fresh/fresh/?acs", addresses.AssertionConsumer);
        Assert.Equal("https://sso.example.com/saml2-sp/fresh/fresh/metadata/", addresses.EntityId);
        Assert.Equal("https://sso.example.com/saml/fresh/slo", addresses.Logout);
    }
}
