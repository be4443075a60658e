namespace SignOn.Tests.Setup;

public sealed class EditTenantsTests
{
    private static readonly Admin By = new Admin.Operator();
    private readonly World _world = new();
    private readonly MemoryAuditLog _audit = new();

    private MemoryTenantRemoval Removal => field ??= new(_world.Tenants);

    private EditTenants Edit => new(_world.Tenants, Removal, _audit, _world.Directory, World.Options, _world.Time);

    [Theory]
    [InlineData("EmailDomains", "victim.example", false)]
    [InlineData("Enabled", false, false)]
    [InlineData("LandingUrl", "https://phish.example", false)]
    [InlineData("ReturnUrlAllowList", "https://phish.example", false)]
    [InlineData("AllowIdpInitiated", false, false)]
    [InlineData("IdpMetadataCertificates", "", true)]
    [InlineData("RoleNames", "Admins=admin", true)]
    [InlineData("DisplayName", "Contoso", true)]
    public async Task A_key_of_one_tenant_changes_the_customers_columns_alone(string column, object value, bool isTaken)
    {
        var row = (await _world.Tenants.ReadAsync(World.TenantId, Stop))!;
        var key = new Admin.ApiKey("1", "export", World.TenantId, true);

        var saved = await Edit.SaveAsync(new TenantEdit(key, World.TenantId, new Dictionary<string, object> { [column] = value }, row.ETag!, "c"), Stop);

        Assert.Equal(isTaken, saved is TenantSaved.Done);
        Assert.Equal(isTaken ? [] : [column], (saved as TenantSaved.Forbidden)?.Columns ?? []);
        Assert.IsType<TenantSaved.Done>(await Edit.SaveAsync(new TenantEdit(key with { TenantId = null }, World.TenantId, new Dictionary<string, object> { [column] = value }, (await _world.Tenants.ReadAsync(World.TenantId, Stop))!.ETag!, "c"), Stop));
    }

    [Fact]
    public async Task A_new_tenant_may_lack_the_IdPs_part_and_nothing_else()
    {
        var values = new Dictionary<string, object> { ["DisplayName"] = "Fabrikam", ["LandingUrl"] = "" };

        var done = Assert.IsType<TenantSaved.Done>(await Edit.MakeAsync(By, "fabrikam", values, "c", Stop));

        Assert.Equal(["DisplayName"], done.Row.Values.Keys);
        Assert.Equal(TenantState.Incomplete, Edit.Check("fabrikam", done.Row).State);
        Assert.Equal(AuditAction.TenantMade, Assert.Single(_audit.Records).Action);
        var invalid = await Edit.MakeAsync(By, "tailspin", new Dictionary<string, object> { ["UrlStyle"] = "live" }, "c", Stop);
        Assert.Equal("SpEntityId", Assert.Single(Assert.IsType<TenantSaved.Invalid>(invalid).Errors).Column);
        Assert.Null(_world.Tenants.Peek("tailspin"));
    }

    [Fact]
    public async Task An_id_that_is_taken_is_refused()
    {
        var taken = Assert.IsType<TenantSaved.Taken>(await Edit.MakeAsync(By, World.TenantId, new Dictionary<string, object>(), "c", Stop));

        Assert.Contains("already", taken.Reason, StringComparison.Ordinal);
        Assert.Empty(_audit.Records);
    }

    [Theory]
    [InlineData("new")]
    [InlineData("new-tenant")]
    public async Task No_legal_id_is_kept_for_a_page(string id) =>
        Assert.IsType<TenantSaved.Done>(await Edit.MakeAsync(By, id, new Dictionary<string, object> { ["DisplayName"] = "New" }, "c", Stop));

    [Fact]
    public async Task A_change_is_seen_at_once_here_and_keeps_every_other_column()
    {
        _world.Tenants.Set(World.TenantId, "Notes", "by a table editor");
        Assert.Equal(TimeSpan.FromMinutes(480), (await _world.TenantAsync()).SessionMaximum);

        await SaveAsync(("SessionMaximumMinutes", 60));

        Assert.Equal(TimeSpan.FromMinutes(60), (await _world.TenantAsync()).SessionMaximum);
        Assert.Equal("by a table editor", _world.Tenants.Text(World.TenantId, "Notes"));
    }

    [Fact]
    public async Task The_line_of_the_audit_trail_comes_first_and_without_it_nothing_changes()
    {
        _audit.Down = true;

        await Assert.ThrowsAsync<StorageUnavailableException>(() => SaveAsync(("DisplayName", "x")));

        Assert.Equal("", TenantText.Of(_world.Tenants.Peek(World.TenantId)!, "DisplayName"));
    }

    [Fact]
    public async Task The_audit_trail_tells_before_and_after_with_thumbprints_and_without_keys_in_addresses()
    {
        await SaveAsync(("IdpCertificates", TestIdp.NewCertificateBase64), ("IdpMetadataUrl", "https://idp.example/metadata?key=s3cret"), ("DisplayName", "x"));

        var changes = Assert.Single(_audit.Records).Changes.ToDictionary(c => c.Field);
        Assert.Equal(["DisplayName", "IdpCertificates", "IdpMetadataUrl"], changes.Keys.Order(StringComparer.Ordinal));
        Assert.StartsWith("SHA-256 ", changes["IdpCertificates"].After, StringComparison.Ordinal);
        Assert.NotEqual(changes["IdpCertificates"].Before, changes["IdpCertificates"].After);
        Assert.Equal("https://idp.example/metadata?(secret)", changes["IdpMetadataUrl"].After);
        Assert.DoesNotContain(_audit.Records, r => r.Changes.Any(c => c.After?.Contains("s3cret", StringComparison.Ordinal) == true));
    }

