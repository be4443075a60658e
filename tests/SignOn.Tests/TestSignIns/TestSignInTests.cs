using LocalIdp;
using Saml;
using SignOn.Tests.Metadata;

namespace SignOn.Tests.TestSignIns;

public sealed class TestSignInTests
{
    private static readonly Admin Admin = new Admin.SetupLink(World.TenantId, "link");

    [Fact]
    public async Task A_test_shows_the_person_and_makes_no_session_no_user_and_no_line()
    {
        var world = new World();
        var test = await StartAsync(world);
        var form = await FormAsync(world, test, o => o.WithAttribute("UserEmail", "b.simon@contoso.com"));
        world.Faults.Forget();

        var result = await world.Test.FinishAsync(Admin, test, form.SamlResponse, "c", Stop);

        Assert.Null(result.Attempt.Code);
        Assert.All(result.Checks, c => Assert.Equal(CheckState.Passed, c.State));
        Assert.Equal(TestUserKind.Created, result.User!.Kind);
        Assert.Equal(("b.simon@contoso.com", "Britta"), (result.User.Facts!.Email, result.User.Facts.FirstName));
        Assert.Contains(result.Attributes, a => a.Name == "UserEmail");
        Assert.Equal(["tenants read", "used ids insert", "users read", "users read e-mail"], world.Faults.Operations.Order(StringComparer.Ordinal));
        Assert.Empty(world.Users.Users(World.TenantId));
        Assert.Empty(world.Log.All);
        Assert.Equal([AuditAction.TestSignInStarted, AuditAction.TestSignInEnded], world.Audit.Records.Select(r => r.Action));
        Assert.All(world.Audit.Records, r => Assert.Equal("setup link link", r.Actor));
        Assert.DoesNotContain("simon", string.Join('\n', world.Audit.Records.SelectMany(r => r.Changes)) + result, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_answer_to_a_test_signs_nobody_in_before_or_after_it_was_shown()
    {
        var world = new World();
        var test = await StartAsync(world);
        var form = await FormAsync(world, test);

        var before = await world.Accept.RunAsync(form, Stop);
        await world.Test.FinishAsync(Admin, test, form.SamlResponse, "c", Stop);
        // Even for somebody who could make the cookie of a sign-in out of that of a test.
        var after = await world.Accept.RunAsync(form with { Pending = [new PendingRequest(test.TestOf, test.TestId, null, test.EndsAt)] }, Stop);

        Assert.Equal(nameof(SamlError.InResponseToMismatch), World.CodeOf(before));
        Assert.Equal(nameof(SignOnError.ResponseReplayed), World.CodeOf(after));
    }

    [Fact]
    public async Task The_answer_to_somebodys_sign_in_shows_nothing_in_a_test_and_stays_usable()
    {
        var world = new World();
        var test = await StartAsync(world);
        var victim = await world.FormAsync(await world.StartAsync());

        var result = await world.Test.FinishAsync(Admin, test, victim.SamlResponse, "c", Stop);

        Assert.Equal(nameof(SamlError.InResponseToMismatch), result.Attempt.Code);
        ShowsNothing(result);
        Assert.IsType<AcceptOutcome.SignedIn>(await world.Accept.RunAsync(victim, Stop));
    }

    [Fact]
    public async Task What_began_at_the_idp_is_no_test_whatever_the_tenant_allows()
    {
        var world = new World(("AllowIdpInitiated", true));
        var test = await StartAsync(world);

        var result = await world.Test.FinishAsync(Admin, test, (await world.FormAsync(null)).SamlResponse, "c", Stop);

        Assert.Equal(nameof(SamlError.UnsolicitedResponse), result.Attempt.Code);
        ShowsNothing(result);
    }

    [Fact]
    public async Task Neither_is_it_when_newer_keys_had_to_be_fetched()
    {
        var world = new World(("AllowIdpInitiated", true), ("IdpMetadataUrl", IdpDocument.Url));
        world.Metadata.Publish(IdpDocument.Of(TestIdp.NewCertificateBase64));
        var test = await StartAsync(world);
        var form = await world.FormAsync(null, by: TestIdp.NewSignature);

        var result = await world.Test.FinishAsync(Admin, test, form.SamlResponse, "c", Stop);

        Assert.Equal(nameof(SamlError.UnsolicitedResponse), result.Attempt.Code);
        ShowsNothing(result);
    }

    [Fact]
    public async Task A_result_is_there_once_and_in_time()
    {
        var world = new World();
        var test = await StartAsync(world);
        var form = await FormAsync(world, test);
        await world.Test.FinishAsync(Admin, test, form.SamlResponse, "c", Stop);

        var again = await world.Test.FinishAsync(Admin, test, form.SamlResponse, "c", Stop);
        var late = await StartAsync(world);
        world.Time.Advance(PendingRequest.Lifetime);
        var lateResult = await world.Test.FinishAsync(Admin, late, (await FormAsync(world, late)).SamlResponse, "c", Stop);

        Assert.Equal(nameof(SignOnError.ResponseReplayed), again.Attempt.Code);
        ShowsNothing(again);
        Assert.Equal(nameof(SamlError.InResponseToMismatch), lateResult.Attempt.Code);
    }

    [Fact]
    public async Task A_test_sees_what_an_admin_saved_a_moment_ago()
    {
        var world = new World();
        await world.TenantAsync();
        world.Tenants.Set(World.TenantId, "SpEntityId", "https://new.example/metadata");
        var test = await StartAsync(world);

        var result = await world.Test.FinishAsync(Admin, test, (await FormAsync(world, test)).SamlResponse, "c", Stop);

        Assert.Null(result.Attempt.Code);
    }

    [Theory]
    [InlineData(true, false, TestUserKind.Created, null)]
    [InlineData(true, true, TestUserKind.Linked, null)]
    [InlineData(false, true, TestUserKind.Linked, null)]
    [InlineData(false, false, TestUserKind.None, nameof(SignOnError.UserUnknown))]
    public async Task It_says_of_the_user_what_a_sign_in_then_does(bool justInTime, bool invited, TestUserKind kind, string? code)
    {
        var world = new World(("JustInTime", justInTime));
        if (invited)
        {
            await world.Invite.RunAsync(World.TenantId, new InviteRequest("b.simon@contoso.com", UserSettings.None), Stop);
        }

        static SamlResponseOptions Person(SamlResponseOptions o) => o.WithAttribute("UserEmail", "b.simon@contoso.com");
        var test = await StartAsync(world);
        var result = await world.Test.FinishAsync(Admin, test, (await FormAsync(world, test, Person)).SamlResponse, "c", Stop);
        var real = await world.SignInAsync(Person);

        Assert.Equal((kind, code), (result.User!.Kind, result.Attempt.Code));
        Assert.Equal(code, (real as AcceptOutcome.Refused)?.Refusal.Code);
        if (real is AcceptOutcome.SignedIn signedIn)
        {
            Assert.Equal(signedIn.UserKey, result.User.UserKey);
            var next = await StartAsync(world);
            Assert.Equal(TestUserKind.Found, (await world.Test.FinishAsync(Admin, next, (await FormAsync(world, next, Person)).SamlResponse, "c", Stop)).User!.Kind);
        }
    }

    [Fact]
    public async Task A_missing_address_and_left_out_groups_are_warned_of()
    {
        var world = new World(("GroupRoles", "g=admin"));
        var test = await StartAsync(world);
        var form = await FormAsync(world, test, o => (o with { Attributes = null }).WithAttribute(FactsReader.GroupsLink, "https://graph.example/groups"));

        var result = await world.Test.FinishAsync(Admin, test, form.SamlResponse, "c", Stop);

        Assert.Contains(result.Warnings, w => w.Contains("No e-mail address", StringComparison.Ordinal));
        Assert.Contains(result.Warnings, w => w.Contains("groups.link", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_audit_trail_no_test_starts()
    {
        var world = new World();
        world.Audit.Down = true;

        await Assert.ThrowsAsync<StorageUnavailableException>(() => world.Test.StartAsync(Admin, World.TenantId, "token", "c", Stop));
    }

    [Theory]
    [InlineData("Enabled", false, nameof(SignOnError.TenantDisabled))]
    [InlineData("IdpCertificates", "MIIC==", nameof(SignOnError.TenantMisconfigured))]
    public async Task A_tenant_that_does_not_work_says_so(string column, object value, string code)
    {
        var started = await new World((column, value)).Test.StartAsync(Admin, World.TenantId, "token", "c", Stop);

        Assert.Equal(code, started.Refusal!.Code);
        Assert.Null(started.Pending);
    }

    private static void ShowsNothing(TestResult result)
    {
        Assert.Empty(result.Attributes);
        Assert.Null(result.NameId);
        Assert.Null(result.User);
    }

    private static async Task<PendingTest> StartAsync(World world) => (await world.Test.StartAsync(Admin, World.TenantId, "token", "c", Stop)).Pending!;

    private static Task<AcceptRequest> FormAsync(World world, PendingTest test, Func<SamlResponseOptions, SamlResponseOptions>? change = null) =>
        world.FormAsync(null, o => (change is null ? o : change(o)).WithInResponseTo(test.TestId));
}
