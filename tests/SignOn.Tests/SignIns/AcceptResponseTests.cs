using LocalIdp;
using Saml;

namespace SignOn.Tests.SignIns;

public sealed class AcceptResponseTests
{
    [Fact]
    public async Task An_unknown_person_becomes_a_pending_user_with_a_session_and_a_message()
    {
        var world = new World();

        var outcome = await world.SignedInAsync();

        var user = world.OnlyUser();
        Assert.Equal(UserStatus.Pending, user.Status);
        Assert.Equal(user.Key, outcome.UserKey);
        Assert.Equal((World.TenantId, user.Key), (outcome.Message!.TenantId, outcome.Message.UserKey));
        Assert.Equal(user.Key, Assert.Single(world.Users.All<PendingMarker>(World.TenantId)).UserKey);
        Assert.Equal(("Britta", "Simon"), (user.Facts.FirstName, user.Facts.LastName));
        Assert.True((await world.Reader.ReadAsync(outcome.SessionToken, Stop))!.IsPending);
    }

    [Fact]
    public async Task A_known_user_costs_four_storage_operations()
    {
        var world = new World();
        await world.Provision.RunAsync((await world.SignedInAsync()).Message!, Stop);
        var form = await world.FormAsync(await world.StartAsync());
        world.Faults.Forget();

        var outcome = Assert.IsType<AcceptOutcome.SignedIn>(await world.Accept.RunAsync(form, Stop));

        Assert.Equal(
            ["sessions insert", "sign-ins append", "used ids insert", "users read"], world.Faults.Operations.Order(StringComparer.Ordinal));
        Assert.False(outcome.IsPending);
        Assert.Null(outcome.Message);
    }

    [Fact]
    public async Task A_first_sign_in_costs_five_operations_besides_the_message()
    {
        var world = new World();
        var form = await world.FormAsync(await world.StartAsync());
        world.Faults.Forget();

        await world.Accept.RunAsync(form, Stop);

        Assert.Equal(5, world.Faults.Operations.Count);
    }

    [Fact]
    public async Task Starting_costs_no_operation_while_the_tenant_is_fresh()
    {
        var world = new World(("SignRequests", true));
        await world.StartAsync();
        world.Faults.Forget();

        await world.StartAsync();

        Assert.Empty(world.Faults.Operations);
    }

