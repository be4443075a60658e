using LocalIdp;

namespace SignOn.Tests.Metadata;

/// <summary>The daily refresh: what it refuses, what that leaves, and when it tries again.</summary>
public sealed class FailedRefreshTests
{
    private readonly World _world = new(("IdpMetadataUrl", IdpDocument.Url), ("DisplayName", "Contoso"));

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

    private string Text(string column) => _world.Tenants.Text(World.TenantId, column);

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
