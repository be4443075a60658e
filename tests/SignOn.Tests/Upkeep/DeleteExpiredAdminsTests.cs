using SignOn.Tests.Admins;

namespace SignOn.Tests.Upkeep;

public sealed class DeleteExpiredAdminsTests
{
    [Fact]
    public async Task The_audit_trail_of_changes_is_kept_for_its_retention_and_ended_sessions_go()
    {
        var world = new AdminWorld();
        await world.OperatorAsync();
        var delete = new DeleteExpiredAdmins(world.Store, world.Audit, AdminWorld.Options(("Manage:AuditRetentionDays", "30")), world.World.Time);
        world.World.Time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(1, await delete.RunAsync(Stop));
        Assert.Empty(world.Store.Sessions);
        Assert.Single(world.Audit.Records);

        world.World.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(1, await delete.RunAsync(Stop));
        Assert.Empty(world.Audit.Records);
    }
}
