using System.Text.Json;
using System.Text.RegularExpressions;
using Functions.Health;
using Functions.Html;
using Functions.Manage;
using Functions.Manage.Emergency;
using Functions.Manage.Guide;
using Functions.Manage.Overview;
using Functions.Manage.Pages;
using Functions.Manage.Parts;
using Functions.Manage.Provisioning;
using Functions.Manage.Settings;
using Functions.Manage.Users;
using Microsoft.Extensions.Configuration;
using SignOn;

namespace Functions.Tests.Manage;

public sealed class ManagePagesTests
{
    private const string Attack = "\"'><script>alert(1)</script>";
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private static readonly ManageVisit Nobody = new(null, null, null, new Dictionary<string, Microsoft.Extensions.Primitives.StringValues>(), "c");

    private static readonly ManageVisit Operator = Visit(new Admin.Operator(Attack, Attack)) with { TenantId = Attack, Path = "/manage/tenants/" + Attack };

    private static readonly TenantOverview Tenant = new()
    {
        Id = Attack,
        DisplayName = Attack,
        EmailDomains = Attack,
        State = TenantState.Broken,
        Errors = [new TenantRowError(Attack, Attack)],
        Warnings = [Attack],
        Addresses = new TenantAddresses(Attack, Attack, Attack, Attack, Attack),
    };

    private static readonly TenantColumns Row = new(TenantForm.Editable().ToDictionary(c => c.Name, _ => (object)Attack), Attack);

    private static readonly Dictionary<string, string> NoValues = [];

    private static readonly Dictionary<string, string> OtherValues = TenantForm.Editable().ToDictionary(c => c.Name, _ => Attack + "2");

    private static readonly TenantForm Form = TenantForm.Of(Row);

    private static readonly GuideState Guide = new(Tenant, Row, IdpPresets.All[0], new Dictionary<SetupStep, DateTimeOffset> { [SetupStep.Values] = Now }, IdpIsOpen: true);

    private static readonly IdpReading Reading = new(
        ImportIdp.Written.ToDictionary(c => c.Name, _ => (object)Attack), [new(Attack, Attack, Now, Now.AddDays(1)), new(Attack, Attack, Now, Now.AddDays(-1))], [], [Attack]);

    private static readonly AdminGrant Grant = new()
    {
        Kind = AdminGrantKind.ApiKey,
        Id = Attack,
        Name = Attack,
        TenantId = Attack,
        SecretHash = "",
        CreatedAt = Now,
        CreatedBy = Attack,
        ExpiresAt = Now.AddDays(1),
    };

    private static readonly AdminGrant EmergencyGrant = Grant with { Kind = AdminGrantKind.EmergencyLink, Emergency = new EmergencyLink(Attack, Attack, Attack, Now) };

    private static readonly EmergencyAccess Emergency = new()
    {
        TenantId = Attack,
        Id = Attack,
        Reason = Attack,
        OpenedBy = Attack,
        OpenedAt = Now,
        EndsAt = Now.AddHours(1),
    };

    private static readonly Tenant Working = new()
    {
        Id = Attack,
        DisplayName = Attack,
        Enabled = true,
        UrlStyle = UrlStyle.Standard,
        EntityId = Attack,
        AssertionConsumerUrl = Attack,
        SignOnUrl = Attack,
        MetadataUrl = Attack,
        IdentityProvider = new Saml.IdentityProvider(Attack, []),
        IdpSsoUrl = Attack,
        SingleLogoutUrl = Attack,
        LandingUrl = Attack,
        SessionMaximum = TimeSpan.FromHours(1),
        AttributeMap = null!,
    };

    private static readonly User WorkingUser = new()
    {
        Key = Attack,
        UserId = Guid.Empty,
        Status = UserStatus.Active,
        Issuer = Attack,
        Subject = Attack,
        CreatedAt = Now,
        UpdatedAt = Now,
        ETag = Attack,
        Facts = new UserFacts { Email = Attack, FirstName = Attack, LastName = Attack, DisplayName = Attack, Roles = [Attack] },
        Settings = new UserSettings { DisplayName = Attack, Language = Attack, IdeLanguage = Attack, Profile = Attack },
    };

    private static readonly DirectoryUser Works = DirectoryUser.Of(WorkingUser)!;

    private static readonly DirectoryUser Person = DirectoryUser.Of(WorkingUser with { Status = UserStatus.Pending })!;

