using Microsoft.Extensions.Logging.Abstractions;

namespace SignOn.Tests.Upkeep;

public sealed class UpkeepTests
{
    [Fact]
    public async Task What_expired_goes_and_what_still_counts_stays()
    {
        var world = new World();
        var old = await world.FormAsync(null);
        await world.Accept.RunAsync(old, Stop);
        world.Time.Advance(TimeSpan.FromDays(3));
        var recent = await world.FormAsync(null);
        await world.Accept.RunAsync(recent, Stop);

        Assert.Equal(new DeletedRows(1, 1, 0, false), await NewCleanUp(world).RunAsync(Stop));

        Assert.Single(world.Sessions.All);
        Assert.Equal(nameof(SignOnError.ResponseReplayed), World.CodeOf(await world.Accept.RunAsync(recent, Stop)));
    }

    [Fact]
    public async Task The_audit_trail_is_kept_for_its_retention()
    {
        var world = new World();
        await world.SignedInAsync();
        world.Time.Advance(TimeSpan.FromDays(90));
        Assert.Equal(0, (await NewCleanUp(world).RunAsync(Stop)).SignIns);

        world.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(1, (await NewCleanUp(world).RunAsync(Stop)).SignIns);
    }

    [Fact]
    public async Task Ended_sessions_are_kept_as_long_as_the_setting_says()
    {
        var world = new World();
        await world.SignedInAsync();
        world.Time.Advance(TimeSpan.FromDays(8));
        var options = World.Options with { SessionRetention = TimeSpan.FromDays(30) };
        var patient = new DeleteExpired(world.Tenants, world.UsedIds, world.Sessions, world.Log, options, world.Time, NullLogger<DeleteExpired>.Instance);
        Assert.Equal(0, (await patient.RunAsync(Stop)).Sessions);

        world.Time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(1, (await patient.RunAsync(Stop)).Sessions);
    }

    [Fact]
    public async Task A_disabled_tenants_rows_are_cleaned_up_too()
    {
        var world = new World();
        await world.SignedInAsync();
        world.Tenants.Set(World.TenantId, "Enabled", false);
        world.Time.Advance(TimeSpan.FromDays(3));

        Assert.Equal(1, (await NewCleanUp(world).RunAsync(Stop)).Sessions);
    }

    [Fact]
    public async Task A_backlog_larger_than_a_chunk_goes_in_one_run()
    {
        var world = new World();
        for (var i = 0; i < (2 * DeleteExpired.ChunkSize) + 1; i++)
        {
            await world.Log.AppendAsync(NewRecord(), Stop);
        }

        world.Time.Advance(TimeSpan.FromDays(91));

        Assert.Equal(new DeletedRows(0, 0, 2001, false), await NewCleanUp(world).RunAsync(Stop));
    }

    [Fact]
    public async Task One_run_does_a_bounded_amount_of_work_says_that_more_waits_and_reaches_every_tenant()
    {
        var world = new World();
        world.Tenants.Put("fabrikam", World.Row());
        var endless = new EndlessLog();

        var deleted = await new DeleteExpired(
            world.Tenants, world.UsedIds, world.Sessions, endless, World.Options, world.Time, NullLogger<DeleteExpired>.Instance).RunAsync(Stop);

        Assert.Equal(new DeletedRows(0, 0, DeleteExpired.MaxPerRun, true), deleted);
        Assert.Equal([25, 25], endless.Chunks.Values);
    }

    [Fact]
    public async Task A_user_who_waits_is_sent_again_after_a_minute_and_then_ever_more_seldom()
    {
        var world = new World();
        var first = (await world.SignedInAsync()).Message!;
        var sent = new List<int>();
        for (var minute = 0; minute <= 240; minute++)
        {
            if (await world.Resend.RunAsync(Stop) is [var message])
            {
                Assert.Equal((first.UserKey, first.CorrelationId), (message.UserKey, message.CorrelationId));
                sent.Add(minute);
            }

            world.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 124, 184], sent);
    }

    [Fact]
    public async Task Two_timers_at_once_send_one_message()
    {
        var world = new World();
        await world.SignedInAsync();
        world.Time.Advance(TimeSpan.FromMinutes(1));
        var other = world.Resend;
        world.Users.BeforeCommit = async () =>
        {
            world.Users.BeforeCommit = null;
            Assert.Single(await other.RunAsync(Stop));
        };

        Assert.Empty(await world.Resend.RunAsync(Stop));
    }

    [Fact]
    public async Task What_was_given_up_is_recorded_and_tried_again_soon_and_then_ever_later()
    {
        var world = new World();
        var message = (await world.SignedInAsync()).Message!;
        await new RecordPoison(world.Users, world.Log, world.Time, NullLogger<RecordPoison>.Instance).RunAsync(message, Stop);

        var record = Assert.Single(world.Log.All, r => r.Event == SignInEvent.ProvisioningFailed);
        Assert.Equal(message.UserKey, record.UserKey);
        world.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(await world.Resend.RunAsync(Stop));
        world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(await world.Resend.RunAsync(Stop));
        world.Time.Advance(TimeSpan.FromHours(10));
        Assert.Single(await world.Resend.RunAsync(Stop));
        world.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Empty(await world.Resend.RunAsync(Stop));
    }

    [Fact]
    public async Task Poison_of_a_user_who_is_active_after_all_is_forgotten()
    {
        var world = new World();
        var message = (await world.SignedInAsync()).Message!;
        await world.Provision.RunAsync(message, Stop);

        await new RecordPoison(world.Users, world.Log, world.Time, NullLogger<RecordPoison>.Instance).RunAsync(message, Stop);

        Assert.DoesNotContain(world.Log.All, r => r.Event == SignInEvent.ProvisioningFailed);
    }

    private static SignInRecord NewRecord() => new() { TenantId = World.TenantId, At = World.Start, Event = SignInEvent.Accepted, CorrelationId = "c" };

    private static DeleteExpired NewCleanUp(World world) =>
        new(world.Tenants, world.UsedIds, world.Sessions, world.Log, World.Options, world.Time, NullLogger<DeleteExpired>.Instance);

    /// <summary>Always has one more.</summary>
    private sealed class EndlessLog : ISignInLog
    {
        public Dictionary<string, int> Chunks { get; } = [];

        public Task AppendAsync(SignInRecord record, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> EraseUserAsync(string tenantId, string userKey, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> DeleteOlderAsync(string tenantId, DateTimeOffset before, int limit, CancellationToken cancellationToken)
        {
            Chunks[tenantId] = Chunks.GetValueOrDefault(tenantId) + 1;
            return Task.FromResult(limit);
        }
    }
}
