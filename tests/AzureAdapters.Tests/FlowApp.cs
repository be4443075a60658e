using System.Security.Cryptography.X509Certificates;
using System.Text;
using Azure.Data.Tables;
using LocalIdp;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SignOn;

namespace AzureAdapters.Tests;

/// <summary>One instance of the product.</summary>
internal sealed class FlowApp
{
    /// <summary>What the IdP signs with.</summary>
    public static readonly X509Certificate2 Certificate = IdpCertificate.Create(Start.AddDays(-1));

    private readonly string _tenantId;
    private readonly FakeTimeProvider _time = new(Start);
    private readonly TenantDirectory _tenants;

    public FlowApp(string tenantId, TableServiceClient service)
    {
        var users = new TableUserStore(service);
        var sessions = new TableSessionStore(service);
        _tenantId = tenantId;
        var store = new TableTenantStore(service);
        var options = new SignOnOptions(new Uri("https://sso.example.com"), TimeSpan.FromDays(90));
        _tenants = new(store, options, _time, NullLogger<TenantDirectory>.Instance);
        var refresh = new RefreshMetadata(_tenants, store, Metadata, options, _time, NullLogger<RefreshMetadata>.Instance);
        var newerKeys = new NewerKeys(_tenants, store, refresh, _time, NullLogger<NewerKeys>.Instance);
        var cache = new UserCache(users, _time);
        Accept = new(_tenants, newerKeys, new NoKeys(), new TableUsedIdStore(service), users, sessions, new TableSignInLog(service), cache, _time, NullLogger<AcceptResponse>.Instance);
        Provision = new(_tenants, users, sessions, _time, NullLogger<ProvisionUser>.Instance);
        Reader = new(_tenants, sessions, cache, new EmergencySessions(new TableEmergencyStore(service), new TableAdminStore(service), _time), _time);
        Invite = new(store, users, _time);
        SignOut = new(_tenants, sessions, new OwnKeys(), _time, NullLogger<SignOut>.Instance);
        Logout = new(_tenants, new OwnKeys(), new TableUsedIdStore(service), sessions, new TableSignInLog(service), _time, NullLogger<AcceptLogout>.Instance);
    }

    public RolledIdp Metadata { get; } = new();

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
        var xml = XmlSigner.SignResponse(SamlResponseXml.Build(options), SignedParts.Both, by ?? XmlSignatureOptions.From(Certificate));
        return new AcceptRequest
        {
            TenantId = _tenantId,
            SamlResponse = Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(xml))),
            Pending = [pending],
            CorrelationId = "c",
        };
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
}