    private static readonly DirectoryUser Invited = DirectoryUser.Of(new Invitation
    {
        Key = Attack,
        UserId = Guid.Empty,
        Email = Attack,
        CreatedAt = Now,
        ETag = Attack,
        Settings = new UserSettings { DisplayName = Attack, RolesPolicy = RolesPolicy.Fixed, Roles = [Attack] },
    })!;

    private static readonly MailMarker Mail = new()
    {
        Key = Attack,
        InvitationKey = Attack,
        To = MailTo.User,
        MailId = Guid.Empty,
        CorrelationId = Attack,
        CreatedAt = Now,
        SentAt = Now,
        FailedAt = Now,
    };

    private static readonly UserForm UserTyped = new(Attack + "2", Attack, Attack, Attack, Attack, Attack);
    private static readonly GrantForm Typed = new(Attack, Attack, Attack, Attack, Attack);
    private static readonly FieldError[] Errors = [new("name", Attack), new("days", Attack), new("nowhere", Attack)];
    private static readonly SignInRecord Attempt = new()
    {
        TenantId = Attack,
        At = Now,
        Event = SignInEvent.Refused,
        CorrelationId = Attack,
        Code = "AudienceMismatch",
        Clause = Attack,
        Detail = Attack,
        Expected = Attack,
        Received = Attack,
        Issuer = Attack,
        CertificateThumbprint = Attack,
        UserKey = Attack,
        Notes = [Attack],
        Trace = JsonSerializer.Serialize(new SignInTrace
        {
            Now = Now,
            Settings = new TraceSettings { EntityId = Attack, ReplyUrl = Attack, IdpEntityId = Attack },
            Waiting = [Attack],
            Message = new TraceMessage
            {
                Issuer = Attack,
                Destination = Attack,
                Request = Attack,
                Status = Attack,
                HasAssertion = true,
                HasNameId = true,
                NameIdFormat = Attack,
                AssertionSignature = new TraceSignature(Attack, Attack, Attack),
                Audiences = [[Attack]],
                Attributes = [new TraceAttribute(Attack, 1)],
            },
        }, JsonSerializerOptions.Web),
    };

    private static readonly CheckResult[] Checks = [new(AttemptCheck.Audience, CheckState.Failed) { Code = Attack, Expected = Attack, Received = Attack, Note = Attack }];

    private static readonly SignOn.TestResult Tested = new()
    {
        Attempt = Attempt,
        Checks = Checks,
        Attributes = [new Saml.SamlAttribute(Attack, Attack, [Attack])],
        NameId = new Saml.NameId(Attack, Attack, Attack, Attack),
        Map = new AttributeMap { Subject = [Attack], FirstName = [], LastName = [], DisplayName = [], Email = [Attack], Roles = [Attack], Groups = [], RoleNames = NoValues, GroupRoles = NoValues },
        User = new TestUser(TestUserKind.Found, Attack, WorkingUser.Facts, [Attack]),
        Warnings = [Attack],
    };

    private static readonly AuditRecord Record = new()
    {
        At = Now,
        Actor = Attack,
        Action = AuditAction.Other,
        TenantId = Attack,
        Target = Attack,
        CorrelationId = "c",
        Changes = [new(Attack, Attack, Attack + "2"), new(Attack, null, Attack)],
    };

