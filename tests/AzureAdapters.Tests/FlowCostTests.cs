using System.Security.Cryptography.X509Certificates;
using System.Text;
using Azure.Data.Tables;
using LocalIdp;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SignOn;

namespace AzureAdapters.Tests;

/// <summary>Counts what each flow of the domain sends to a real table service.</summary>
public sealed class FlowCostTests(Storage storage)
{
    private static readonly X509Certificate2 Certificate = IdpCertificate.Create(Start.AddDays(-1));
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
        Assert.Equal(
            (First: 5, Provision: 3, Known: 4, Check: 1, End: 1), (First: firstCost, Provision: provisionCost, Known: knownCost, Check: checkCost, End: endCost));
    }

    [Fact]
    public async Task A_user_made_by_an_admin_enters_with_six_operations_and_one_identity()
    {
        var app = await StartAsync(("JustInTime", false));
        // Somebody's sign-in before, so that every table is there: the first write to each makes it.
        Assert.Equal(InviteOutcome.Invited, await app.Invite.RunAsync(_tenantId, new InviteRequest("warm@contoso.com", UserSettings.None), Stop));
        await app.SignInAsync("warm");
        Assert.Equal(InviteOutcome.Invited, await app.Invite.RunAsync(_tenantId, new InviteRequest("b.simon@contoso.com", UserSettings.None), Stop));

        var (_, cost) = await CountAsync(() => app.SignInAsync("b.simon"));

        Assert.Equal(6, cost);
        Assert.Null((await app.SignInAsync("b.simon")).Message);
    }

    [Fact]
    public async Task A_rollover_costs_its_first_person_four_operations_more_and_the_others_none()
    {
        var app = await StartAsync(("IdpMetadataUrl", "https://idp.example/metadata"));
        await app.Provision.RunAsync((await app.SignInAsync("b.simon")).Message!, Stop);
        app.Metadata.Roll();
        var form = await app.FormAsync("b.simon", app.Metadata.Signature);

        var (outcome, firstCost) = await CountAsync(() => app.Accept.RunAsync(form, Stop));
        var next = await app.FormAsync("b.simon", app.Metadata.Signature);
        var (_, nextCost) = await CountAsync(() => app.Accept.RunAsync(next, Stop));

        Assert.IsType<AcceptOutcome.SignedIn>(outcome);
        Assert.Equal((First: 8, Next: 4, Fetches: 1), (First: firstCost, Next: nextCost, Fetches: app.Metadata.Fetches));
    }

    [Fact]
    public async Task Logout_costs_two_operations_of_ours_and_three_more_than_sessions_of_the_IdPs()
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
        // Used ID beside the search, then each session of the name, those that had ended included, then the audit line.
        Assert.Equal((2, 3 + 3), (outCost, logoutCost));
        foreach (var session in sessions)
        {
            Assert.Null(await app.Reader.ReadAsync(session.SessionToken, Stop));
        }
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

    private async Task<(T Result, int Requests)> CountAsync<T>(Func<Task<T>> flow)
    {
        var before = _wire.Requests.Count;
        var result = await flow();
        return (result, _wire.Requests.Count - before);
    }

    private async Task<App> StartAsync(params (string Column, object Value)[] columns)
    {
        var service = storage.Connect(_wire);
        var row = new Dictionary<string, object>
        {
            ["IdpEntityId"] = "https://idp.example/",
            ["IdpSsoUrl"] = "https://idp.example/sso",
            ["IdpCertificates"] = Convert.ToBase64String(Certificate.RawData),
            ["EmailDomains"] = "contoso.com",
        };
        foreach (var (column, value) in columns)
        {
            row[column] = value;
        }

        await new TableTenantStore(service).TryWriteAsync(_tenantId, new TenantColumns(row), Stop);
        return new App(_tenantId, service);
    }

    /// <summary>A sign-in without encryption asks for no key.</summary>
    private sealed class NoKeys : IServiceProviderKeys
    {
        public KeyProblem? Problem => null;

        public Task<ServiceProviderKeyRing> ReadAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("Nobody should ask for keys here.");

        public Task<IReadOnlyList<Saml.ServiceProviderKey>> ReadForDecryptionAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("Nobody should ask for keys here.");
    }

    /// <summary>Logout messages are signed.</summary>
    private sealed class OwnKeys : IServiceProviderKeys
    {
        private static readonly Saml.ServiceProviderKey Key = new(IdpCertificate.Create(Start.AddDays(-1)));

        public KeyProblem? Problem => null;

        public Task<ServiceProviderKeyRing> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(new ServiceProviderKeyRing(Key, [Key]));

        public Task<IReadOnlyList<Saml.ServiceProviderKey>> ReadForDecryptionAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Saml.ServiceProviderKey>>([Key]);
    }

    /// <summary>One instance of the product.</summary>
    private sealed class App
    {
        private readonly string _tenantId;
        private readonly FakeTimeProvider _time = new(Start);
        private readonly TenantDirectory _tenants;

        public App(string tenantId, TableServiceClient service)
        {
            var users = new TableUserStore(service);
            Sessions = new TableSessionStore(service);
            _tenantId = tenantId;
            var store = new TableTenantStore(service);
            var options = new SignOnOptions(new Uri("https://sso.example.com"), TimeSpan.FromDays(90));
            _tenants = new(store, options, _time, NullLogger<TenantDirectory>.Instance);
            var refresh = new RefreshMetadata(_tenants, store, Metadata, options, _time, NullLogger<RefreshMetadata>.Instance);
            var newerKeys = new NewerKeys(_tenants, store, refresh, _time, NullLogger<NewerKeys>.Instance);
            var cache = new UserCache(users, _time);
            Accept = new(_tenants, newerKeys, new NoKeys(), new TableUsedIdStore(service), users, Sessions, new TableSignInLog(service), cache, _time, NullLogger<AcceptResponse>.Instance);
            Provision = new(_tenants, users, Sessions, _time, NullLogger<ProvisionUser>.Instance);
            Reader = new(_tenants, Sessions, cache, new EmergencySessions(new TableEmergencyStore(service), new TableAdminStore(service), _time), _time);
            Invite = new(store, users, _time);
            SignOut = new(_tenants, Sessions, new OwnKeys(), _time, NullLogger<SignOut>.Instance);
            Logout = new(_tenants, new OwnKeys(), new TableUsedIdStore(service), Sessions, new TableSignInLog(service), _time, NullLogger<AcceptLogout>.Instance);
        }

        public RolledIdp Metadata { get; } = new();

        public ISessionStore Sessions { get; }

        public AcceptResponse Accept { get; }

        public ProvisionUser Provision { get; }

        public SessionReader Reader { get; }

        public InviteUser Invite { get; }

        public SignOut SignOut { get; }

        public AcceptLogout Logout { get; }

        /// <summary>The IdP ends all sessions of the one name that it gives everybody here.</summary>
        public async Task<LogoutOutcome.Obeyed> LogoutAsync() => Assert.IsType<LogoutOutcome.Obeyed>(await Logout.RunAsync(await LogoutRequestAsync(), Stop));

        public async Task<LogoutInput> LogoutRequestAsync()
        {
            var tenant = Assert.IsType<TenantLookup.Found>(await _tenants.FindAsync(_tenantId, Stop)).Tenant;
            var xml = LogoutXml.Request(new LogoutRequestOptions(Start)
            {
                Destination = tenant.SingleLogoutUrl,
                Issuer = tenant.IdentityProvider.EntityId,
                NameId = new SamlResponseOptions(Start).NameId,
            });
            var url = RedirectMessage.Url(tenant.SingleLogoutUrl, "SAMLRequest", xml, null, XmlSignatureOptions.From(Certificate));
            return new LogoutInput { TenantId = _tenantId, RawQuery = new Uri(url).Query[1..], CorrelationId = "c" };
        }

        public async Task<AcceptOutcome.SignedIn> SignInAsync(string person)
        {
            var outcome = await Accept.RunAsync(await FormAsync(person), Stop);
            return Assert.IsType<AcceptOutcome.SignedIn>(outcome);
        }

        public async Task<AcceptRequest> FormAsync(string person, XmlSignatureOptions? by = null)
        {
            var tenant = Assert.IsType<TenantLookup.Found>(await _tenants.FindAsync(_tenantId, Stop)).Tenant;
            var pending = new PendingRequest(_tenantId, Saml.MessageId.Create(), null, Start.AddMinutes(10));
            var options = new SamlResponseOptions(Start)
                .WithIssuer(tenant.IdentityProvider.EntityId).WithAcs(tenant.AssertionConsumerUrl).WithAudiences(tenant.EntityId).WithInResponseTo(pending.RequestId)
                .WithAttribute(EntraClaims.ObjectIdentifier, person).WithAttribute("UserEmail", $"{person.Replace(' ', '.')}@contoso.com");
            var xml = XmlSigner.SignResponse(SamlResponseXml.Build(options), SignedParts.Assertion, by ?? XmlSignatureOptions.From(Certificate));
            return new AcceptRequest
            {
                TenantId = _tenantId,
                SamlResponse = Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(xml))),
                Pending = [pending],
                CorrelationId = "c",
            };
        }
    }
}
