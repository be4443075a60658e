using Microsoft.Extensions.Logging.Abstractions;

namespace SignOn.Tests.Upkeep;

public sealed class RemoveTenantsTests
{
    private readonly World _world = new();
    private readonly MemoryTenantRemoval _removal;

    public RemoveTenantsTests() => _removal = new(_world.Tenants);

    private RemoveTenants Remove => new(_world.Tenants, _removal, _world.Time, NullLogger<RemoveTenants>.Instance);

    [Fact]
    public async Task Everything_goes_and_the_mark_stays_a_day_for_what_other_instances_still_write()
    {
        _removal.Marks["gone"] = World.Start;
        _removal.Rows["gone"] = (2 * RemoveTenants.ChunkSize) + 1;

        Assert.Equal(2001, await Remove.RunAsync(Stop));
        _removal.Rows["gone"] = 1;
        _world.Time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(1, await Remove.RunAsync(Stop));
        Assert.NotEmpty(_removal.Marks);
        _world.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0, await Remove.RunAsync(Stop));
        Assert.Empty(_removal.Marks);
    }

    [Fact]
    public async Task One_run_does_a_bounded_amount_of_work()
    {
        _removal.Marks["gone"] = World.Start;
        _removal.Rows["gone"] = 100_000;
        _world.Time.Advance(TimeSpan.FromDays(2));

        Assert.Equal(RemoveTenants.MaxPerRun, await Remove.RunAsync(Stop));
        Assert.NotEmpty(_removal.Marks);
    }

    [Fact]
    public async Task Settings_that_somebody_put_back_by_hand_keep_what_is_left()
    {
        _removal.Marks[World.TenantId] = World.Start;
        _removal.Rows[World.TenantId] = 5;

        Assert.Equal(0, await Remove.RunAsync(Stop));

        Assert.Equal(5, _removal.Rows[World.TenantId]);
        Assert.Empty(_removal.Marks);
    }
}
