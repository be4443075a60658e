using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Functions.Http;
using Functions.Manage;
using Functions.Tests.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SignOn;
using SignOn.Tests;

namespace Functions.Tests.Manage;

/// <summary>The gate on stores in memory, and everybody who may stand before it.</summary>
internal sealed class ManageWorld
{
    public const string Key = "a bootstrap key of the unit tests, long enough";
    public const string OperatorTenant = "operators";
    public const string Tenant = "contoso";
    public const string OtherTenant = "fabrikam";
    private const string Origin = "https://sso.example.com";

    private readonly People _people = new();

    public ManageWorld()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["App:BaseUrl"] = Origin,
            ["Manage:BootstrapKey"] = Key,
            ["Manage:OperatorTenant"] = OperatorTenant,
        }).Build();
        var app = AppOptions.Read(configuration);
        var attempts = new AttemptLimit(Store, Time);
        Grants = new AdminGrants(Store, new TokenSeal(Store, Time), Audit, Time);
        var directory = new TenantDirectory(_people, SignOnOptions.Read(configuration), Time, NullLogger<TenantDirectory>.Instance);
        var reader = new SessionReader(directory, _people, new UserCache(_people, Time), new EmergencySessions(new MemoryEmergencyStore(), Store, Time), Time);
        Sessions = new AdminSessions(Store, Grants, Audit, attempts, reader, AdminOptions.Read(configuration), Time, NullLogger<AdminSessions>.Instance);
        Gate = new ManageGate(Sessions, Grants, app, AdminOptions.Read(configuration), new ManageRefusals(app));
        _people.Now = () => Time.GetUtcNow();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));

    public MemoryAdminStore Store { get; } = new();

    public MemoryAuditLog Audit { get; } = new();

    public AdminGrants Grants { get; }

    public AdminSessions Sessions { get; }

    public ManageGate Gate { get; }

    /// <summary>The roles of the operators' tenant's one user.</summary>
    public IReadOnlyList<string> Roles
    {
        get => _people.Roles;
        set => _people.Roles = value;
    }

    /// <summary>The cookie of a user of that tenant.</summary>
    public static string UserCookie(string tenant) => $"{Base64Url.EncodeToString(Encoding.ASCII.GetBytes(tenant))}.{Base64Url.EncodeToString(new byte[32])}";

    public async Task<string> OperatorAsync() => (await Sessions.OpenWithKeyAsync(Key, "c", CancellationToken.None)).Token!;

    public async Task<string> OperatorAsUserAsync() => (await Sessions.OpenForUserAsync(UserCookie(OperatorTenant), "c", CancellationToken.None)).Token!;

    public async Task<string> SetupLinkAsync(string tenant)
    {
        var (_, link) = await GrantAsync(new NewGrant(AdminGrantKind.SetupLink, "x", tenant, 1));
        return (await Sessions.OpenForLinkAsync(link, "c", CancellationToken.None)).Token!;
    }

    public async Task<(AdminGrant Grant, string Secret)> GrantAsync(NewGrant wish) =>
        (await Grants.TryMakeAsync(new Admin.Operator(), wish, "c", CancellationToken.None))!.Value;

    public async Task<string> FormTokenAsync(string cookie, string? userCookie = null) =>
        (await Sessions.ReadAsync(cookie, userCookie, CancellationToken.None))?.FormToken ?? "none";

    /// <summary>A request for a function, as its own page would send it.</summary>
    public static DefaultHttpContext Request(string method, string? cookie = null, string? userCookie = null, string? bearer = null, string? formToken = null, string tenant = Tenant)
    {
        var http = method is "GET" or "HEAD" ? HttpFixture.Context() : HttpFixture.Post($"{ManageGate.FormTokenField}={Uri.EscapeDataString(formToken ?? "")}");
        http.Request.Method = method;
        http.Request.RouteValues["tenant"] = tenant;
        http.Request.Headers["Sec-Fetch-Site"] = "same-origin";
        var cookies = new[] { cookie is null ? null : $"{ManageCookie.Name}={cookie}", userCookie is null ? null : $"{SessionCookie.Name}={userCookie}" };
        http.Request.Headers.Cookie = string.Join("; ", cookies.OfType<string>());
        if (bearer is not null)
            http.Request.Headers.Authorization = $"Bearer {bearer}";
        return http;
    }

    /// <summary>What the gate says: 0 when the function may run.</summary>
    public async Task<int> AskAsync(string function, HttpContext http)
    {
        if (await Gate.RefuseAsync(function, http, CancellationToken.None) is not { } refusal)
        {
            Assert.NotNull(ManageVisit.Of(http.Request));
            return 0;
        }

        Assert.Throws<InvalidOperationException>(() => ManageVisit.Of(http.Request));
        await refusal.SendAsync(http);
        return http.Response.StatusCode;
    }

    /// <summary>A directory where every tenant works, and every session belongs to its one user.</summary>
    private sealed class People : ITenantStore, ISessionStore, IUserStore
    {
        private const string UserKey = "s-0000";

        private static readonly string Certificate = MakeCertificate();

        public IReadOnlyList<string> Roles { get; set; } = ["operator"];

        public Func<DateTimeOffset> Now { get; set; } = () => default;

        Task<TenantColumns?> ITenantStore.ReadAsync(string tenantId, CancellationToken cancellationToken) =>
            Task.FromResult<TenantColumns?>(new TenantColumns(new Dictionary<string, object>
            {
                ["IdpEntityId"] = "https://idp.example.com",
                ["IdpSsoUrl"] = "https://idp.example.com/sso",
                ["IdpCertificates"] = Certificate,
            }));

        Task<Session?> ISessionStore.ReadAsync(string tenantId, string tokenHash, CancellationToken cancellationToken) => Task.FromResult<Session?>(new Session
        {
            TenantId = tenantId,
            TokenHash = tokenHash,
            UserKey = UserKey,
            Issuer = "i",
            AuthnInstant = Now(),
            CreatedAt = Now(),
            ExpiresAt = Now().AddHours(1),
            CorrelationId = "c",
        });

        Task<User?> IUserStore.ReadAsync(string tenantId, string userKey, CancellationToken cancellationToken) => Task.FromResult<User?>(new User
        {
            Key = userKey,
            UserId = Guid.Empty,
            Status = UserStatus.Active,
            Issuer = "i",
            Subject = "s",
            Facts = new UserFacts { Roles = Roles },
            CreatedAt = Now(),
            UpdatedAt = Now(),
        });

        public IAsyncEnumerable<StoredTenant> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<StoredTenant> ListAfterAsync(string? after, int pageSize, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> TryWriteAsync(string tenantId, TenantColumns columns, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> TryMergeAsync(string tenantId, IReadOnlyDictionary<string, object> columns, string etag, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task InsertAsync(Session session, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task RevokeAsync(string tenantId, string tokenHash, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> RevokeAllAsync(string tenantId, string userKey, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<string>> FindAsync(string tenantId, string nameIdHash, string? sessionIndexHash, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> DeleteAllAsync(string tenantId, string userKey, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> DeleteExpiredAsync(string tenantId, DateTimeOffset before, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<EmailRow?> ReadEmailAsync(string tenantId, string emailKey, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> TryCommitAsync(string tenantId, IReadOnlyList<UserRowChange> changes, CancellationToken cancellationToken) => throw new NotSupportedException();

        IAsyncEnumerable<User> IUserStore.ListAsync(string tenantId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<PendingMarker> ListPendingAsync(string tenantId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<UserRow> ListAfterAsync(string tenantId, string? after, int pageSize, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<MailMarker?> ReadMailAsync(string tenantId, string mailKey, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<MailMarker> ListMailAsync(string tenantId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<PendingMarker?> ReadPendingAsync(string tenantId, string userKey, CancellationToken cancellationToken) => throw new NotSupportedException();

        private static string MakeCertificate()
        {
            using var key = RSA.Create(2048);
            using var certificate = new CertificateRequest("CN=idp", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
            return Convert.ToBase64String(certificate.RawData);
        }
    }
}
