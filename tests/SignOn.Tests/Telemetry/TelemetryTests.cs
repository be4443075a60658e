using System.Diagnostics;
using LocalIdp;
using Microsoft.Extensions.Logging.Abstractions;

namespace SignOn.Tests.Telemetry;

public sealed class TelemetryTests
{
    [Fact]
    public async Task A_first_sign_in_is_one_trace_whose_provisioning_is_linked_to_it()
    {
        var world = new World();
        using var telemetry = new Telemetry();

        var message = (await world.SignedInAsync()).Message!;
        await world.Provision.RunAsync(message, Stop);

        var accept = telemetry.Only("signon.accept");
        Assert.Equal(("accepted", World.TenantId), (accept.GetTagItem("signon.outcome"), accept.GetTagItem("signon.tenant")));
        Assert.Equal(telemetry.TraceId, telemetry.Only("signon.start").TraceId);
        Assert.All(["signon.verify", "signon.admit", "signon.commit"], name => Assert.Equal(accept.SpanId, telemetry.Only(name).ParentSpanId));
        var provision = telemetry.Only("signon.provision");
        Assert.Equal((accept.TraceId, accept.SpanId), (Assert.Single(provision.Links).Context.TraceId, Assert.Single(provision.Links).Context.SpanId));
        Assert.Equal(ActivityKind.Consumer, provision.Kind);
    }

    [Fact]
    public async Task Each_logout_is_counted_once_by_outcome_and_by_who_started_it()
    {
        var world = Logout.IdpLogout.NewWorld();
        var signedIn = await world.SignedInAsync();
        using var telemetry = new Telemetry();

        var pending = ((SignOutOutcome.Onward)await world.SignOut.RunAsync(signedIn.SessionToken, "c", Stop)).Pending!;
        var answer = Logout.IdpLogout.Redirect(Logout.IdpLogout.Answer(world, pending.RequestId), isRequest: false);
        await world.Logout.RunAsync(answer with { Pending = pending }, Stop);
        await world.Logout.RunAsync(answer, Stop);
        var request = LogoutXml.Request(Logout.IdpLogout.Describe(world));
        await world.Logout.RunAsync(Logout.IdpLogout.Redirect(request, signed: false), Stop);
        await world.Logout.RunAsync(Logout.IdpLogout.Redirect(request), Stop);
        await world.Logout.RunAsync(Logout.IdpLogout.Redirect(request), Stop);

        Assert.Equal(
            [
                "signon.outcome=requested,signon.initiator=sp",
                "signon.outcome=complete,signon.initiator=sp",
                "signon.outcome=unsolicited,signon.initiator=sp",
                "signon.outcome=asked,signon.initiator=idp",
                "signon.outcome=accepted,signon.initiator=idp",
                "signon.outcome=LogoutRequestReplayed,signon.initiator=idp",
            ],
            telemetry.Of("signon.logouts").Select(m => m.Tags));
        Assert.Equal(World.TenantId, telemetry.Only("signon.sign_out").GetTagItem("signon.tenant"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("rubbish")]
    public async Task A_message_without_a_readable_trace_is_provisioned_all_the_same(string? parent)
    {
        var world = new World();
        var message = (await world.SignedInAsync()).Message! with { TraceParent = parent };
        using var telemetry = new Telemetry();

        Assert.Equal(ProvisionOutcome.Activated, await world.Provision.RunAsync(message, Stop));

        Assert.Empty(telemetry.Only("signon.provision").Links);
    }

    [Fact]
    public async Task Each_response_is_counted_once_by_outcome_and_by_who_started_it()
    {
        var world = new World();
        using var telemetry = new Telemetry();

        await world.SignedInAsync();
        await world.RefusedAsync(o => o.WithAudiences("https://other.example"));
        var unsolicited = await world.FormAsync(null);
        await world.Accept.RunAsync(unsolicited, Stop);
        await world.Accept.RunAsync(unsolicited, Stop);
        await world.Accept.RunAsync(unsolicited with { TenantId = "nobody" }, Stop);
        var form = await world.FormAsync(await world.StartAsync());
        world.Faults.Down = true;
        await Assert.ThrowsAsync<StorageUnavailableException>(() => world.Accept.RunAsync(form, Stop));

        Assert.Equal(
            [
                "signon.outcome=accepted,signon.initiator=sp",
                "signon.outcome=AudienceMismatch,signon.initiator=unknown",
                "signon.outcome=accepted,signon.initiator=idp",
                "signon.outcome=ResponseReplayed,signon.initiator=idp",
                "signon.outcome=TenantUnknown,signon.initiator=unknown",
                "signon.outcome=failed,signon.initiator=unknown",
            ],
            telemetry.Of("signon.sign_ins").Select(m => m.Tags));
        Assert.Equal(5, telemetry.Of("signon.verification.duration").Count(m => m.Value > 0));
        Assert.Equal(6, telemetry.Of("signon.storage.operations").Count());
        var failed = telemetry.Activities.Last(a => a.OperationName == "signon.accept");
        Assert.Equal((ActivityStatusCode.Error, typeof(StorageUnavailableException).FullName), (failed.Status, failed.GetTagItem("error.type")));
    }

    [Fact]
    public async Task Requests_to_storage_are_counted_for_the_sign_in_that_made_them_alone()
    {
        var one = StorageCalls.Begin();
        var other = Task.Run(async () =>
        {
            var inner = StorageCalls.Begin();
            await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(StorageCalls.Count)));
            return inner.Count;
        });
        StorageCalls.Count();

        Assert.Equal(10, await other);
        Assert.Equal(1, one.Count);
    }

    [Fact]
    public async Task Lag_resends_and_poison_are_measured()
    {
        var world = new World();
        var message = (await world.SignedInAsync()).Message!;
        using var telemetry = new Telemetry();

        world.Time.Advance(TimeSpan.FromSeconds(90));
        await world.Resend.RunAsync(Stop);
        await new RecordPoison(world.Users, world.Log, world.Time, NullLogger<RecordPoison>.Instance).RunAsync(message, Stop);
        await world.Provision.RunAsync(message, Stop);
        await world.Provision.RunAsync(message, Stop);

        Assert.Equal([(1d, "")], telemetry.Of("signon.provisioning.resent"));
        Assert.Equal([(1d, "signon.readable=True")], telemetry.Of("signon.provisioning.poisoned"));
        Assert.Equal([(90d, "")], telemetry.Of("signon.provisioning.lag"));
    }

    [Fact]
    public async Task Broken_tenants_are_counted_until_they_are_mended()
    {
        var world = new World();
        world.Tenants.Set(World.TenantId, "IdpSsoUrl", "rubbish");
        await world.Directory.FindAsync(World.TenantId, Stop);
        await world.Directory.FindAsync(World.TenantId, Stop);
        Assert.Equal(1, world.Directory.BrokenTenants);

        world.Tenants.Set(World.TenantId, "IdpSsoUrl", TestIdp.SsoUrl);
        world.Time.Advance(TimeSpan.FromSeconds(31));
        await world.Directory.FindAsync(World.TenantId, Stop);

        Assert.Equal(0, world.Directory.BrokenTenants);
    }
}
