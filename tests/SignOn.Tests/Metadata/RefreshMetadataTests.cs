using LocalIdp;

namespace SignOn.Tests.Metadata;

/// <summary>The daily refresh: what it takes over, what it costs, and whose edits win.</summary>
public sealed class RefreshMetadataTests
{
    private readonly World _world = new(("IdpMetadataUrl", IdpDocument.Url), ("DisplayName", "Contoso"));

    [Fact]
    public async Task New_certificates_replace_the_old_ones_and_nothing_else_is_touched()
    {
        _world.Metadata.Publish(IdpDocument.Of(TestIdp.NewCertificateBase64, TestIdp.CertificateBase64));

        Assert.Equal(1, await _world.Refresh.RunDueAsync(Stop));

        var tenant = await _world.TenantAsync();
        Assert.Equal([TestIdp.NewCertificateBase64, TestIdp.CertificateBase64], tenant.IdentityProvider.SigningKeys.Select(k => k.CertificateBase64));
        Assert.Equal(("Contoso", "2026-11-22T09:00:00.000Z"), (tenant.DisplayName, Text("IdpMetadataRefreshedAt")));
        // Policies are the admin's, and a document without a sign-out page takes none away.
        Assert.Equal(("", "", "", ""), (Text("RejectExpiredCertificates"), Text("SignRequests"), Text("IdpSloUrl"), Text("IdpEntityId")));
        Assert.Empty(tenant.Warnings);
    }

    [Fact]
    public async Task A_refresh_costs_one_fetch_and_one_write_a_day()
    {
        _world.Metadata.Publish(IdpDocument.Of(TestIdp.CertificateBase64));
        await _world.Refresh.RunDueAsync(Stop);
        Assert.Equal(["tenants list", "tenants merge"], _world.Faults.Operations);

        for (var tenMinutes = 0; tenMinutes < 6 * 21; tenMinutes++)
        {
            _world.Time.Advance(TimeSpan.FromMinutes(10));
            Assert.Equal(0, await _world.Refresh.RunDueAsync(Stop));
        }

        _world.Time.Advance(TimeSpan.FromHours(3));
        Assert.Equal(1, await _world.Refresh.RunDueAsync(Stop));
        Assert.Equal(2, _world.Metadata.Fetches);
    }

    [Theory]
    [InlineData("cacheDuration=\"PT4H\"", 3.6, 4)]
    [InlineData("cacheDuration=\"PT1S\"", 0.9, 1)]
    [InlineData("cacheDuration=\"P30D\"", 21.6, 24)]
    [InlineData("validUntil=\"2026-11-22T19:00:00Z\"", 4.5, 5)]
    public async Task The_next_turn_is_when_the_metadata_asks_for_it(string attributes, double fromHours, double toHours)
    {
        _world.Metadata.Publish(IdpDocument.With(attributes, TestIdp.EntityId, TestIdp.SsoUrl, TestIdp.CertificateBase64));

        await _world.Refresh.RunDueAsync(Stop);

        var next = DateTimeOffset.Parse(Text("IdpMetadataNextRefreshAt"), System.Globalization.CultureInfo.InvariantCulture) - World.Start;
        Assert.InRange(next.TotalHours, fromHours - 0.001, toHours);
    }

    [Fact]
    public async Task Tenants_that_came_at_once_do_not_go_on_coming_at_once()
    {
        _world.Metadata.Publish(IdpDocument.Of(TestIdp.CertificateBase64));
        for (var i = 0; i < 250; i++)
        {
            _world.Tenants.Put($"t{i}", World.Row(("IdpMetadataUrl", IdpDocument.Url)));
        }

        int[] turns = [await RunAsync(), await RunAsync(), await RunAsync(), await RunAsync()];
        Assert.Equal([100, 100, 51, 0], turns);
        var next = Enumerable.Range(0, 250).Select(i => _world.Tenants.Text($"t{i}", "IdpMetadataNextRefreshAt")).Distinct().ToList();
        Assert.True(next.Count > 200, $"{next.Count} different times");
    }

    [Fact]
    public async Task An_admins_edit_of_another_column_during_the_fetch_is_kept_and_so_is_the_refresh()
    {
        _world.Metadata.Publish(IdpDocument.Of(TestIdp.NewCertificateBase64));
        EditOnce("DisplayName", "Contoso Ltd");

        await _world.Refresh.RunDueAsync(Stop);

        Assert.Equal(("Contoso Ltd", TestIdp.NewCertificateBase64), (Text("DisplayName"), Text("IdpCertificates")));
    }

