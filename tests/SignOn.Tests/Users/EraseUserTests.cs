using LocalIdp;

namespace SignOn.Tests.Users;

public sealed class EraseUserTests
{
    [Fact]
    public async Task Wherever_erasing_dies_running_it_again_leaves_nothing_and_meanwhile_nobody_gets_in()
    {
        for (var write = 1; ; write++)
        {
            var world = new World();
            var first = await world.SignedInAsync(o => o.WithAttribute("UserEmail", "b.simon@contoso.com"));
            await world.Provision.RunAsync(first.Message!, Stop);
            world.Faults.FailWrite(write, after: write % 2 == 0);

            try
            {
                await world.Erase.ByEmailAsync(World.TenantId, "b.simon@contoso.com", Stop);
            }
            catch (StorageUnavailableException)
            {
                // Only before its row went can the person be somebody; then the row says that nobody comes in.
                Assert.All(world.Users.Users(World.TenantId).Where(_ => write > 1), u => Assert.Equal(UserStatus.Disabled, u.Status));
            }

            var struck = world.Faults.Struck;
            world.Faults.Forget();
            await world.Erase.ByEmailAsync(World.TenantId, "b.simon@contoso.com", Stop);

            Assert.Empty(world.Users.All<UserRow>(World.TenantId));
            Assert.Empty(world.Sessions.All);
            Assert.DoesNotContain(world.Log.All, r => r.UserKey is not null);
            if (!struck)
            {
                Assert.InRange(write, 5, 20);
                return;
            }
        }
    }

    [Fact]
    public async Task A_session_stored_while_the_person_is_erased_goes_too()
    {
        var world = new World();
        var first = await world.SignedInAsync(o => o.WithAttribute("UserEmail", "b.simon@contoso.com"));
        var late = world.Sessions.All[0] with { TokenHash = "late" };
        var commits = 0;
        world.Users.BeforeCommit = async () =>
        {
            // The second commit deletes the rows; the search for sessions is over by then.
            if (++commits == 2)
            {
                await world.Sessions.InsertAsync(late, Stop);
            }
        };

        Assert.Equal(2, (await world.Erase.ByKeyAsync(World.TenantId, first.UserKey, Stop)).Sessions);

        Assert.Empty(world.Sessions.All);
    }

    [Fact]
    public async Task Who_signs_in_again_is_somebody_new()
    {
        var world = new World();
        await world.SignedInAsync();
        var before = world.OnlyUser();
        await world.Erase.ByKeyAsync(World.TenantId, before.Key, Stop);

        await world.SignedInAsync();

        Assert.Equal(before.Key, world.OnlyUser().Key);
        Assert.NotEqual(before.UserId, world.OnlyUser().UserId);
    }
}
