using LocalIdp;
namespace SignOn.Tests.Users;

public sealed class ChangeUserTests
{
    private readonly UsersWorld _world = new();

    [Fact]
    public async Task A_disabled_user_is_out_at_once_on_an_instance_that_has_just_seen_the_user_active()
    {
        var (user, cookie) = await _world.SignedInAsync();
        Assert.NotNull(await _world.World.Reader.ReadAsync(cookie, Stop));

        Assert.Equal(UserChangeOutcome.Done, await DisableAsync(user));

        Assert.Null(await _world.World.Reader.ReadAsync(cookie, Stop));
        Assert.Equal("UserDisabled", await _world.World.RefusedAsync(o => o.WithAttribute("UserEmail", "b.simon@contoso.com")));
    }

    [Fact]
    public async Task A_session_stored_by_a_sign_in_that_had_read_the_user_before_ends_with_the_message_a_minute_later()
    {
        var (user, _) = await _world.SignedInAsync();
        var late = _world.World.Sessions.All[0] with { TokenHash = "late" };
        await DisableAsync(user);
        await _world.World.Sessions.InsertAsync(late, Stop);
        Assert.Empty(await _world.World.Resend.RunAsync(Stop));
        _world.World.Time.Advance(TimeSpan.FromMinutes(1));

        await _world.World.Provision.RunAsync(Assert.Single(await _world.World.Resend.RunAsync(Stop)), Stop);

        Assert.All(_world.World.Sessions.All, s => Assert.True(s.Revoked));
        Assert.Empty(_world.World.Users.All<PendingMarker>(World.TenantId));
    }

    [Fact]
    public async Task Wherever_disabling_dies_the_timer_ends_the_sessions_of_a_disabled_user_and_no_change_lacks_its_audit_line()
    {
        for (var write = 1; ; write++)
        {
            var world = new UsersWorld();
            var (user, _) = await world.SignedInAsync();
            world.World.Faults.FailWrite(write, after: write % 2 == 0);
            try
            {
                await world.Disable.DisableAsync(UsersWorld.By, World.TenantId, user.Key, user.ETag, "c", Stop);
            }
            catch (StorageUnavailableException)
            {
            }

            var struck = world.World.Faults.Struck;
            world.World.Faults.Forget();
            world.World.Time.Advance(TimeSpan.FromMinutes(1));
            foreach (var message in await world.World.Resend.RunAsync(Stop))
            {
                await world.World.Provision.RunAsync(message, Stop);
            }

            var disabled = world.World.OnlyUser().Status == UserStatus.Disabled;
            Assert.Equal(disabled, world.World.Sessions.All.All(s => s.Revoked));
            Assert.True(!disabled || world.Audit.Records.Any(r => r.Action == AuditAction.UserDisabled));
            if (!struck)
            {
                Assert.InRange(write, 3, 6);
                return;
            }
        }
    }

    [Fact]
    public async Task A_user_who_is_enabled_again_can_sign_in_and_keeps_the_new_session()
    {
        var (user, _) = await _world.SignedInAsync();
        await DisableAsync(user);
        var disabled = (await _world.FindAsync(user.Key))!;

        await _world.Disable.EnableAsync(UsersWorld.By, World.TenantId, user.Key, disabled.ETag, "c", Stop);

        var again = await _world.World.SignedInAsync(o => o.WithAttribute("UserEmail", "b.simon@contoso.com"));
        _world.World.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Empty(await _world.World.Resend.RunAsync(Stop));
        Assert.NotNull(await _world.World.Reader.ReadAsync(again.SessionToken, Stop));
    }

    [Fact]
    public async Task A_user_disabled_before_being_provisioned_is_pending_again_when_enabled()
    {
        var signedIn = await _world.World.SignedInAsync(o => o.WithAttribute("UserEmail", "b.simon@contoso.com"));
        await DisableAsync((await _world.FindAsync(signedIn.UserKey))!);

        await _world.Disable.EnableAsync(UsersWorld.By, World.TenantId, signedIn.UserKey, (await _world.FindAsync(signedIn.UserKey))!.ETag, "c", Stop);

        Assert.Equal(DirectoryState.Pending, (await _world.FindAsync(signedIn.UserKey))!.State);
        Assert.False(Assert.Single(_world.World.Users.All<PendingMarker>(World.TenantId)).EndsSessions);
    }

    [Fact]
    public async Task Of_two_admins_who_saw_the_same_version_one_is_told_and_nothing_of_the_other_is_lost()
    {
        var (key, _) = await _world.InvitedAsync();
        var seen = (await _world.FindAsync(key))!;
        var mine = UsersWorld.Form(name: "Mine").ToSettings();

        Assert.Equal(UserChangeOutcome.Done, await _world.Edit.RunAsync(UsersWorld.By, World.TenantId, key, seen.ETag, mine, "c", Stop));
        Assert.Equal(UserChangeOutcome.ChangedMeanwhile, await _world.Edit.RunAsync(UsersWorld.By, World.TenantId, key, seen.ETag, UsersWorld.Form(name: "Theirs").ToSettings(), "c", Stop));
        Assert.Equal(UserChangeOutcome.ChangedMeanwhile, await DisableAsync(seen));
        Assert.Equal(UserChangeOutcome.ChangedMeanwhile, await _world.Remove.RunAsync(UsersWorld.By, World.TenantId, key, seen.ETag, "c", Stop));

        Assert.Equal(("Mine", DirectoryState.Invited), ((await _world.FindAsync(key))!.Name, (await _world.FindAsync(key))!.State));
    }

