using LocalIdp;

namespace SignOn.Tests.Metadata;

/// <summary>The daily refresh: what it takes over, what it refuses, what it costs, and whose edits win.</summary>
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

    [Theory]
    [InlineData("not-xml", "NotXml")]
    [InlineData("expired", "has expired")]
    [InlineData("unreadable-until", "has expired")]
    [InlineData("other-idp", "does not describe the identity provider asked for")]
    [InlineData("no-key", "no signing certificate")]
    [InlineData("no-redirect", "SingleSignOnService")]
    [InlineData("http", "no absolute https")]
    [InlineData("too-many", "IdpCertificates")]
    [InlineData("unreachable", "nothing answers")]
    public async Task Bad_metadata_keeps_the_last_good_copy_and_is_recorded_once(string kind, string told)
    {
        var before = (await _world.TenantAsync()).IdentityProvider.SigningKeys.Select(k => k.Thumbprint).ToList();
        Publish(kind);
        _world.Faults.Forget();

        await _world.Refresh.RunDueAsync(Stop);
        var errors = new List<string> { Text("IdpMetadataError") };
        for (var hour = 0; hour < 5; hour++)
        {
            _world.Time.Advance(TimeSpan.FromHours(1));
            Assert.Equal(1, await _world.Refresh.RunDueAsync(Stop));
            errors.Add(Text("IdpMetadataError"));
        }

        Assert.Contains(told, Assert.Single(errors.Distinct()), StringComparison.Ordinal);
        Assert.Equal(1, _world.Faults.Operations.Count(o => o == "tenants merge"));
        Assert.Equal(6, _world.Metadata.Fetches);
        _world.Restart();
        var tenant = await _world.TenantAsync();
        Assert.Equal(before, tenant.IdentityProvider.SigningKeys.Select(k => k.Thumbprint));
        Assert.Contains(tenant.Warnings, w => w.Message.Contains(told, StringComparison.Ordinal));
        await _world.SignedInAsync();

        // And when it is mended, nothing is left of it.
        _world.Metadata.Publish(IdpDocument.Of(TestIdp.NewCertificateBase64));
        await _world.Refresh.RunDueAsync(Stop);
        Assert.Equal("", Text("IdpMetadataError"));
        Assert.Empty((await _world.TenantAsync()).Warnings);
    }

    [Fact]
    public async Task A_failed_tenant_is_tried_again_each_hour_and_not_at_each_run()
    {
        for (var run = 0; run < 12; run++)
        {
            await _world.Refresh.RunDueAsync(Stop);
            _world.Time.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(2, _world.Metadata.Fetches);
    }

    [Fact]
    public async Task Those_that_fail_do_not_take_the_turns_of_the_others()
    {
        for (var i = 0; i < 100; i++)
        {
            _world.Tenants.Put($"t{i}", World.Row(("IdpMetadataUrl", IdpDocument.Url), ("IdpMetadataError", "It failed.")));
        }

        _world.Metadata.Publish(IdpDocument.Of(TestIdp.NewCertificateBase64));
        await _world.Refresh.RunDueAsync(Stop);

        Assert.NotEqual("", Text("IdpMetadataRefreshedAt"));
    }

    [Fact]
    public async Task A_fault_of_ours_in_one_tenants_turn_costs_no_other_its_turn()
    {
        for (var i = 0; i < 20; i++)
        {
            _world.Tenants.Put($"t{i}", World.Row(("IdpMetadataUrl", i == 0 ? "https://broken.example/" : IdpDocument.Url)));
        }

        _world.Metadata.Publish(IdpDocument.Of(TestIdp.NewCertificateBase64));
        var good = _world.Metadata.Answer;
        _world.Metadata.Answer = url => url.Host == "broken.example" ? throw new InvalidOperationException("A bug.") : good(url);

        Assert.Equal(21, await _world.Refresh.RunDueAsync(Stop));

        Assert.Equal(["t0"], Enumerable.Range(0, 20).Select(i => $"t{i}").Where(id => _world.Tenants.Text(id, "IdpMetadataRefreshedAt").Length == 0));
    }

    [Fact]
    public async Task Metadata_with_a_pinned_key_must_be_signed_by_it()
    {
        _world.Tenants.Set(World.TenantId, "IdpMetadataCertificates", TestIdp.NewCertificateBase64);
        var document = IdpDocument.Of(TestIdp.NewCertificateBase64);

        _world.Metadata.Publish(document);
        await _world.Refresh.RunDueAsync(Stop);
        Assert.Contains("SignatureMissing", Text("IdpMetadataError"), StringComparison.Ordinal);

        _world.Time.Advance(TimeSpan.FromHours(1));
        using var stranger = IdpCertificate.Create(World.Start);
        _world.Metadata.Publish(IdpDocument.Signed(document, XmlSignatureOptions.From(stranger)));
        await _world.Refresh.RunDueAsync(Stop);
        Assert.Contains("SignatureInvalid", Text("IdpMetadataError"), StringComparison.Ordinal);
        Assert.Equal(TestIdp.CertificateBase64, Text("IdpCertificates"));

        _world.Time.Advance(TimeSpan.FromHours(1));
        _world.Metadata.Publish(IdpDocument.Signed(document, TestIdp.NewSignature));
        await _world.Refresh.RunDueAsync(Stop);
        Assert.Equal(("", TestIdp.NewCertificateBase64), (Text("IdpMetadataError"), Text("IdpCertificates")));
    }

    [Theory]
    [InlineData("", "missing")]
    [InlineData("validUntil=\"2026-11-30T09:00:00Z\"", "2026-11-30")]
    [InlineData("validUntil=\"2026-11-29T09:00:00Z\"", null)]
    public async Task A_tenant_may_demand_an_end_that_is_near(string attributes, string? told)
    {
        _world.Tenants.Set(World.TenantId, "IdpMetadataMaximumDays", 7);
        _world.Metadata.Publish(IdpDocument.With(attributes, TestIdp.EntityId, TestIdp.SsoUrl, TestIdp.NewCertificateBase64));

        await _world.Refresh.RunDueAsync(Stop);

        Assert.Contains(told ?? "", Text("IdpMetadataError"), StringComparison.Ordinal);
        Assert.Equal(told is null ? TestIdp.NewCertificateBase64 : TestIdp.CertificateBase64, Text("IdpCertificates"));
    }

    [Theory]
    [InlineData("IdpMetadataCertificates")]
    [InlineData("IdpMetadataMaximumDays")]
    public async Task A_pin_that_cannot_be_read_does_not_mean_that_there_is_none(string column)
    {
        _world.Tenants.Set(World.TenantId, column, "rubbish");
        _world.Metadata.Publish(IdpDocument.Of(TestIdp.NewCertificateBase64));

        Assert.Equal(0, await _world.Refresh.RunDueAsync(Stop));
        Assert.Equal((0, TestIdp.CertificateBase64), (_world.Metadata.Fetches, Text("IdpCertificates")));
    }

    [Theory]
    [InlineData("IdpMetadataUrl", "")]
    [InlineData("IdpMetadataUrl", "http://idp.example/metadata")]
    [InlineData("IdpMetadataUrl", "https://idp.example:8443/metadata")]
    [InlineData("IdpMetadataUrl", "https://localhost/metadata")]
    [InlineData("Enabled", "false")]
    public async Task What_is_not_to_be_fetched_is_not(string column, string value)
    {
        _world.Tenants.Set(World.TenantId, column, value);

        Assert.Equal(0, await _world.Refresh.RunDueAsync(Stop));
        Assert.Equal(0, _world.Metadata.Fetches);
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_outage_in_the_middle_of_the_write_is_mended_by_the_next_run(bool after)
    {
        _world.Metadata.Publish(IdpDocument.Of(TestIdp.NewCertificateBase64));
        _world.Faults.FailWrite(1, after);
        await Assert.ThrowsAnyAsync<StorageUnavailableException>(() => _world.Refresh.RunDueAsync(Stop));

        await _world.Refresh.RunDueAsync(Stop);

        Assert.Equal(TestIdp.NewCertificateBase64, Text("IdpCertificates"));
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

    private string Text(string column) => _world.Tenants.Text(World.TenantId, column);

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

    private Task<int> RunAsync() => _world.Refresh.RunDueAsync(Stop);

    private void EditOnce(string column, string value) => _world.Tenants.BeforeMerge = id =>
    {
        _world.Tenants.BeforeMerge = null;
        _world.Tenants.Set(id, column, value);
    };

    private void Publish(string kind)
    {
        string[] keys = [TestIdp.NewCertificateBase64];
        switch (kind)
        {
            case "unreachable":
                _world.Metadata.Answer = _ => FetchedMetadata.Failed("idp.example cannot be fetched from: nothing answers there.");
                break;
            case "too-many":
                _world.Metadata.Publish(IdpDocument.Of([.. Enumerable.Range(0, 40).Select(_ => Fresh())]));
                break;
            default:
                _world.Metadata.Publish(kind switch
                {
                    "not-xml" => "<html><p>Sign in</html>",
                    "expired" => IdpDocument.With("validUntil=\"2026-11-22T08:59:59Z\"", TestIdp.EntityId, TestIdp.SsoUrl, keys),
                    "unreadable-until" => IdpDocument.With("validUntil=\"tomorrow\"", TestIdp.EntityId, TestIdp.SsoUrl, keys),
                    "other-idp" => IdpDocument.With("", "https://evil.example/", TestIdp.SsoUrl, keys),
                    "no-key" => IdpDocument.Of(),
                    "no-redirect" => IdpDocument.Of(keys).Replace("HTTP-Redirect", "HTTP-Artifact", StringComparison.Ordinal),
                    _ => IdpDocument.With("", TestIdp.EntityId, "http://idp.example/sso", keys),
                });
                break;
        }
    }

    private static string Fresh()
    {
        using var certificate = IdpCertificate.Create(World.Start);
        return Convert.ToBase64String(certificate.RawData);
    }
}
