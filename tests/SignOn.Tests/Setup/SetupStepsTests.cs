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

        Assert.Equal(World.Start, (await Steps.ReadAsync(link, World.TenantId, Stop)).Done[SetupStep.IdentityProvider]);
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
        Assert.Empty((await Steps.ReadAsync(other, World.TenantId, Stop)).Done);
        Assert.True(await DoAsync(other));
        Assert.True(await Steps.TryDoAsync(other, World.TenantId, SetupStep.Values, isSetUp: false, "c", Stop));
    }

    [Fact]
    public async Task Operators_see_what_any_link_has_done_and_are_never_stopped()
    {
        await DoAsync(await LinkAsync());
        _world.World.Time.Advance(TimeSpan.FromHours(2));
        await DoAsync(await LinkAsync());
        var before = _world.Audit.Records.Count;

        Assert.True(await DoAsync(new Admin.Operator()));

        Assert.Equal(World.Start, (await Steps.ReadAsync(new Admin.Operator(), World.TenantId, Stop)).Done[SetupStep.IdentityProvider]);
        Assert.Equal(before, _world.Audit.Records.Count);
    }

    [Fact]
    public async Task Without_its_line_no_step_is_noted()
    {
        var link = await LinkAsync();
        _world.Audit.Down = true;

        await Assert.ThrowsAsync<StorageUnavailableException>(() => DoAsync(link));

        Assert.Empty((await Steps.ReadAsync(link, World.TenantId, Stop)).Done);
    }

    [Fact]
    public async Task Where_an_identity_provider_is_set_up_only_a_link_that_was_made_for_it_replaces_it()
    {
        var (spare, replacing) = (await LinkAsync(), await LinkAsync(mayReplace: true));

        Assert.False(await DoAsync(spare, isSetUp: true));
        Assert.True(await DoAsync(replacing, isSetUp: true));
        _world.World.Time.Advance(SetupSteps.Mending);
        Assert.False(await DoAsync(replacing, isSetUp: true));
        Assert.True(await DoAsync(new Admin.Operator(), isSetUp: true));
    }

    [Fact]
    public async Task Whoever_set_it_up_can_mend_it_for_an_hour_although_it_is_set_up_then()
    {
        var link = await LinkAsync();
        await DoAsync(link);

        Assert.True(await DoAsync(link, isSetUp: true));
        _world.World.Time.Advance(SetupSteps.Mending);
        Assert.False(await DoAsync(link, isSetUp: true));
    }

    [Theory]
    [InlineData("IdpEntityId", true)]
    [InlineData("IdpSsoUrl", true)]
    [InlineData("IdpCertificates", true)]
    [InlineData("IdpMetadataUrl", true)]
    [InlineData("EmailDomains", false)]
    public void Any_part_of_an_identity_provider_counts_as_set_up(string column, bool names)
    {
        Assert.Equal(names, SetupSteps.NamesIdp(new TenantColumns(new Dictionary<string, object> { [column] = "x" })));
        Assert.False(SetupSteps.NamesIdp(new TenantColumns(new Dictionary<string, object> { [column] = " " })));
    }

    [Fact]
    public async Task Steps_that_change_nothing_leave_one_line_however_often_they_are_done()
    {
        var link = await LinkAsync();
        for (var i = 0; i < 5; i++)
        {
            Assert.True(await Steps.TryDoAsync(link, World.TenantId, SetupStep.Values, isSetUp: false, "c", Stop));
        }

        Assert.Single(_world.Audit.Records, r => r.Action == AuditAction.SetupStepDone);
    }

    [Fact]
    public async Task A_link_goes_on_thirty_times_and_then_once_in_twenty_seconds_and_operators_always()
    {
        var (steps, link) = (Steps, await LinkAsync());

        Assert.Equal(30, Enumerable.Range(0, 100).Count(_ => steps.MayGoOn(link)));
        Assert.True(steps.MayGoOn(await LinkAsync()));
        Assert.All(Enumerable.Range(0, 100), _ => Assert.True(steps.MayGoOn(new Admin.Operator())));
        _world.World.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(1, Enumerable.Range(0, 100).Count(_ => steps.MayGoOn(link)));
    }

    [Fact]
    public async Task A_link_of_another_tenant_that_was_given_the_same_id_takes_nothing_from_it()
    {
        var (steps, link) = (Steps, await LinkAsync());

        Assert.Equal(30, Enumerable.Range(0, 100).Count(_ => steps.MayGoOn(link with { TenantId = "fabrikam" })));

        Assert.Equal(30, Enumerable.Range(0, 100).Count(_ => steps.MayGoOn(link)));
    }

    private Task<bool> DoAsync(Admin admin, bool isSetUp = false) => Steps.TryDoAsync(admin, World.TenantId, SetupStep.IdentityProvider, isSetUp, "c", Stop);

    private async Task<Admin.SetupLink> LinkAsync(bool mayReplace = false) => new(World.TenantId, (await _world.LinkAsync(mayReplace: mayReplace)).Grant.Id);
}