    [Fact]
    public async Task Of_twenty_posts_of_one_response_at_once_exactly_one_signs_in()
    {
        var world = new World();
        var form = await world.FormAsync(await world.StartAsync());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => world.Accept.RunAsync(form, Stop))));

        Assert.Single(outcomes.OfType<AcceptOutcome.SignedIn>());
        Assert.All(outcomes.OfType<AcceptOutcome.Refused>(), o => Assert.Equal(nameof(SignOnError.ResponseReplayed), o.Refusal.Code));
        Assert.Single(world.Sessions.All);
        world.OnlyUser();
    }

    [Fact]
    public async Task A_replay_is_refused_by_another_instance_too()
    {
        var world = new World();
        var form = await world.FormAsync(null);
        Assert.IsType<AcceptOutcome.SignedIn>(await world.Accept.RunAsync(form, Stop));

        world.Restart();

        Assert.Equal(nameof(SignOnError.ResponseReplayed), World.CodeOf(await world.Accept.RunAsync(form, Stop)));
    }

    [Fact]
    public async Task Two_different_responses_to_one_request_sign_in_once_even_when_they_expire_on_different_days()
    {
        var world = new World();
        world.Time.SetUtcNow(World.Start.Date.AddHours(23).AddMinutes(40));
        var pending = await world.StartAsync();
        var shortLived = await world.FormAsync(pending);
        var longLived = await world.FormAsync(pending, o => o with { ConfirmationNotOnOrAfter = o.NotOnOrAfter });
        Assert.IsType<AcceptOutcome.SignedIn>(await world.Accept.RunAsync(longLived, Stop));

        Assert.Equal(nameof(SignOnError.RequestAlreadyConsumed), World.CodeOf(await world.Accept.RunAsync(shortLived, Stop)));
    }

    [Fact]
    public async Task A_signed_response_carried_by_a_fresh_assertion_id_still_counts_once()
    {
        var world = new World();
        var first = await world.FormAsync(null, o => o with { ResponseId = "_same" }, SignedParts.Response);
        var second = await world.FormAsync(null, o => o with { ResponseId = "_same" }, SignedParts.Response);
        Assert.IsType<AcceptOutcome.SignedIn>(await world.Accept.RunAsync(first, Stop));

        Assert.Equal(nameof(SignOnError.ResponseReplayed), World.CodeOf(await world.Accept.RunAsync(second, Stop)));
    }

    [Fact]
    public async Task A_request_of_another_tenant_does_not_wait_for_this_tenants_answer()
    {
        var world = new World();
        var pending = await world.StartAsync();
        var form = await world.FormAsync(pending);

        var outcome = await world.Accept.RunAsync(form with { Pending = [pending with { TenantId = "fabrikam" }] }, Stop);

        Assert.Equal(nameof(SamlError.InResponseToMismatch), World.CodeOf(outcome));
    }

    [Fact]
    public async Task An_answer_after_ten_minutes_comes_too_late()
    {
        var world = new World();
        var pending = await world.StartAsync();
        world.Time.Advance(PendingRequest.Lifetime);

        Assert.Equal(nameof(SamlError.InResponseToMismatch), World.CodeOf(await world.Accept.RunAsync(await world.FormAsync(pending), Stop)));
    }

    [Fact]
    public async Task A_disabled_user_is_refused_at_once()
    {
        var world = new World();
        await world.Provision.RunAsync((await world.SignedInAsync()).Message!, Stop);
        world.Users.Put(World.TenantId, world.OnlyUser() with { Status = UserStatus.Disabled });

        Assert.Equal(nameof(SignOnError.UserDisabled), await world.RefusedAsync());
    }

    [Theory]
    [InlineData("Enabled", "false", nameof(SignOnError.TenantDisabled), RefusalKind.NotFound)]
    [InlineData("SessionMaximumMinutes", "soon", nameof(SignOnError.TenantMisconfigured), RefusalKind.Misconfigured)]
    public async Task A_tenant_that_cannot_serve_refuses_start_and_answer(string column, string value, string code, RefusalKind kind)
    {
        var world = new World();
        var form = await world.FormAsync(await world.StartAsync());
        world.Tenants.Set(World.TenantId, column, value);
        world.Time.Advance(TenantDirectory.FreshFor);

        var refusal = Assert.IsType<AcceptOutcome.Refused>(await world.Accept.RunAsync(form, Stop)).Refusal;

        Assert.Equal((code, kind), (refusal.Code, refusal.Kind));
        Assert.Equal(refusal, Assert.IsType<StartOutcome.Refused>(await world.StartSignOn.RunAsync(new StartRequest(World.TenantId), Stop)).Refusal);
        Assert.Empty(world.Sessions.All);
    }

    [Fact]
    public async Task Without_storage_there_is_no_session_and_afterwards_sign_in_works_again()
    {
        var world = new World();
        var form = await world.FormAsync(await world.StartAsync());
        world.Faults.Down = true;
        await Assert.ThrowsAsync<StorageUnavailableException>(() => world.Accept.RunAsync(form, Stop));

        world.Faults.Down = false;

        Assert.Empty(world.Sessions.All);
        await world.SignedInAsync();
    }

    [Fact]
    public async Task The_landing_page_is_the_one_wanted_at_the_start_and_RelayState_cannot_change_it()
    {
        var world = new World();
        var form = await world.FormAsync(await world.StartAsync("/reports?x=1"), relayState: "/elsewhere");

        Assert.Equal("/reports?x=1", Assert.IsType<AcceptOutcome.SignedIn>(await world.Accept.RunAsync(form, Stop)).TargetUrl);
    }

    [Theory]
    [InlineData("/mine", "/mine")]
    [InlineData("https://evil.example/", "/")]
    [InlineData(null, "/")]
    public async Task RelayState_of_an_IdP_initiated_sign_in_is_checked_like_any_return_URL(string? relayState, string target)
    {
        var world = new World();
        var form = await world.FormAsync(null, relayState: relayState);

        Assert.Equal(target, Assert.IsType<AcceptOutcome.SignedIn>(await world.Accept.RunAsync(form, Stop)).TargetUrl);
    }
}