    [Fact]
    public async Task An_old_version_changes_nothing_and_leaves_no_line()
    {
        var etag = _world.Tenants.Peek(World.TenantId)!.ETag!;
        _world.Tenants.Set(World.TenantId, "DisplayName", "theirs");

        var conflict = Assert.IsType<TenantSaved.Conflict>(await SaveAsync(etag, false, ("DisplayName", "mine")));

        Assert.Equal("theirs", conflict.Current.Values["DisplayName"]);
        Assert.Empty(_audit.Records);
    }

    [Fact]
    public async Task Somebody_who_saves_between_the_check_and_the_write_is_not_overwritten()
    {
        _world.Tenants.BeforeMerge = id =>
        {
            _world.Tenants.BeforeMerge = null;
            _world.Tenants.Set(id, "DisplayName", "theirs");
        };

        Assert.IsType<TenantSaved.Conflict>(await SaveAsync(("DisplayName", "mine")));

        Assert.Equal("theirs", _world.Tenants.Text(World.TenantId, "DisplayName"));
    }

    [Fact]
    public async Task What_changes_nothing_writes_nothing()
    {
        _world.Tenants.BeforeMerge = _ => Assert.Fail("Nothing was to be written.");

        Assert.IsType<TenantSaved.Done>(await SaveAsync(("EmailDomains", "contoso.com"), ("AllowIdpInitiated", "True".ToLowerInvariant()), ("LandingUrl", "")));

        Assert.Empty(_audit.Records);
    }

    [Fact]
    public async Task Whoever_sees_one_part_alone_is_not_stopped_by_errors_elsewhere()
    {
        _world.Tenants.Set(World.TenantId, "JustInTime", "perhaps");
        var etag = _world.Tenants.Peek(World.TenantId)!.ETag!;

        Assert.IsType<TenantSaved.Invalid>(await SaveAsync(etag, false, ("DisplayName", "x")));
        Assert.IsType<TenantSaved.Invalid>(await SaveAsync(etag, true, ("LandingUrl", "javascript:alert(1)")));
        Assert.IsType<TenantSaved.Done>(await SaveAsync(etag, true, ("DisplayName", "x")));
    }

    [Fact]
    public async Task Another_address_of_the_metadata_makes_the_refresh_begin_anew()
    {
        _world.Tenants.Set(World.TenantId, "IdpMetadataUrl", "https://idp.example/old");
        _world.Tenants.Set(World.TenantId, "IdpMetadataNextRefreshAt", "2026-11-23T00:00:00.000Z");
        _world.Tenants.Set(World.TenantId, "IdpMetadataError", "It is down.");

        await SaveAsync(("IdpMetadataUrl", "https://idp.example/new"));

        Assert.Equal("", _world.Tenants.Text(World.TenantId, "IdpMetadataNextRefreshAt"));
        Assert.Equal("", _world.Tenants.Text(World.TenantId, "IdpMetadataError"));
    }

    [Fact]
    public async Task A_row_that_would_not_fit_into_a_table_is_refused_by_name()
    {
        var invalid = Assert.IsType<TenantSaved.Invalid>(await SaveAsync(
            [.. TenantColumnTable.All.Where(c => c.Kind == TenantColumnKind.List && c.Name.EndsWith("Attributes", StringComparison.Ordinal)).Select(c => (c.Name, (object)new string('a', 32_000))),
             .. Enumerable.Range(0, 8).Select(i => ($"Own{i}", (object)new string('b', 32_000)))]));

        Assert.Contains(invalid.Errors, e => e.Message.Contains("400000 characters", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_deleted_tenant_is_unknown_at_once_and_its_id_cannot_be_had_while_anything_is_left()
    {
        await _world.SignedInAsync();
        var etag = _world.Tenants.Peek(World.TenantId)!.ETag!;
        Assert.IsType<TenantSaved.Conflict>(await Edit.DeleteAsync(By, World.TenantId, "old", "c", Stop));

        Assert.IsType<TenantSaved.Done>(await Edit.DeleteAsync(By, World.TenantId, etag, "c", Stop));

        Assert.IsType<TenantLookup.Unknown>(await _world.Directory.FindAsync(World.TenantId, Stop));
        Assert.Equal(AuditAction.TenantDeleted, Assert.Single(_audit.Records).Action);
        Assert.IsType<TenantSaved.Taken>(await Edit.MakeAsync(By, World.TenantId, new Dictionary<string, object>(), "c", Stop));
        Assert.IsType<TenantSaved.Gone>(await Edit.DeleteAsync(By, World.TenantId, etag, "c", Stop));
    }

    private Task<TenantSaved> SaveAsync(params (string Column, object Value)[] changes) => SaveAsync(_world.Tenants.Peek(World.TenantId)!.ETag!, false, changes);

    private Task<TenantSaved> SaveAsync(string etag, bool onlyOwnErrors, params (string Column, object Value)[] changes) =>
        Edit.SaveAsync(new TenantEdit(By, World.TenantId, changes.ToDictionary(c => c.Column, c => c.Value), etag, "c", onlyOwnErrors), Stop);
}
