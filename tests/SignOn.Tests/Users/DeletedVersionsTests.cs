using LocalIdp;

namespace SignOn.Tests.Users;

/// <summary>What is deleted is what was read: a row that somebody else writes at that moment stays.</summary>
public sealed class DeletedVersionsTests
{
    private readonly UsersWorld _world = new();

    private World Domain => _world.World;

    [Fact]
    public async Task A_user_who_is_enabled_while_the_message_ends_the_sessions_keeps_the_marker_and_is_provisioned()
    {
        var message = (await Domain.SignedInAsync()).Message!;
        var disabled = await ChangeAsync(message.UserKey, enable: false);
        Assert.Equal(UserChangeOutcome.Done, disabled);
        Once(() => ChangeAsync(message.UserKey, enable: true));

        await Domain.Provision.RunAsync(message, Stop);

        Assert.Equal(UserStatus.Pending, Domain.OnlyUser().Status);
        Assert.False(Assert.Single(Domain.Users.All<PendingMarker>(World.TenantId)).EndsSessions);
        Assert.Equal(ProvisionOutcome.Activated, await Domain.Provision.RunAsync(message, Stop));
    }

    [Fact]
    public async Task A_user_who_is_disabled_while_a_late_message_tidies_up_keeps_the_marker_that_ends_the_sessions()
    {
        var message = (await Domain.SignedInAsync()).Message!;
        await Domain.Provision.RunAsync(message, Stop);
        Domain.Users.Put(World.TenantId, new PendingMarker { Key = UserKeys.ForPending(message.UserKey), UserKey = message.UserKey, CorrelationId = "", CreatedAt = World.Start, SentAt = World.Start });
        Once(() => ChangeAsync(message.UserKey, enable: false));

        await Domain.Provision.RunAsync(message, Stop);

        Assert.True(Assert.Single(Domain.Users.All<PendingMarker>(World.TenantId)).EndsSessions);
        Assert.Equal(ProvisionOutcome.Disabled, await Domain.Provision.RunAsync(message, Stop));
    }

    [Fact]
    public async Task A_user_who_is_enabled_while_another_admin_discards_stays()
    {
        var message = (await Domain.SignedInAsync()).Message!;
        // The first write disables, the second deletes.
        Once(() => Task.CompletedTask, () => ChangeAsync(message.UserKey, enable: true));

        Assert.False(await _world.Pending.DiscardAsync(UsersWorld.By, World.TenantId, message.UserKey, "c", Stop));

        Assert.Equal(UserStatus.Pending, Domain.OnlyUser().Status);
        Assert.Single(Domain.Users.All<PendingMarker>(World.TenantId));
    }

    [Fact]
    public async Task An_invitation_that_is_enabled_while_another_admin_erases_it_stays_and_the_admin_is_told()
    {
        var (key, _) = await _world.InvitedAsync();
        Once(() => Task.CompletedTask, () => ChangeAsync(key, enable: true));

        Assert.Equal(
            UserChangeOutcome.ChangedMeanwhile,
            await _world.Remove.RunAsync(UsersWorld.By, World.TenantId, key, (await _world.FindAsync(key))!.ETag, "c", Stop));

        Assert.False(Assert.Single(Domain.Users.All<Invitation>(World.TenantId)).Disabled);
    }

    [Fact]
    public async Task Who_joins_by_an_invitation_while_the_address_is_erased_is_erased_too()
    {
        await _world.InvitedAsync();
        var message = (await Domain.SignedInAsync(o => o.WithAttribute("UserEmail", "someone@contoso.com"))).Message!;
        // The invitation is linked between being read and being deleted, by somebody whose address the IdP has changed since.
        Once(() =>
        {
            var invitation = Assert.Single(Domain.Users.All<Invitation>(World.TenantId));
            Domain.Users.Put(World.TenantId, new EmailIndex { Key = invitation.Key, Target = message.UserKey });
            return Task.CompletedTask;
        });

        await Domain.Erase.ByEmailAsync(World.TenantId, "b.simon@contoso.com", Stop);

        Assert.Empty(Domain.Users.All<UserRow>(World.TenantId));
        Assert.Empty(Domain.Sessions.All);
    }

    [Fact]
    public async Task A_mail_that_an_admin_wants_again_while_the_first_hangs_is_sent()
    {
        var (key, messages) = await _world.InvitedAsync("b.simon@contoso.com", MailTo.User);
        SendEmailMessage? again = null;
        _world.Sender.Meanwhile = async () =>
        {
            _world.Sender.Meanwhile = () => Task.CompletedTask;
            Domain.Time.Advance(TimeSpan.FromMinutes(3));
            again = await _world.Mails.SendAsync(UsersWorld.By, World.TenantId, key, MailTo.User, "c", Stop);
        };

        Assert.Equal(SendMailOutcome.Sent, await _world.SendMail.RunAsync(messages[0], Stop));
        Assert.Equal(SendMailOutcome.Sent, await _world.SendMail.RunAsync(again!, Stop));

        Assert.Equal(2, _world.Sender.Sent.Select(m => m.Id).Distinct().Count());
    }

    private async Task<UserChangeOutcome> ChangeAsync(string key, bool enable)
    {
        var etag = (await _world.FindAsync(key))!.ETag;
        return enable
            ? await _world.Disable.EnableAsync(UsersWorld.By, World.TenantId, key, etag, "c", Stop)
            : await _world.Disable.DisableAsync(UsersWorld.By, World.TenantId, key, etag, "c", Stop);
    }

    /// <summary>Runs each before one of the next commits.</summary>
    private void Once(params Func<Task>[] works)
    {
        var next = 0;
        Domain.Users.BeforeCommit = async () =>
        {
            var before = Domain.Users.BeforeCommit;
            Domain.Users.BeforeCommit = null;
            if (next < works.Length)
            {
                await works[next++]();
                Domain.Users.BeforeCommit = before;
            }
        };
    }
}
