namespace SignOn.Tests.Users;

public sealed class MailTests
{
    private readonly UsersWorld _world = new();

    [Fact]
    public async Task The_person_and_the_admin_get_their_mails_once_however_often_the_messages_come()
    {
        _world.KnowAdmin("admin@contoso.com");
        var (_, messages) = await _world.InvitedAsync("b.simon@contoso.com", MailTo.Admin, MailTo.User);

        Assert.Equal([SendMailOutcome.Sent, SendMailOutcome.Sent], [await _world.SendMail.RunAsync(messages[0], Stop), await _world.SendMail.RunAsync(messages[1], Stop)]);
        Assert.Equal(SendMailOutcome.Needless, await _world.SendMail.RunAsync(messages[0], Stop));

        Assert.Equal(["admin@contoso.com", "b.simon@contoso.com"], _world.Sender.Sent.Select(m => m.To));
        Assert.Contains("B.Simon", _world.Sender.Sent[0].Body, StringComparison.Ordinal);
        Assert.Contains("https://sso.example.com/saml/contoso/sso", _world.Sender.Sent[1].Body, StringComparison.Ordinal);
        Assert.Empty(_world.World.Users.All<MailMarker>(World.TenantId));
    }

    [Fact]
    public async Task Messages_and_markers_hold_no_personal_data()
    {
        var (_, messages) = await _world.InvitedAsync("b.simon@contoso.com", MailTo.User);

        Assert.DoesNotContain("simon", $"{messages[0]} {_world.World.Users.All<MailMarker>(World.TenantId)[0]}", StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_mail_whose_message_got_lost_is_sent_again_by_the_timer_with_growing_pauses_for_two_days()
    {
        await _world.InvitedAsync("b.simon@contoso.com", MailTo.User);
        var times = new List<double>();
        for (var minute = 0; minute < 60 * 72; minute++)
        {
            times.AddRange((await _world.ResendMail.RunAsync(Stop)).Select(_ => (_world.World.Time.GetUtcNow() - World.Start).TotalMinutes));
            _world.World.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(1, times[0]);
        Assert.InRange(times[^1], 46 * 60, 48 * 60);
        Assert.InRange(times.Count, 45, 70);
    }

    [Fact]
    public async Task A_temporary_failure_is_thrown_for_the_queue_to_try_again_and_the_next_try_sends()
    {
        var (_, messages) = await _world.InvitedAsync("b.simon@contoso.com", MailTo.User);
        _world.Sender.Failures.Enqueue(new EmailException("busy", 451, isFinal: false));

        await Assert.ThrowsAsync<EmailException>(() => _world.SendMail.RunAsync(messages[0], Stop));
        Assert.Equal(451, _world.World.Users.All<MailMarker>(World.TenantId)[0].ReplyCode);

        Assert.Equal(SendMailOutcome.Sent, await _world.SendMail.RunAsync(messages[0], Stop));
    }

    [Fact]
    public async Task A_final_refusal_is_never_tried_again_until_an_admin_wants_it()
    {
        var (key, messages) = await _world.InvitedAsync("b.simon@contoso.com", MailTo.User);
        _world.Sender.Failures.Enqueue(new EmailException("no such user", 550, isFinal: true));

        Assert.Equal(SendMailOutcome.Refused, await _world.SendMail.RunAsync(messages[0], Stop));
        Assert.Equal(SendMailOutcome.Refused, await _world.SendMail.RunAsync(messages[0], Stop));
        await _world.Poison.RunAsync(messages[0], Stop);
        _world.World.Time.Advance(TimeSpan.FromHours(2));
        Assert.Empty(await _world.ResendMail.RunAsync(Stop));
        Assert.Equal((1, 550), ((await _world.Pending.ReadAsync(World.TenantId, withUsers: true, Stop)).FailedMails, Assert.Single(await _world.Mails.ListAsync(World.TenantId, key, Stop)).ReplyCode));
        Assert.Empty(_world.Sender.Sent);

        var again = await _world.Mails.SendAsync(UsersWorld.By, World.TenantId, key, MailTo.User, "c", Stop);
        Assert.Equal(SendMailOutcome.Sent, await _world.SendMail.RunAsync(again!, Stop));
    }

    [Fact]
    public async Task Two_deliveries_at_once_send_one_mail()
    {
        var (_, messages) = await _world.InvitedAsync("b.simon@contoso.com", MailTo.User);
        var second = SendMailOutcome.Sent;
        _world.Sender.Meanwhile = async () => second = await _world.SendMail.RunAsync(messages[0], Stop);

        Assert.Equal(SendMailOutcome.Sent, await _world.SendMail.RunAsync(messages[0], Stop));

        Assert.Equal(SendMailOutcome.Later, second);
        Assert.Single(_world.Sender.Sent);
    }

    [Fact]
    public async Task Wherever_sending_dies_the_mail_goes_out_and_twice_only_when_the_note_of_it_got_lost_then_with_the_same_id()
    {
        for (var write = 1; ; write++)
        {
            var world = new UsersWorld();
            var (_, messages) = await world.InvitedAsync("b.simon@contoso.com", MailTo.User);
            world.World.Faults.FailWrite(write, after: write % 2 == 0);
            try
            {
                await world.SendMail.RunAsync(messages[0], Stop);
            }
            catch (StorageUnavailableException)
            {
            }

            var struck = world.World.Faults.Struck;
            world.World.Faults.Forget();
            world.World.Time.Advance(TimeSpan.FromMinutes(3));
            foreach (var message in await world.ResendMail.RunAsync(Stop))
            {
                await world.SendMail.RunAsync(message, Stop);
            }

            Assert.InRange(world.Sender.Sent.Count, 1, 2);
            Assert.Single(world.Sender.Sent.Select(m => m.Id).Distinct());
            Assert.Empty(world.World.Users.All<MailMarker>(World.TenantId));
            if (!struck)
            {
                Assert.Single(world.Sender.Sent);
                Assert.Equal(3, write);
                return;
            }
        }
    }

    [Theory]
    [InlineData(Second.AtOnce)]
    [InlineData(Second.BeforeItIsTaken)]
    [InlineData(Second.WhileItIsHandedOver)]
    [InlineData(Second.AfterItWasSent)]
    public async Task Who_presses_twice_has_one_mail_sent_and_is_told_both_times_that_it_is_on_its_way(Second when)
    {
        var (key, _) = await _world.InvitedAsync();
        SendEmailMessage? second = null;
        async Task PressAsync() => second = await SendAsync(key);
        if (when == Second.AtOnce)
        {
            _world.World.Users.BeforeCommit = () =>
            {
                _world.World.Users.BeforeCommit = null;
                return PressAsync();
            };
        }

        var first = await SendAsync(key);
        if (when == Second.BeforeItIsTaken)
        {
            await PressAsync();
        }

        _world.Sender.Meanwhile = () => when == Second.WhileItIsHandedOver && second is null ? PressAsync() : Task.CompletedTask;
        Assert.Equal(SendMailOutcome.Sent, await _world.SendMail.RunAsync(first!, Stop));
        _world.World.Time.Advance(TimeSpan.FromSeconds(3));
        if (when == Second.AfterItWasSent)
        {
            await PressAsync();
        }

        Assert.Equal(SendMailOutcome.Needless, await _world.SendMail.RunAsync(second!, Stop));
        Assert.Single(_world.Sender.Sent);
        Assert.Empty(_world.World.Users.All<MailMarker>(World.TenantId));
    }

    [Fact]
    public async Task Who_wants_a_refused_mail_again_while_it_is_being_marked_as_given_up_has_it_sent()
    {
        var (key, messages) = await _world.InvitedAsync("b.simon@contoso.com", MailTo.User);
        _world.Sender.Failures.Enqueue(new EmailException("no such user", 550, isFinal: true));
        Assert.Equal(SendMailOutcome.Refused, await _world.SendMail.RunAsync(messages[0], Stop));
        _world.World.Users.BeforeCommit = () =>
        {
            _world.World.Users.BeforeCommit = null;
            return _world.Poison.RunAsync(messages[0], Stop);
        };

        Assert.Equal(SendMailOutcome.Sent, await _world.SendMail.RunAsync((await SendAsync(key))!, Stop));
        Assert.Single(_world.Audit.Records, r => r.Action == AuditAction.MailSentAgain);
    }

    [Fact]
    public async Task Who_wants_the_mail_again_later_has_another_one_sent()
    {
        var (key, _) = await _world.InvitedAsync();
        for (var sent = 1; sent <= 2; sent++)
        {
            Assert.Equal(SendMailOutcome.Sent, await _world.SendMail.RunAsync((await SendAsync(key))!, Stop));
            Assert.Equal(sent, _world.Sender.Sent.Select(m => m.Id).Distinct().Count());
            _world.World.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(2, _world.Audit.Records.Count(r => r.Action == AuditAction.MailSentAgain));
    }

    [Fact]
    public async Task Another_admin_who_wants_the_mail_gets_it_although_one_is_on_its_way_to_the_first()
    {
        _world.KnowAdmin("admin@contoso.com");
        var (key, _) = await _world.InvitedAsync("b.simon@contoso.com", MailTo.Admin);
        var other = new Admin.Operator(World.TenantId, UserKeys.ForEmail("x@contoso.com"));

        Assert.NotNull(await _world.Mails.SendAsync(other, World.TenantId, key, MailTo.Admin, "c", Stop));

        Assert.Equal(other.UserKey, Assert.Single(_world.World.Users.All<MailMarker>(World.TenantId)).AdminUserKey);
    }

    [Fact]
    public async Task A_mail_to_somebody_who_has_signed_in_or_was_disabled_meanwhile_is_needless()
    {
        var (key, messages) = await _world.InvitedAsync("b.simon@contoso.com", MailTo.User);
        await _world.Disable.DisableAsync(UsersWorld.By, World.TenantId, key, (await _world.FindAsync(key))!.ETag, "c", Stop);

        Assert.Equal(SendMailOutcome.Needless, await _world.SendMail.RunAsync(messages[0], Stop));
        Assert.Empty(_world.Sender.Sent);
    }

    [Fact]
    public async Task An_admin_who_came_in_with_the_key_has_no_address_and_gets_no_mail()
    {
        var (_, _, messages) = await _world.Create.RunAsync(new Admin.Operator(), World.TenantId, UsersWorld.Form(), [MailTo.Admin], "c", Stop);

        Assert.Empty(messages);
        Assert.Empty(_world.World.Users.All<MailMarker>(World.TenantId));
    }

    private Task<SendEmailMessage?> SendAsync(string key) => _world.Mails.SendAsync(UsersWorld.By, World.TenantId, key, MailTo.User, "c", Stop);

    /// <summary>When the second click comes.</summary>
    public enum Second
    {
        AtOnce,
        BeforeItIsTaken,
        WhileItIsHandedOver,
        AfterItWasSent,
    }
}