    [Theory]
    [InlineData("IdpCertificates")]
    [InlineData("IdpMetadataUrl")]
    [InlineData("IdpMetadataCertificates")]
    public async Task An_admins_edit_of_what_the_refresh_is_about_wins(string column)
    {
        using var another = IdpCertificate.Create(World.Start);
        var value = column == "IdpMetadataUrl" ? "https://other.example/metadata" : Convert.ToBase64String(another.RawData);
        _world.Metadata.Publish(IdpDocument.Of(TestIdp.NewCertificateBase64));
        EditOnce(column, value);

        await _world.Refresh.RunDueAsync(Stop);

        Assert.Equal((value, ""), (Text(column), Text("IdpMetadataRefreshedAt")));
        Assert.NotEqual(TestIdp.NewCertificateBase64, Text("IdpCertificates"));
    }

    [Fact]
    public async Task A_tenant_that_was_deleted_meanwhile_stays_deleted()
    {
        _world.Metadata.Publish(IdpDocument.Of(TestIdp.NewCertificateBase64));
        _world.Tenants.BeforeMerge = id => _world.Tenants.Remove(id);

        await _world.Refresh.RunDueAsync(Stop);

        Assert.Null(_world.Tenants.Peek(World.TenantId));
    }

    [Fact]
    public async Task A_new_row_needs_its_metadata_URL_alone()
    {
        _world.Tenants.Put(World.TenantId, new Dictionary<string, object> { ["IdpMetadataUrl"] = "https://idp.example/metadata" });
        var waiting = Assert.IsType<TenantLookup.Broken>(await _world.Directory.FindAsync(World.TenantId, Stop));
        Assert.Contains(waiting.Errors, e => e.Message.Contains("within ten minutes", StringComparison.Ordinal));
        _world.Metadata.Publish(IdpDocument.With("", "https://idp.example/", "https://idp.example/sso", TestIdp.CertificateBase64));

        await _world.Refresh.RunDueAsync(Stop);

        var tenant = await _world.TenantAsync();
        Assert.Equal(("https://idp.example/", "https://idp.example/sso"), (tenant.IdentityProvider.EntityId, tenant.IdpSsoUrl));
        // Only where nobody has decided yet: an IdP that is not Entra counts its keys by its metadata and not by their certificates' dates.
        Assert.Equal((false, false), (tenant.RejectExpiredCertificates, tenant.SignRequests));
    }

    [Fact]
    public async Task Entras_metadata_URL_without_the_application_is_warned_of()
    {
        _world.Tenants.Set(World.TenantId, "IdpMetadataUrl", IdpDocument.Url.Split('?')[0]);

        Assert.Contains((await _world.TenantAsync()).Warnings, w => w.Message.Contains("?appid=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_odd_about_good_metadata_reaches_the_admin()
    {
        _world.Metadata.Publish(IdpDocument.Of(TestIdp.NewCertificateBase64, "AAAA"));

        await _world.Refresh.RunDueAsync(Stop);

        Assert.Contains((await _world.TenantAsync()).Warnings, w => w.Message.Contains("left out", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("redirect", "https://idp.example/redirect", "redirect")]
    [InlineData("", "https://idp.example/redirect", "")]
    [InlineData("post", "https://idp.example/post", "post")]
    public async Task Of_two_addresses_the_one_for_the_tenants_binding_is_kept_current(string wanted, string url, string binding)
    {
        _world.Tenants.Set(World.TenantId, "RequestBinding", wanted);
        _world.Tenants.Set(World.TenantId, "IdpEntityId", TestIdp.EntityId);

        _world.Metadata.Publish(IdpDocument.With("", TestIdp.EntityId, "https://idp.example/redirect", TestIdp.CertificateBase64).Replace(
            "</IDPSSODescriptor>",
            "<SingleSignOnService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" Location=\"https://idp.example/post\"/></IDPSSODescriptor>",
            StringComparison.Ordinal));

        Assert.Equal(1, await RunAsync());

        Assert.Equal((url, binding), (Text("IdpSsoUrl"), Text("RequestBinding")));
    }

    [Fact]
    public async Task A_tenant_that_posts_follows_an_IdP_that_takes_redirects_only()
    {
        _world.Tenants.Set(World.TenantId, "RequestBinding", "post");
        _world.Tenants.Set(World.TenantId, "IdpEntityId", TestIdp.EntityId);
        _world.Metadata.Publish(IdpDocument.With("", TestIdp.EntityId, "https://idp.example/redirect", TestIdp.CertificateBase64));

        await RunAsync();

        Assert.Equal(("https://idp.example/redirect", "redirect"), (Text("IdpSsoUrl"), Text("RequestBinding")));
    }

    private string Text(string column) => _world.Tenants.Text(World.TenantId, column);

    private Task<int> RunAsync() => _world.Refresh.RunDueAsync(Stop);

    private void EditOnce(string column, string value) => _world.Tenants.BeforeMerge = id =>
    {
        _world.Tenants.BeforeMerge = null;
        _world.Tenants.Set(id, column, value);
    };
}