    [Fact]
    public async Task A_writer_who_comes_between_look_and_write_wins_and_the_admin_is_told()
    {
        var (key, _) = await _world.InvitedAsync();
        var seen = (await _world.FindAsync(key))!;
        _world.World.Users.BeforeCommit = () =>
        {
            _world.World.Users.Put(World.TenantId, ((Invitation)seen.Row) with { Settings = new UserSettings { DisplayName = "Faster" } });
            return Task.CompletedTask;
        };

        Assert.Equal(
            UserChangeOutcome.ChangedMeanwhile,
            await _world.Edit.RunAsync(UsersWorld.By, World.TenantId, key, seen.ETag, UsersWorld.Form(name: "Mine").ToSettings(), "c", Stop));
        Assert.Equal("Faster", (await _world.FindAsync(key))!.Name);
    }

    [Fact]
    public async Task Nothing_is_changed_while_the_audit_trail_cannot_be_written()
    {
        var (key, _) = await _world.InvitedAsync();
        var seen = (await _world.FindAsync(key))!;
        _world.Audit.Down = true;

        await Assert.ThrowsAsync<StorageUnavailableException>(() => _world.Edit.RunAsync(UsersWorld.By, World.TenantId, key, seen.ETag, UsersWorld.Form(name: "x").ToSettings(), "c", Stop));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => DisableAsync(seen));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _world.Remove.RunAsync(UsersWorld.By, World.TenantId, key, seen.ETag, "c", Stop));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _world.InvitedAsync("other@contoso.com"));

        Assert.Equal(seen.ETag, Assert.Single((await _world.List.RunAsync(World.TenantId, "", null, null, Stop)).Users).ETag);
    }

    [Fact]
    public async Task The_audit_trail_has_who_and_what_but_no_name_and_no_address()
    {
        var (key, _) = await _world.InvitedAsync();
        var seen = (await _world.FindAsync(key))!;
        await _world.Edit.RunAsync(UsersWorld.By, World.TenantId, key, seen.ETag, (UsersWorld.Form(name: "Britta") with { Language = "fr" }).ToSettings(), "c", Stop);
        await _world.Remove.RunAsync(UsersWorld.By, World.TenantId, key, (await _world.FindAsync(key))!.ETag, "c", Stop);

        Assert.Equal([AuditAction.UserInvited, AuditAction.UserEdited, AuditAction.UserErased, AuditAction.UserDisabled], _world.Audit.Records.Select(r => r.Action));
        Assert.All(_world.Audit.Records, r => Assert.Equal((key, UsersWorld.By.Actor), (r.Target, r.Actor)));
        Assert.Contains(new AuditChange("Language", "de", "fr"), _world.Audit.Records[1].Changes);
        var text = string.Join('|', _world.Audit.Records.SelectMany(r => r.Changes).Select(c => c.ToString()));
        Assert.DoesNotContain("Simon", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Britta", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erasing_leaves_nothing_of_a_user_nor_of_an_invitation_and_its_mails()
    {
        var (user, cookie) = await _world.SignedInAsync();
        var (key, _) = await _world.InvitedAsync("other@contoso.com", MailTo.User);

        await _world.Remove.RunAsync(UsersWorld.By, World.TenantId, user.Key, user.ETag, "c", Stop);
        await _world.Remove.RunAsync(UsersWorld.By, World.TenantId, key, (await _world.FindAsync(key))!.ETag, "c", Stop);

        Assert.Empty(_world.World.Users.All<UserRow>(World.TenantId));
        Assert.Null(await _world.World.Reader.ReadAsync(cookie, Stop));
    }

    [Fact]
    public async Task What_was_given_up_is_shown_first_and_tried_again_or_discarded()
    {
        var first = await _world.World.SignedInAsync(o => o.WithAttribute("UserEmail", "b.simon@contoso.com"));
        await new RecordPoison(_world.World.Users, _world.World.Log, _world.World.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<RecordPoison>.Instance).RunAsync(first.Message!, Stop);
        var rows = await _world.Pending.ReadAsync(World.TenantId, withUsers: true, Stop);
        Assert.Equal((1, 1, true), (rows.Pending, rows.Poisoned, Assert.Single(rows.Users).IsPoisoned));

        _world.World.Time.Advance(TimeSpan.FromSeconds(1));
        var message = await _world.Pending.RetryAsync(UsersWorld.By, World.TenantId, first.UserKey, "c", Stop);
        Assert.Equal(0, (await _world.Pending.ReadAsync(World.TenantId, withUsers: false, Stop)).Poisoned);

        Assert.True(await _world.Pending.DiscardAsync(UsersWorld.By, World.TenantId, first.UserKey, "c", Stop));
        Assert.Equal(ProvisionOutcome.Gone, await _world.World.Provision.RunAsync(message!, Stop));
        Assert.Null(await _world.World.Reader.ReadAsync(first.SessionToken, Stop));
        Assert.Empty(_world.World.Users.All<UserRow>(World.TenantId));
        Assert.False(await _world.Pending.DiscardAsync(UsersWorld.By, World.TenantId, first.UserKey, "c", Stop));
        Assert.Equal([AuditAction.ProvisioningRetried, AuditAction.ProvisioningDiscarded], _world.Audit.Records.Select(r => r.Action));
    }

    [Fact]
    public async Task An_active_user_is_never_discarded()
    {
        var (user, _) = await _world.SignedInAsync();

        Assert.False(await _world.Pending.DiscardAsync(UsersWorld.By, World.TenantId, user.Key, "c", Stop));
        Assert.Equal(DirectoryState.Active, (await _world.FindAsync(user.Key))!.State);
    }

    private Task<UserChangeOutcome> DisableAsync(DirectoryUser user) => _world.Disable.DisableAsync(UsersWorld.By, World.TenantId, user.Key, user.ETag, "c", Stop);
}
