using SignOn;
using TestSupport;

namespace AzureAdapters.Tests;

/// <summary>Counts what each flow of the domain sends to a real table service, and holds it against what the documents say.</summary>
public sealed class FlowCostTests(Storage storage)
{
    // As in the documents' column.
    private static readonly string[] Tables = ["UsedIds", "Users", "Sessions", "SignIns"];

    private readonly string _tenantId = NewTenant();
    private readonly Wire _wire = new();

    [Fact]
    public async Task Each_flow_keeps_to_its_budget_and_works_on_a_real_table_service()
    {
        var app = await StartAsync();

        // The first run also makes what tables are missing.
        await app.SignInAsync("somebody else");
        var (first, firstCost) = await CountAsync(() => app.SignInAsync("b.simon"));
        var (_, provisionCost) = await CountAsync(() => app.Provision.RunAsync(first.Message!, Stop));
        var (known, knownCost) = await CountAsync(() => app.SignInAsync("b.simon"));
        var (view, checkCost) = await CountAsync(() => app.Reader.ReadAsync(known.SessionToken, Stop));
        var (_, endCost) = await CountAsync(async () =>
        {
            await app.SignOut.RunAsync(known.SessionToken, "c", Stop);
            return true;
        });

        Assert.Equal(UserStatus.Active, view!.User.Status);
        Assert.Null(known.Message);
        Assert.Null(await app.Reader.ReadAsync(known.SessionToken, Stop));
        AssertCost("first sign-in, just in time", firstCost);
        AssertCost("provisioning (queue)", provisionCost);
        AssertCost("sign-in of a known user", knownCost);
        AssertCost("session check", checkCost);
        AssertCost("sign-out", endCost);
    }

    [Fact]
    public async Task A_user_made_by_an_admin_enters_at_the_documented_cost_and_with_one_identity()
    {
        var app = await StartAsync(("JustInTime", false));
        // Somebody's sign-in before, so that every table is there: the first write to each makes it.
        Assert.Equal(InviteOutcome.Invited, await app.Invite.RunAsync(_tenantId, new InviteRequest("warm@contoso.com", UserSettings.None), Stop));
        await app.SignInAsync("warm");
        Assert.Equal(InviteOutcome.Invited, await app.Invite.RunAsync(_tenantId, new InviteRequest("b.simon@contoso.com", UserSettings.None), Stop));

        var (_, cost) = await CountAsync(() => app.SignInAsync("b.simon"));

        AssertCost("first sign-in of a user made by an admin", cost);
        Assert.Null((await app.SignInAsync("b.simon")).Message);
    }

    [Fact]
    public async Task A_rollover_costs_its_first_person_what_the_documents_say_and_the_others_nothing()
    {
        var app = await StartAsync(("IdpMetadataUrl", "https://idp.example/metadata"));
        await app.Provision.RunAsync((await app.SignInAsync("b.simon")).Message!, Stop);
        app.Metadata.Roll();
        var form = await app.FormAsync("b.simon", app.Metadata.Signature);

        var (outcome, firstCost) = await CountAsync(() => app.Accept.RunAsync(form, Stop));
        var next = await app.FormAsync("b.simon", app.Metadata.Signature);
        var (_, nextCost) = await CountAsync(() => app.Accept.RunAsync(next, Stop));

        Assert.IsType<AcceptOutcome.SignedIn>(outcome);
        AssertCost("first sign-in after an IdP's rollover", firstCost with { Requests = firstCost.Requests - nextCost.Requests });
        AssertCost("sign-in of a known user", nextCost);
        Assert.Equal(1, app.Metadata.Fetches);
    }

