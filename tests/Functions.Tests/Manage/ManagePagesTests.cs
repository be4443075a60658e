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
using SignOn;
using static Functions.Tests.Manage.ManageSamples;

namespace Functions.Tests.Manage;

public sealed class ManagePagesTests
{
    public static TheoryData<string, string> EveryPage() => new()
    {
        { "sign in", SignInPage.Render(Attack, Nobody, Options("a-key-that-is-32-characters-long"), (Attack, true), Attack, new FieldError("key", Attack)).ToString() },
        { "sign in, no operator", SignInPage.Render(Attack, Nobody, Options("a-key-that-is-32-characters-long"), (Attack, false), Attack, new FieldError("user", Attack)).ToString() },
        { "closed", SignInPage.Render(Attack, Nobody, Options(null), null, "/manage", null).ToString() },
        { "signed out", SignInPage.RenderSignedOut(Attack, Nobody).ToString() },
        { "link", LinkPage.Render(Attack, Nobody, Attack).ToString() },
        { "link refused", LinkPage.RenderRefused(Attack, Nobody).ToString() },
        { "tenants", TenantsPage.Render(Attack, Operator, new TenantPage([Contoso], Attack), Attack, isFirst: false).ToString() },
        { "no tenants", TenantsPage.Render(Attack, Operator, new TenantPage([], null), "", isFirst: true).ToString() },
        { "tenant", TenantDetailPage.Render(Attack, Operator, Contoso, Now, new WaitingRows(1, 0, 1, 0, false), "tenant-saved", Emergency).ToString() },
        { "tenant that works", TenantDetailPage.Render(Attack, Operator, Contoso with { State = TenantState.Works, Settings = Working }, Now).ToString() },
        { "tenants with an emergency", TenantsPage.Render(Attack, Operator, new TenantPage([Contoso], null), "", isFirst: true, Attack, [Emergency]).ToString() },
        { "emergency, closed", EmergencyAccessPage.RenderClosed(Attack, Operator, Contoso, (Attack, Attack), [new("reason", Attack), new("hours", Attack)], null).ToString() },
        { "emergency, open", EmergencyAccessPage.RenderOpen(Attack, Operator, Contoso, Emergency, [(EmergencyGrant, Attack), (EmergencyGrant, "")], Now, Flash.Render("emergency-opened")).ToString() },
        { "emergency link made", EmergencyAccessPage.RenderMade(Attack, Operator, EmergencyGrant, Attack, "/manage/tenants/x/emergency").ToString() },
        { "user in an emergency", UserPage.Render(Attack, Operator, Contoso, Works, [], canSend: true, emergency: Emergency).ToString() },
        { "guide", GuidePage.Render(Attack, Visit(new Admin.SetupLink(Attack, Attack)), Guide with { Errors = [new("IdpSsoUrl", Attack), new("Metadata", Attack)] }, "idp-saved").ToString() },
        { "guide, closed", GuidePage.Render(Attack, Visit(new Admin.SetupLink(Attack, Attack)), Guide with { IdpIsOpen = false }).ToString() },
        { "read", ReadPage.Render(Attack, Operator, Guide, Reading, Attack, Now, changedMeanwhile: true).ToString() },
        { "new tenant", SettingsPage.RenderNew(Attack, Operator, Attack, Form, [new("id", Attack), new("IdpSsoUrl", Attack)]).ToString() },
        { "settings", SettingsPage.Render(Attack, Operator, Contoso, Form, [new("IdpSloBinding", Attack), new("nowhere", Attack)]).ToString() },
        { "merge", SettingsPage.RenderMerge(Attack, Operator, Contoso, TenantMerge.Compare(Form.Base, NoValues, OtherValues), Form, ["DisplayName"]).ToString() },
        { "delete", DeletePage.Render(Attack, Operator, Contoso, [new("confirm", Attack)]).ToString() },
        { "keys", GrantsPage.RenderKeys(Attack, Operator, new GrantPage([Grant], Attack), Now, Typed, Errors, "key-revoked", isFirst: false).ToString() },
        { "links", GrantsPage.RenderLinks(Attack, Operator, Contoso, new GrantPage([Grant], Attack), Now, Typed, Errors, Attack).ToString() },
        { "made", GrantsPage.RenderMade(Attack, Operator, Attack, Grant, Attack, "/manage/keys").ToString() },
        { "made already", MadeAlreadyPage.Render(Attack, Operator, AdminGrantKind.ApiKey, Attack, "/manage/keys/revoke", "/manage/keys").ToString() },
        { "users", UsersPage.Render(Attack, Operator, Contoso, new DirectoryPage([Person, Invited], Attack), Attack, Attack, isFirst: false, "user-erased").ToString() },
        { "no users", UsersPage.Render(Attack, Operator, Contoso, new DirectoryPage([], null), Attack, "active", isFirst: true, Attack).ToString() },
        { "new user", NewUserPage.Render(Attack, Operator, Contoso, UserTyped, [new("name", Attack), new("email", Attack)], canSend: true).ToString() },
        { "new user without mail", NewUserPage.Render(Attack, Operator, Contoso, UserTyped, [], canSend: false).ToString() },
        { "user", UserPage.Render(Attack, Operator, Contoso, Person, [], canSend: true, UserTyped, [new("roles", Attack)], "user-saved").ToString() },
        { "user changed meanwhile", UserPage.Render(Attack, Operator, Contoso, Invited, [Marker, Marker with { Refused = true }], canSend: true, UserTyped, isConflict: true, seen: new UserSeen(Attack, new UserForm("", "", "", "", "", ""))).ToString() },
        { "erase user", UserPage.RenderErase(Attack, Operator, Contoso, Person).ToString() },
        { "import", ImportPage.RenderForm(Attack, Operator, Contoso, new ImportPlan([], [new ImportProblem(1, Attack, Attack)]), Attack).ToString() },
        { "import plan", ImportPage.RenderPlan(Attack, Operator, Contoso, new ImportPlan([new ImportLine(2, UserTyped)], []), Attack, canSend: true).ToString() },
        { "imported", ImportPage.RenderDone(Attack, Operator, Contoso, 3, 1).ToString() },
        { "provisioning", ProvisioningPage.Render(Attack, Operator, Contoso, new WaitingRows(9, 1, 1, 1, false) { Users = [new PendingUser(Attack, Attack, Attack, Now, Now, true)], Failed = [Marker] }, Attack).ToString() },
        { "certificates", CertificatesPage.Render(Attack, Operator, null, new CertificatePage([new TenantCertificate(Attack, Attack, Attack, Now.AddDays(-1), Now.AddDays(9))], Attack, Attack), Now, Attack, isFirst: false).ToString() },
        { "health", HealthPage.Render(Attack, Operator, new HealthState(true, false, new KeyProblem(KeyTrouble.Forbidden, Attack)), canSend: false, new TenantTroubles([Contoso], [new SharedDomain(Attack, [Attack, "contoso"])], IsComplete: false)).ToString() },
        { "sign-ins", SignInsPage.Render(Attack, Operator, Contoso, new SignInList([Attempt, Attempt with { Event = SignInEvent.Accepted }], Attack), new SignInDays([new SignInDay(new DateOnly(2026, 11, 22), 1, 2, 3)], true), new SignInQuery(Attack, Attack, Attack), isFirst: false).ToString() },
        { "trace", TracePage.Render(Attack, Operator, new TraceSearch(Attack, Attack, Attack), new AttemptSearch([Attempt, Attempt], null)).ToString() },
        { "trace not found yet", TracePage.Render(Attack, Operator, new TraceSearch(Attack, Attack, Attack), new AttemptSearch([], Attack)).ToString() },
        { "replay", ReplayPage.Render(Attack, Operator, Attempt, Attack, OtherValues, Checks, [new("IdpEntityId", Attack), new("nowhere", Attack)]).ToString() },
        { "test", TestPage.Render(Attack, Operator, Contoso).ToString() },
        { "test, onward", TestPage.RenderOnward(Attack, Operator, Attack).ToString() },
        { "test, refused", TestPage.RenderRefused(Attack, Operator, Attack, new SignInRefusal(Attack, RefusalKind.Refused, Attack)).ToString() },
        { "test, gone", TestPage.RenderGone(Attack, Operator, Attack).ToString() },
        { "test result", TestResultPage.Render(Attack, Operator, Attack, Tested).ToString() },
        { "audit", AuditPage.Render(Attack, Operator, [Change], Attack, "/manage/audit", "/manage/audit?after=x").ToString() },
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
        var html = GrantsPage.RenderKeys("x", Operator, new GrantPage([], null), Now, Typed, [new("days", "Too many.")], null).ToString();

        Assert.Contains("<a href=\"#days\">Days until it expires</a>: Too many.", html, StringComparison.Ordinal);
        Assert.Contains("<p class=\"problem\" id=\"days-problem\">Too many.</p>", html, StringComparison.Ordinal);
        Assert.Matches("<input id=\"days\"[^>]* aria-invalid=\"true\"[^>]* aria-describedby=\"days-problem days-hint\"", html);
    }

