using System.Security.Cryptography.X509Certificates;
using LocalIdp;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace SignOn.Tests;

/// <summary>The whole domain on stores in memory, with a clock that stands still. Each instance is a product of its own.</summary>
internal sealed class World
{
    public const string TenantId = "contoso";
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    public static readonly SignOnOptions Options = new(new Uri("https://sso.example.com"), TimeSpan.FromDays(90));

    public World(params (string Column, object Value)[] columns)
    {
        Tenants = new(Faults);
        Users = new(Faults);
        Sessions = new(Faults);
        UsedIds = new(Faults);
        Log = new(Faults);
        Tenants.Put(TenantId, Row(columns));
        Restart();
    }

    /// <summary>Where the log goes; nowhere by default.</summary>
    public ILoggerFactory Loggers
    {
        get;
        init
        {
            field = value;
            Restart();
        }
    } = NullLoggerFactory.Instance;

    public Faults Faults { get; } = new();

    public FakeTimeProvider Time { get; } = new(Start);

    public MemoryTenantStore Tenants { get; }

    public MemoryUserStore Users { get; }

    public MemorySessionStore Sessions { get; }

    public MemoryUsedIdStore UsedIds { get; }

    public MemorySignInLog Log { get; }

    public MemoryEmergencyStore Emergencies { get; } = new();

    public MemoryAdminStore Admins { get; } = new();

    public FixedKeys Keys { get; } = new();

    public FakeFetcher Metadata { get; } = new();

    public RefreshMetadata Refresh { get; private set; } = null!;

    public TenantDirectory Directory { get; private set; } = null!;

    public NewerKeys NewerKeys { get; private set; } = null!;

    public StartSignOn StartSignOn { get; private set; } = null!;

    public AcceptResponse Accept { get; private set; } = null!;

    public SessionReader Reader { get; private set; } = null!;

    public ProvisionUser Provision { get; private set; } = null!;

    public SignOut SignOut => new(Directory, Sessions, Keys, Time, Loggers.CreateLogger<SignOut>());

    /// <summary>One instance for each process: it remembers how many refusals it has written.</summary>
    public AcceptLogout Logout { get; private set; } = null!;

    public MemoryAuditLog Audit { get; } = new();

    public TestSignIn Test => new(Directory, Tenants, StartSignOn, NewerKeys, Keys, UsedIds, Users, Audit, Time);

    public ResendPending Resend => new(Directory, Users, Time, Loggers.CreateLogger<ResendPending>());

    public EraseUser Erase => new(Users, Sessions, Log, Time, Loggers.CreateLogger<EraseUser>());

    public InviteUser Invite => new(Tenants, Users, Time);

    /// <summary>A row that works, with changes.</summary>
    public static Dictionary<string, object> Row(params (string Column, object Value)[] columns)
    {
        var row = new Dictionary<string, object>
        {
            ["IdpSsoUrl"] = TestIdp.SsoUrl,
            ["IdpCertificates"] = TestIdp.CertificateBase64,
            ["EmailDomains"] = "contoso.com",
            ["AllowIdpInitiated"] = true,
        };
        foreach (var (column, value) in columns)
        {
            row[column] = value;
        }

        return row;
    }

    /// <summary>A new process: everything that was only in memory of the old one is gone.</summary>
    public void Restart()
    {
        Directory = new(Tenants, Options, Time, Loggers.CreateLogger<TenantDirectory>());
        Refresh = new(Directory, Tenants, Metadata, Options, Time, Loggers.CreateLogger<RefreshMetadata>());
        NewerKeys = new(Directory, Tenants, Refresh, Time, Loggers.CreateLogger<NewerKeys>());
        StartSignOn = new(Directory, Keys, Options, Time);
        var cache = new UserCache(Users, Time);
        Accept = new(Directory, NewerKeys, Keys, UsedIds, Users, Sessions, Log, cache, Time, Loggers.CreateLogger<AcceptResponse>());
        Logout = new(Directory, Keys, UsedIds, Sessions, Log, Time, Loggers.CreateLogger<AcceptLogout>());
        Reader = new(Directory, Sessions, cache, new EmergencySessions(Emergencies, Admins, Time), Time);
        Provision = new(Directory, Users, Sessions, Time, Loggers.CreateLogger<ProvisionUser>());
    }

    public async Task<Tenant> TenantAsync() => Assert.IsType<TenantLookup.Found>(await Directory.FindAsync(TenantId, Stop)).Tenant;

    public async Task<PendingRequest> StartAsync(string? returnUrl = null) =>
        Assert.IsType<StartOutcome.Redirect>(await StartSignOn.RunAsync(new StartRequest(TenantId) { ReturnUrl = returnUrl }, Stop)).Pending;

    /// <summary>The form that an IdP lets the browser post.</summary>
    public async Task<AcceptRequest> FormAsync(
        PendingRequest? pending, Func<SamlResponseOptions, SamlResponseOptions>? change = null, SignedParts parts = SignedParts.Assertion, X509Certificate2? encryptTo = null, string? relayState = null, Func<string, string>? edit = null, XmlSignatureOptions? by = null)
    {
        var options = TestIdp.Describe(await TenantAsync(), Time.GetUtcNow(), pending?.RequestId);
        return new AcceptRequest
        {
            TenantId = TenantId,
            SamlResponse = TestIdp.Sign(change is null ? options : change(options), parts, edit, encryptTo, by),
            RelayState = relayState,
            Pending = pending is null ? [] : [pending],
            CorrelationId = Guid.NewGuid().ToString("N"),
        };
    }

    /// <summary>A whole sign-in that was started here.</summary>
    public async Task<AcceptOutcome> SignInAsync(Func<SamlResponseOptions, SamlResponseOptions>? change = null) =>
        await Accept.RunAsync(await FormAsync(await StartAsync(), change), Stop);

    public async Task<AcceptOutcome.SignedIn> SignedInAsync(Func<SamlResponseOptions, SamlResponseOptions>? change = null) =>
        Assert.IsType<AcceptOutcome.SignedIn>(await SignInAsync(change));

    public async Task<string> RefusedAsync(Func<SamlResponseOptions, SamlResponseOptions>? change = null) => CodeOf(await SignInAsync(change));

    public static string CodeOf(AcceptOutcome outcome) => Assert.IsType<AcceptOutcome.Refused>(outcome).Refusal.Code;

    public User OnlyUser() => Assert.Single(Users.Users(TenantId));
}