    [Fact]
    public async Task Logout_costs_what_the_documents_say_in_both_directions()
    {
        var app = await StartAsync(("IdpSloUrl", "https://idp.example/slo"), ("IdpSloBinding", "redirect"));
        var sessions = new List<AcceptOutcome.SignedIn>();
        foreach (var person in (string[])["b.simon", "b.simon", "b.simon"])
        {
            sessions.Add(await app.SignInAsync(person));
        }

        var (onward, outCost) = await CountAsync(() => app.SignOut.RunAsync(sessions[0].SessionToken, "c", Stop));
        var (_, logoutCost) = await CountAsync(() => app.LogoutAsync());

        Assert.IsType<SignOutOutcome.Onward>(onward);
        AssertCost("sign-out where the IdP takes LogoutRequests", outCost);
        // Used ID beside the search, then each session of the name, those that had ended included, then the audit line.
        AssertCost("logout by the IdP", logoutCost with { Requests = logoutCost.Requests - sessions.Count });
        foreach (var session in sessions)
        {
            Assert.Null(await app.Reader.ReadAsync(session.SessionToken, Stop));
        }
    }

    [Fact]
    public async Task Logout_of_a_name_with_one_session_costs_what_the_documents_say()
    {
        var app = await StartAsync();
        await app.SignInAsync("b.simon");

        var (_, cost) = await CountAsync(() => app.LogoutAsync());

        AssertCost("logout by the IdP, of a name with one session", cost);
    }

    [Fact]
    public async Task A_logout_that_one_instance_obeys_is_seen_by_another_at_once_and_cannot_be_replayed_there()
    {
        var one = await StartAsync();
        var two = await StartAsync();
        var signedIn = await one.SignInAsync("b.simon");
        Assert.NotNull(await two.Reader.ReadAsync(signedIn.SessionToken, Stop));
        var request = await one.LogoutRequestAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => (i % 2 == 0 ? one : two).Logout.RunAsync(request, Stop))));

        Assert.Single(outcomes.OfType<LogoutOutcome.Obeyed>());
        Assert.All(outcomes.OfType<LogoutOutcome.Refused>(), o => Assert.Equal(nameof(SignOnError.LogoutRequestReplayed), o.Refusal.Code));
        Assert.Null(await two.Reader.ReadAsync(signedIn.SessionToken, Stop));
    }

    [Fact]
    public async Task Of_twenty_posts_at_once_to_two_instances_exactly_one_signs_in()
    {
        var one = await StartAsync();
        var two = await StartAsync();
        var form = await one.FormAsync("b.simon");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => (i % 2 == 0 ? one : two).Accept.RunAsync(form, Stop))));

        Assert.Single(outcomes.OfType<AcceptOutcome.SignedIn>());
        Assert.All(outcomes.OfType<AcceptOutcome.Refused>(), o => Assert.Equal(nameof(SignOnError.ResponseReplayed), o.Refusal.Code));
    }

    private static void AssertCost(string flow, DocumentedCost counted)
    {
        var documented = DocumentedCost.Of(flow);
        Assert.Equal((flow, documented.Requests), (flow, counted.Requests));
        if (documented.Entities.Count > 0)
        {
            Assert.Equal(documented.Entities, counted.Entities);
        }
    }

    private async Task<(T Result, DocumentedCost Cost)> CountAsync<T>(Func<Task<T>> flow)
    {
        var (requests, entities) = (_wire.Requests.Count, _wire.Entities.Count);
        var result = await flow();
        var tables = _wire.Entities.Skip(entities).ToList();
        return (result, new DocumentedCost(_wire.Requests.Count - requests, [.. Tables.Select(name => tables.Count(t => t == name))]));
    }

    private async Task<FlowApp> StartAsync(params (string Column, object Value)[] columns)
    {
        var service = storage.Connect(_wire);
        var row = new Dictionary<string, object>
        {
            ["IdpEntityId"] = "https://idp.example/",
            ["IdpSsoUrl"] = "https://idp.example/sso",
            ["IdpCertificates"] = Convert.ToBase64String(FlowApp.Certificate.RawData),
            ["EmailDomains"] = "contoso.com",
        };
        foreach (var (column, value) in columns)
        {
            row[column] = value;
        }

        await new TableTenantStore(service).TryWriteAsync(_tenantId, new TenantColumns(row), Stop);
        return new FlowApp(_tenantId, service);
    }
}