    public static TheoryData<string, string> EveryPage() => new()
    {
        { "sign in", SignInPage.Render(Attack, Nobody, Options("a-key-that-is-32-characters-long"), (Attack, true), Attack, new FieldError("key", Attack)).ToString() },
        { "sign in, no operator", SignInPage.Render(Attack, Nobody, Options("a-key-that-is-32-characters-long"), (Attack, false), Attack, new FieldError("user", Attack)).ToString() },
        { "closed", SignInPage.Render(Attack, Nobody, Options(null), null, "/manage", null).ToString() },
        { "signed out", SignInPage.RenderSignedOut(Attack, Nobody).ToString() },
        { "link", LinkPage.Render(Attack, Nobody, Attack).ToString() },
        { "link refused", LinkPage.RenderRefused(Attack, Nobody).ToString() },
        { "tenants", TenantsPage.Render(Attack, Operator, new TenantPage([Tenant], Attack), Attack, isFirst: false).ToString() },
        { "no tenants", TenantsPage.Render(Attack, Operator, new TenantPage([], null), "", isFirst: true).ToString() },
        { "tenant", TenantDetailPage.Render(Attack, Operator, Tenant, Now, new WaitingRows(1, 0, 1, 0, false), "tenant-saved", Emergency).ToString() },
        { "tenant that works", TenantDetailPage.Render(Attack, Operator, Tenant with { State = TenantState.Works, Settings = Working }, Now).ToString() },
        { "tenants with an emergency", TenantsPage.Render(Attack, Operator, new TenantPage([Tenant], null), "", isFirst: true, Attack, [Emergency]).ToString() },
        { "emergency, closed", EmergencyAccessPage.RenderClosed(Attack, Operator, Tenant, (Attack, Attack), [new("reason", Attack), new("hours", Attack)], null).ToString() },
        { "emergency, open", EmergencyAccessPage.RenderOpen(Attack, Operator, Tenant, Emergency, [(EmergencyGrant, Attack), (EmergencyGrant, "")], Now, Flash.Render("emergency-opened")).ToString() },
        { "emergency link made", EmergencyAccessPage.RenderMade(Attack, Operator, EmergencyGrant, Attack, "/manage/tenants/x/emergency").ToString() },
        { "user in an emergency", UserPage.Render(Attack, Operator, Tenant, Works, [], canSend: true, emergency: Emergency).ToString() },
        { "guide", GuidePage.Render(Attack, Visit(new Admin.SetupLink(Attack, Attack)), Guide with { Errors = [new("IdpSsoUrl", Attack), new("Metadata", Attack)] }, "idp-saved").ToString() },
        { "guide, closed", GuidePage.Render(Attack, Visit(new Admin.SetupLink(Attack, Attack)), Guide with { IdpIsOpen = false }).ToString() },
        { "read", ReadPage.Render(Attack, Operator, Guide, Reading, Attack, Now, changedMeanwhile: true).ToString() },
        { "new tenant", SettingsPage.RenderNew(Attack, Operator, Attack, Form, [new("id", Attack), new("IdpSsoUrl", Attack)]).ToString() },
        { "settings", SettingsPage.Render(Attack, Operator, Tenant, Form, [new("IdpSloBinding", Attack), new("nowhere", Attack)]).ToString() },
        { "merge", SettingsPage.RenderMerge(Attack, Operator, Tenant, TenantMerge.Compare(Form.Base, NoValues, OtherValues), Form, ["DisplayName"]).ToString() },
        { "delete", DeletePage.Render(Attack, Operator, Tenant, [new("confirm", Attack)]).ToString() },
        { "keys", GrantsPage.RenderKeys(Attack, Operator, [Grant], Now, Typed, Errors, "key-revoked").ToString() },
        { "links", GrantsPage.RenderLinks(Attack, Operator, Tenant, [Grant], Now, Typed, Errors, Attack).ToString() },
        { "made", GrantsPage.RenderMade(Attack, Operator, Attack, Grant, Attack, "/manage/keys").ToString() },
        { "users", UsersPage.Render(Attack, Operator, Tenant, new DirectoryPage([Person, Invited], Attack), Attack, Attack, isFirst: false, "user-erased").ToString() },
        { "no users", UsersPage.Render(Attack, Operator, Tenant, new DirectoryPage([], null), Attack, "active", isFirst: true, Attack).ToString() },
        { "new user", NewUserPage.Render(Attack, Operator, Tenant, UserTyped, [new("name", Attack), new("email", Attack)], canSend: true).ToString() },
        { "new user without mail", NewUserPage.Render(Attack, Operator, Tenant, UserTyped, [], canSend: false).ToString() },
        { "user", UserPage.Render(Attack, Operator, Tenant, Person, [], canSend: true, UserTyped, [new("roles", Attack)], "user-saved").ToString() },
        { "user changed meanwhile", UserPage.Render(Attack, Operator, Tenant, Invited, [Mail, Mail with { Refused = true }], canSend: true, UserTyped, isConflict: true, seen: new UserSeen(Attack, new UserForm("", "", "", "", "", ""))).ToString() },
        { "erase user", UserPage.RenderErase(Attack, Operator, Tenant, Person).ToString() },
        { "import", ImportPage.RenderForm(Attack, Operator, Tenant, new ImportPlan([], [new ImportProblem(1, Attack, Attack)]), Attack).ToString() },
        { "import plan", ImportPage.RenderPlan(Attack, Operator, Tenant, new ImportPlan([new ImportLine(2, UserTyped)], []), Attack, canSend: true).ToString() },
        { "imported", ImportPage.RenderDone(Attack, Operator, Tenant, new ImportPlan([], []), 3).ToString() },
        { "provisioning", ProvisioningPage.Render(Attack, Operator, Tenant, new WaitingRows(9, 1, 1, 1, false) { Users = [new PendingUser(Attack, Attack, Attack, Now, Now, true)], Failed = [Mail] }, Attack).ToString() },
        { "certificates", CertificatesPage.Render(Attack, Operator, null, [new TenantCertificate(Attack, Attack, Attack, Now.AddDays(-1), Now.AddDays(9))], Now, "/manage/certificates", "/manage/certificates?after=x").ToString() },
        { "health", HealthPage.Render(Attack, Operator, new HealthState(true, false, new KeyProblem(KeyTrouble.Forbidden, Attack)), canSend: false, new TenantTroubles([Tenant], [new SharedDomain(Attack, [Attack, "contoso"])], IsComplete: false)).ToString() },
        { "sign-ins", SignInsPage.Render(Attack, Operator, Tenant, new SignInList([Attempt, Attempt with { Event = SignInEvent.Accepted }], Attack), new SignInDays([new SignInDay(new DateOnly(2026, 11, 22), 1, 2, 3)], true), new SignInQuery(Attack, Attack, Attack), isFirst: false).ToString() },
        { "trace", TracePage.Render(Attack, Operator, new TraceSearch(Attack, Attack, Attack), new AttemptSearch([Attempt, Attempt], null)).ToString() },
        { "trace not found yet", TracePage.Render(Attack, Operator, new TraceSearch(Attack, Attack, Attack), new AttemptSearch([], Attack)).ToString() },
        { "replay", ReplayPage.Render(Attack, Operator, Attempt, Attack, OtherValues, Checks, [new("IdpEntityId", Attack), new("nowhere", Attack)]).ToString() },
        { "test", TestPage.Render(Attack, Operator, Tenant).ToString() },
        { "test, onward", TestPage.RenderOnward(Attack, Operator, Attack).ToString() },
        { "test, refused", TestPage.RenderRefused(Attack, Operator, Attack, new SignInRefusal(Attack, RefusalKind.Refused, Attack)).ToString() },
        { "test, gone", TestPage.RenderGone(Attack, Operator, Attack).ToString() },
        { "test result", TestResultPage.Render(Attack, Operator, Attack, Tested).ToString() },
        { "audit", AuditPage.Render(Attack, Operator, [Record], Attack, "/manage/audit", "/manage/audit?after=x").ToString() },
    };

