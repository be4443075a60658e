namespace SignOn.Tests.Tenants;

public sealed class TenantDirectoryTests
{
    [Fact]
    public async Task A_change_is_seen_after_thirty_seconds_and_the_row_is_read_once_until_then()
    {
        var world = new World();
        await world.TenantAsync();
        world.Tenants.Set(World.TenantId, "DisplayName", "Contoso Ltd");
        world.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal("contoso", (await world.TenantAsync()).DisplayName);
        Assert.Single(world.Faults.Operations);

        world.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("Contoso Ltd", (await world.TenantAsync()).DisplayName);
    }

    [Fact]
    public async Task Many_who_ask_at_once_share_one_read()
    {
        var world = new World();
        var gate = new TaskCompletionSource();
        world.Tenants.Gate = gate.Task;
        var waiting = Enumerable.Range(0, 50).Select(_ => world.Directory.FindAsync("CONTOSO", Stop).AsTask()).ToList();
        gate.SetResult();

        Assert.All(await Task.WhenAll(waiting), l => Assert.IsType<TenantLookup.Found>(l));
        Assert.Single(world.Faults.Operations);
    }

    [Fact]
    public async Task One_who_goes_away_takes_the_read_from_nobody()
    {
        var world = new World();
        var gate = new TaskCompletionSource();
        world.Tenants.Gate = gate.Task;
        using var gone = new CancellationTokenSource();
        var first = world.Directory.FindAsync(World.TenantId, gone.Token).AsTask();
        var second = world.Directory.FindAsync(World.TenantId, Stop).AsTask();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        Assert.IsType<TenantLookup.Found>(await second);
    }

    [Fact]
    public async Task An_unknown_tenant_is_remembered_too_and_an_illegal_id_is_never_looked_for()
    {
        var world = new World();
        Assert.IsType<TenantLookup.Unknown>(await world.Directory.FindAsync("nobody", Stop));
        Assert.IsType<TenantLookup.Unknown>(await world.Directory.FindAsync("nobody", Stop));
        Assert.IsType<TenantLookup.Unknown>(await world.Directory.FindAsync("no/body", Stop));
        Assert.IsType<TenantLookup.Unknown>(await world.Directory.FindAsync(new string('a', 64), Stop));

        Assert.Single(world.Faults.Operations);
    }

    [Fact]
    public async Task A_short_outage_is_bridged_and_a_long_one_is_not()
    {
        var world = new World();
        await world.TenantAsync();
        world.Faults.Down = true;

        world.Time.Advance(TimeSpan.FromMinutes(5));
        await world.TenantAsync();
        world.Time.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<StorageUnavailableException>(world.TenantAsync);

        world.Faults.Down = false;
        await world.TenantAsync();
    }

    [Fact]
    public async Task In_an_outage_not_every_request_waits_for_storage_to_fail()
    {
        var world = new World();
        await world.TenantAsync();
        world.Faults.Down = true;
        world.Time.Advance(TimeSpan.FromMinutes(1));
        world.Faults.Forget();

        await world.TenantAsync();
        await world.TenantAsync();
        Assert.Single(world.Faults.Operations);

        world.Time.Advance(TimeSpan.FromSeconds(10));
        await world.TenantAsync();
        Assert.Equal(2, world.Faults.Operations.Count);
    }

    [Fact]
    public async Task A_broken_row_breaks_its_tenant_alone()
    {
        var world = new World();
        world.Tenants.Put("fabrikam", World.Row(("UrlStyle", "fancy")));

        Assert.IsType<TenantLookup.Broken>(await world.Directory.FindAsync("fabrikam", Stop));
        await world.TenantAsync();
    }

    [Fact]
    public async Task An_address_finds_the_tenant_of_its_domain_unless_two_claim_it()
    {
        var world = new World();
        world.Tenants.Put("fabrikam", World.Row(("EmailDomains", "fabrikam.com; shared.example")));
        world.Tenants.Put("northwind", World.Row(("EmailDomains", "Shared.Example")));

        Assert.Equal("fabrikam", (await world.Directory.FindByEmailDomainAsync("x@FABRIKAM.com", Stop))?.Id);
        Assert.Null(await world.Directory.FindByEmailDomainAsync("x@shared.example", Stop));
        Assert.Null(await world.Directory.FindByEmailDomainAsync("x@nobody.example", Stop));
        Assert.Null(await world.Directory.FindByEmailDomainAsync("fabrikam.com", Stop));
    }

    [Fact]
    public async Task A_domain_that_two_claim_is_told_to_both_and_costs_no_second_listing()
    {
        var world = new World();
        world.Tenants.Put("fabrikam", World.Row(("EmailDomains", "fabrikam.com; shared.example")));
        world.Tenants.Put("northwind", World.Row(("EmailDomains", "Shared.Example")));
        world.Tenants.Put("off", World.Row(("EmailDomains", "fabrikam.com"), ("Enabled", false)));
        var fabrikam = ((TenantLookup.Found)await world.Directory.FindAsync("fabrikam", Stop)).Tenant;
        var northwind = ((TenantLookup.Found)await world.Directory.FindAsync("northwind", Stop)).Tenant;

        var shared = Assert.Single(await world.Directory.FindSharedDomainsAsync(fabrikam, Stop));
        Assert.Equal(("shared.example", "northwind"), (shared.Domain, Assert.Single(shared.TenantIds)));
        Assert.Equal(("EmailDomains", true), (shared.ToWarning().Column, shared.ToWarning().Message.Contains("claimed by northwind, too", StringComparison.Ordinal)));
        Assert.DoesNotContain("northwind", shared.ToWarning(namesTenants: false).Message, StringComparison.Ordinal);
        world.Tenants.Remove("fabrikam");
        Assert.Equal("fabrikam", Assert.Single(Assert.Single(await world.Directory.FindSharedDomainsAsync(northwind, Stop)).TenantIds));
    }
}
