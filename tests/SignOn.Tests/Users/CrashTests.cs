namespace SignOn.Tests.Users;

/// <summary>Dies at every write of a flow, before it took effect and after, runs on as a new process would, and looks at what is left.</summary>
public sealed class CrashTests
{
    public static TheoryData<int, bool> Deaths()
    {
        var deaths = new TheoryData<int, bool>();
        for (var write = 1; write <= 4; write++)
        {
            deaths.Add(write, false);
            deaths.Add(write, true);
        }

        return deaths;
    }

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task First_sign_in_dies_and_the_person_still_becomes_one_active_user(int write, bool after)
    {
        var world = new World();
        var form = await world.FormAsync(await world.StartAsync());
        world.Faults.FailWrite(write, after);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => world.Accept.RunAsync(form, Stop));
        Assert.True(world.Faults.Struck);

        world.Faults.Forget();
        world.Restart();

        // Whatever was left, a user never lacks the marker that gets it provisioned, and no half user can sign in.
        Assert.Equal(world.Users.Users(World.TenantId).Select(u => u.Key), world.Users.All<PendingMarker>(World.TenantId).Select(m => m.UserKey));
        await AssertMessageComesAgainAsync(world);
        var again = await world.SignedInAsync();
        if (again.Message is not null)
        {
            await world.Provision.RunAsync(again.Message, Stop);
        }

        Assert.Equal(UserStatus.Active, world.OnlyUser().Status);
        Assert.Empty(world.Users.All<PendingMarker>(World.TenantId));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    public async Task Provisioning_dies_and_the_next_delivery_finishes_it(int write, bool after)
    {
        var world = new World();
        var invitation = await ProvisionUserTests.InviteAsync(world);
        var message = (await world.SignedInAsync(o => ProvisionUserTests.Email(o, invitation.Email))).Message!;
        world.Faults.FailWrite(write, after);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => world.Provision.RunAsync(message, Stop));

        world.Faults.Forget();
        world.Restart();
        await world.Provision.RunAsync(message, Stop);

        Assert.Equal((invitation.UserId, UserStatus.Active), (world.OnlyUser().UserId, world.OnlyUser().Status));
        Assert.Empty(world.Users.All<PendingMarker>(World.TenantId));
        Assert.Empty(world.Users.All<Invitation>(World.TenantId));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public async Task Disabling_dies_and_the_timers_message_ends_the_sessions(int write, bool after)
    {
        var world = new World();
        var invitation = await ProvisionUserTests.InviteAsync(world);
        world.Users.Put(World.TenantId, invitation with { Disabled = true });
        var message = (await world.SignedInAsync(o => ProvisionUserTests.Email(o, invitation.Email))).Message!;
        world.Faults.FailWrite(write, after);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => world.Provision.RunAsync(message, Stop));

        // The queue's message is lost as well; only the outbox is left.
        world.Faults.Forget();
        world.Restart();
        await AssertMessageComesAgainAsync(world);

        Assert.Equal(UserStatus.Disabled, world.OnlyUser().Status);
        Assert.All(world.Sessions.All, s => Assert.True(s.Revoked));
        Assert.Empty(world.Users.All<PendingMarker>(World.TenantId));
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task Linking_at_sign_in_dies_and_the_next_sign_in_finds_one_user(int write, bool after)
    {
        var world = new World(("JustInTime", false));
        var invitation = await ProvisionUserTests.InviteAsync(world);
        var form = await world.FormAsync(await world.StartAsync(), o => ProvisionUserTests.Email(o, invitation.Email));
        world.Faults.FailWrite(write, after);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => world.Accept.RunAsync(form, Stop));

        world.Faults.Forget();
        world.Restart();
        await world.SignedInAsync(o => ProvisionUserTests.Email(o, invitation.Email));

        Assert.Equal((invitation.UserId, UserStatus.Active), (world.OnlyUser().UserId, world.OnlyUser().Status));
        Assert.Empty(world.Users.All<Invitation>(World.TenantId));
    }

    private static async Task AssertMessageComesAgainAsync(World world)
    {
        world.Time.Advance(TimeSpan.FromMinutes(1));
        var waiting = world.Users.All<PendingMarker>(World.TenantId).Count;
        var messages = await world.Resend.RunAsync(Stop);
        Assert.Equal(waiting, messages.Count);
        foreach (var message in messages)
        {
            await world.Provision.RunAsync(message, Stop);
        }
    }
}