    [Theory]
    [MemberData(nameof(EveryPage))]
    public void No_admins_page_lets_text_become_markup(string page, string html)
    {
        Assert.NotEmpty(page);
        Assert.DoesNotContain("<script>", html, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(html.Contains("data-copy", StringComparison.Ordinal) ? 1 : 0, Regex.Count(html, "<script", RegexOptions.IgnoreCase));
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EveryPage))]
    public void Every_page_has_what_keyboards_and_screen_readers_need(string page, string html)
    {
        Assert.NotEmpty(page);
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.Contains("<a class=\"skip\" href=\"#content\">", html, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(html, "<main id=\"content\""));
        Assert.Single(Regex.Matches(html, "<h1>"));
        Assert.DoesNotContain(" style=", html, StringComparison.Ordinal);
        Assert.DoesNotMatch(" on[a-z]+=\"", html);
        var ids = Regex.Matches(html, " id=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(
            Regex.Matches(html, "<(?:input|select|textarea) id=\"([^\"]+)\"").Select(m => m.Groups[1].Value),
            id => Assert.Contains($"<label for=\"{id}\">", html, StringComparison.Ordinal));
        Assert.All(
            Regex.Matches(html, " aria-(?:describedby|labelledby)=\"([^\"]+)\"").SelectMany(m => m.Groups[1].Value.Split(' ')),
            id => Assert.Contains(id, ids));
    }

    [Theory]
    [MemberData(nameof(EveryPage))]
    public void Every_form_that_changes_something_carries_the_sessions_token(string page, string html) => Assert.All(
        Regex.Matches(html, "<form method=\"post\"[^>]*>(.*?)</form>", RegexOptions.Singleline),
        form => Assert.Equal(page is not ("sign in" or "sign in, no operator" or "link"), form.Value.Contains("<input type=\"hidden\" name=\"form-token\" value=\"token\">", StringComparison.Ordinal)));

    [Fact]
    public void Errors_stand_above_the_form_and_beside_their_fields_and_lead_there()
    {
        var html = GrantsPage.RenderKeys("x", Operator, [], Now, Typed, [new("days", "Too many.")], null).ToString();

        Assert.Contains("<a href=\"#days\">Days until it expires</a>: Too many.", html, StringComparison.Ordinal);
        Assert.Contains("<p class=\"problem\" id=\"days-problem\">Too many.</p>", html, StringComparison.Ordinal);
        Assert.Matches("<input id=\"days\"[^>]* aria-invalid=\"true\"[^>]* aria-describedby=\"days-problem days-hint\"", html);
    }

    [Fact]
    public void Every_line_of_a_reference_tells_its_story_and_can_be_replayed()
    {
        var html = TracePage.Render("x", Operator, new TraceSearch("r", "", null), new AttemptSearch([Attempt, Attempt], null)).ToString();

        Assert.Equal(2, Regex.Count(html, "<input type=\"hidden\" name=\"line\" value=\"[01]\">"));
        Assert.Contains("<p id=\"advice-2\">", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("second", "who the person is, if first had not come")]
    [InlineData("first", "who the person is")]
    [InlineData("mail", "e-mail, if upn had not come")]
    [InlineData("upn", "e-mail")]
    [InlineData("NameID", "who the person is, if first had not come; e-mail, if upn had not come")]
    [InlineData("other", "nothing")]
    public void A_test_says_what_was_read_of_each_attribute_and_what_would_have_been(string name, string use)
    {
        var result = Tested with
        {
            Attributes = [.. new[] { "second", "first", "mail", "upn", "other" }.Select(a => new Saml.SamlAttribute(a, null, ["v"])), new Saml.SamlAttribute("empty", null, [" "])],
            NameId = new Saml.NameId("a@b.c", Saml.NameIdFormats.EmailAddress, null, null),
            Map = Tested.Map! with { Subject = ["empty", "first", "second"], Email = ["upn", "mail"], Roles = [] },
        };
        var html = TestResultPage.Render("x", Operator, "contoso", result).ToString();

        Assert.Matches($"""<th scope="row">(<code>)?{name}(</code>)?</th>[^/]*/td><td data-heading="Read as">{use}(</td>| <span)""", html);
    }

    [Fact]
    public void Words_in_the_address_are_never_shown_as_ours()
    {
        Assert.Null(Flash.Render("Your account was hacked, call us"));
        Assert.NotNull(Flash.Render("key-revoked"));
    }

    [Fact]
    public void Every_action_of_the_audit_trail_has_a_name() => Assert.Equal(
        Enum.GetValues<AuditAction>().Length, Enum.GetValues<AuditAction>().Select(AuditPage.Name).Distinct().Count());

    [Theory]
    [InlineData("/manage/tenants/contoso", "Overview")]
    [InlineData("/manage/tenants/contoso/delete", "Overview")]
    [InlineData("/manage/tenants/contoso/new-user", "Users")]
    [InlineData("/manage/tenants/contoso/users/s-1", "Users")]
    [InlineData("/manage/tenants/contoso/links", "Setup links")]
    [InlineData("/manage/tenants/contoso/test/result", "Test sign-in")]
    public void The_navigation_of_a_tenant_marks_where_one_is(string path, string here)
    {
        var html = TenantNav.Render(Operator with { TenantId = "contoso", Path = path })!.ToString();

        Assert.Equal(here, Assert.Single(Regex.Matches(html, "aria-current=\"page\" *>([^<]+)<")).Groups[1].Value);
    }

    [Fact]
    public void Only_operators_have_the_navigation_of_a_tenant_and_only_below_one()
    {
        Assert.Null(TenantNav.Render(Visit(new Admin.SetupLink("contoso", "1")) with { TenantId = "contoso" }));
        Assert.Null(TenantNav.Render(Operator with { TenantId = null }));
    }

    [Fact]
    public void A_list_that_fits_on_a_page_has_no_pager() => Assert.Same(Markup.Empty, Pager.Render(null, null));

    private static ManageVisit Visit(Admin admin) =>
        Nobody with { Admin = admin, Session = new AdminVisit(admin, AdminSessionKind.BootstrapKey, "token", Now) };

    private static AdminOptions Options(string? key) => AdminOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Manage:BootstrapKey"] = key,
        ["Manage:OperatorTenant"] = key is null ? null : "operators",
    }).Build());
}
