using SignOn.Tests.Admins;

namespace SignOn.Tests.Setup;

public sealed class SetupStepsTests
{
    private readonly AdminWorld _world = new();

    private SetupSteps Steps => new(_world.Store, _world.Audit, _world.World.Time);

    [Fact]
    public async Task A_link_does_a_step_once_with_an_hour_to_mend_it_and_the_audit_trail_tells_which_link()
    {
        var link = await LinkAsync();

        Assert.True(await DoAsync(link));
        _world.World.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.True(await DoAsync(link));
        _world.World.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await DoAsync(link));

        Assert.Equal(World.Start, (await Steps.ReadAsync(link, World.TenantId, Stop))[SetupStep.IdentityProvider]);
        var lines = _world.Audit.Records.Where(r => r.Action == AuditAction.SetupStepDone).ToList();
        Assert.Equal(2, lines.Count);
        Assert.All(lines, l => Assert.Equal(($"setup link {link.LinkId}", "IdentityProvider"), (l.Actor, l.Target)));
    }

    [Fact]
    public async Task Another_link_and_another_step_are_not_closed()
    {
        await DoAsync(await LinkAsync());
        _world.World.Time.Advance(TimeSpan.FromDays(1));

        var other = await LinkAsync();
        Assert.Empty(await Steps.ReadAsync(other, World.TenantId, Stop));
        Assert.True(await DoAsync(other));
        Assert.True(await Steps.TryDoAsync(other, World.TenantId, SetupStep.Values, "c", Stop));
    }

    [Fact]
    public async Task Operators_see_what_any_link_has_done_and_are_never_stopped()
    {
        await DoAsync(await LinkAsync());
        _world.World.Time.Advance(TimeSpan.FromHours(2));
        await DoAsync(await LinkAsync());
        var before = _world.Audit.Records.Count;

        Assert.True(await DoAsync(new Admin.Operator()));

        Assert.Equal(World.Start, (await Steps.ReadAsync(new Admin.Operator(), World.TenantId, Stop))[SetupStep.IdentityProvider]);
        Assert.Equal(before, _world.Audit.Records.Count);
    }

    [Fact]
    public async Task Without_its_line_no_step_is_noted()
    {
        var link = await LinkAsync();
        _world.Audit.Down = true;

        await Assert.ThrowsAsync<StorageUnavailableException>(() => DoAsync(link));

        Assert.Empty(await Steps.ReadAsync(link, World.TenantId, Stop));
    }

    private Task<bool> DoAsync(Admin admin) => Steps.TryDoAsync(admin, World.TenantId, SetupStep.IdentityProvider, "c", Stop);

    private async Task<Admin.SetupLink> LinkAsync() => new(World.TenantId, (await _world.LinkAsync()).Grant.Id);
}