    [Fact]
    public void What_cannot_be_taken_back_stands_behind_another_button_that_says_what_will_happen()
    {
        var all = string.Concat(EveryPage().Select(p => p.Data.Item2));
        const string Final = "<form method=\"post\" action=\"[^\"]*/(revoke|close|discard|disable)\">|<input type=\"hidden\" name=\"enabled\" value=\"false\">";
        const string Asked = """<details class="confirm">\s*<summary class="button[^"]*">([^<]+…)(<span class="unseen"> [^<]+</span>)?</summary>\s*<div class="asked"><p id="[^"]+">[^<]+\.</p>.*?</details>""";

        Assert.Equal(["Close it now…", "Disable…", "Discard…", "Revoke this key…", "Revoke…"], Regex.Matches(all, Asked, RegexOptions.Singleline).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotMatch(Final, Regex.Replace(all, Asked, "", RegexOptions.Singleline));
        Assert.Equal(
            ["/close", "/disable", "/discard", "/revoke", "false"],
            Regex.Matches(all, Final).Select(m => m.Groups[1].Success ? "/" + m.Groups[1].Value : "false").Distinct().Order(StringComparer.Ordinal));
        Assert.Contains("End the session…", EmergencyAccessPage.RenderOpen("x", Operator, Contoso, Emergency, [(EmergencyGrant with { Emergency = EmergencyGrant.Emergency! with { UsedAt = Now } }, "")], Now, null).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_form_that_makes_a_secret_carries_another_id_each_time_it_is_shown()
    {
        string[] Pages() =>
        [
            GrantsPage.RenderKeys("x", Operator, new GrantPage([], null), Now, Typed, [], null).ToString(), GrantsPage.RenderLinks("x", Operator, Contoso, new GrantPage([], null), Now, Typed, [], null).ToString(),
            EmergencyAccessPage.RenderUser(Operator, Contoso, Works, Emergency)!.ToString(),
        ];
        var ids = Pages().Concat(Pages()).Select(html => Assert.Single(Regex.Matches(html, "<input type=\"hidden\" name=\"once\" value=\"([0-9a-f]{16})\">")).Groups[1].Value).ToList();

        Assert.Equal(ids.Distinct(), ids);
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
    public void A_list_of_certificates_that_is_cut_says_so_and_leads_on()
    {
        string Render(CertificatePage page, string? after, bool isFirst) => CertificatesPage.Render("x", Operator, null, page, Now, after, isFirst).ToString();
        var all = Render(new CertificatePage([], null, null), null, isFirst: true);
        var some = Render(new CertificatePage([], "k", "m"), "a", isFirst: true);

        Assert.DoesNotContain("more tenants", all, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"pager\"", all, StringComparison.Ordinal);
        Assert.Contains("whose id comes after <code>a</code> up to <code>m</code>", some, StringComparison.Ordinal);
        Assert.Contains("href=\"/manage/certificates?tenants=m\"", some, StringComparison.Ordinal);
        Assert.Contains("rel=\"next\" href=\"/manage/certificates?tenants=a&amp;after=k\"", some, StringComparison.Ordinal);
        Assert.Contains("href=\"/manage/certificates\">First page", some, StringComparison.Ordinal);
        Assert.DoesNotContain("The tenants after that", Render(new CertificatePage([], null, null), "a", isFirst: true), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EveryPage))]
    public void No_browser_throws_away_what_is_no_number(string page, string html)
    {
        Assert.NotEmpty(page);
        Assert.DoesNotContain("type=\"number\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_typed_in_the_place_of_a_number_stands_in_the_form_with_the_error()
    {
        const string Kept = "type=\"text\" inputmode=\"numeric\" value=\"abc\"";
        var broken = new GrantForm("", "", "", "", "abc");
        var settings = new TenantForm("v", new Dictionary<string, string>(), new Dictionary<string, string> { ["SessionMaximumMinutes"] = "abc" });
        string[] pages =
        [
            GrantsPage.RenderKeys("x", Operator, new GrantPage([], null), Now, broken, [new("days", "No.")], null).ToString(),
            GrantsPage.RenderLinks("x", Operator, Contoso, new GrantPage([], null), Now, broken, [new("days", "No.")], null).ToString(),
            EmergencyAccessPage.RenderClosed("x", Operator, Contoso, ("abc", ""), [new("hours", "No.")], null).ToString(),
            SettingsPage.Render("x", Operator, Contoso, settings, [new("SessionMaximumMinutes", "No.")]).ToString(),
        ];

        Assert.All(pages, html => Assert.Contains(Kept, html, StringComparison.Ordinal));
    }

    [Fact]
    public void A_domain_that_others_claim_is_told_on_the_page_in_the_words_of_the_API()
    {
        var shared = new SharedDomain("shared.example", ["fabrikam", "northwind"]);
        var html = TenantDetailPage.Render("x", Operator, Contoso, Now, shared: [shared]).ToString();

        Assert.Contains($"<li>{shared.ToWarning().Message}</li>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Mails_and_users_that_are_not_shown_are_counted()
    {
        var rows = new WaitingRows(9, 1, 7, 6, true) { Users = [new PendingUser("s-1", "x", "c", Now, Now, true)], Failed = [Marker] };
        var html = ProvisioningPage.Render("x", Operator, Contoso, rows, null).ToString();

        Assert.Contains("<p>And 8 more.</p>", html, StringComparison.Ordinal);
        Assert.Contains("<p>And 5 more.</p>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_page_behind_others_does_not_say_that_there_is_nothing()
    {
        string Emergencies(bool isFirst) => EmergencyAccessPage.RenderOpen("x", Operator, Contoso, Emergency, [], Now, null, null, isFirst).ToString();
        string Keys(bool isFirst) => GrantsPage.RenderKeys("x", Operator, new GrantPage([], null), Now, Typed, [], null, isFirst).ToString();

        Assert.Contains("No link was made yet.", Emergencies(true), StringComparison.Ordinal);
        Assert.Contains("There are no more links.", Emergencies(false), StringComparison.Ordinal);
        Assert.Contains("There are no more API keys.", Keys(false), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_fits_on_a_page_has_no_pager() => Assert.Same(Markup.Empty, Pager.Render(null, null));
}
