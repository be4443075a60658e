using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Saml;
using SignOn;

namespace Functions.Tests;

/// <summary>Signatures on elliptic curves are never the same twice, so equal documents were signed once.</summary>
public sealed class TenantMetadataTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Now);
    private readonly Dependencies _world = new();
    private readonly TenantMetadata _metadata;

    public TenantMetadataTests()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["App:BaseUrl"] = "https://sso.example.com" }).Build();
        var directory = new TenantDirectory(_world, SignOnOptions.Read(settings), _time, NullLogger<TenantDirectory>.Instance);
        _metadata = new TenantMetadata(directory, _world, AppOptions.Read(settings), _time);
    }

    public void Dispose() => _world.Key.Dispose();

    [Fact]
    public async Task Asking_for_signed_metadata_again_makes_no_new_signature()
    {
        var first = await SignedAsync();

        _time.Advance(TimeSpan.FromHours(14));
        Assert.Equal(first, await SignedAsync());
    }

    [Fact]
    public async Task A_new_day_and_a_changed_row_make_a_new_document()
    {
        var first = await SignedAsync();

        _time.Advance(TimeSpan.FromHours(15));
        var tomorrow = await SignedAsync();
        Assert.NotEqual(first, tomorrow);

        _world.Columns["SignRequests"] = true;
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotEqual(tomorrow, await SignedAsync());
    }

    private async Task<byte[]> SignedAsync() => (await _metadata.ReadAsync("contoso", sign: true, TestContext.Current.CancellationToken)).Document!;

    /// <summary>One tenant and one key.</summary>
    private sealed class Dependencies : ITenantStore, IServiceProviderKeys
    {
        public Dependencies()
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var certificate = new CertificateRequest("CN=ec", key, HashAlgorithmName.SHA256).CreateSelfSigned(Now.AddDays(-1), Now.AddYears(1));
            Columns = new Dictionary<string, object>
            {
                ["IdpEntityId"] = "https://idp.example.com",
                ["IdpSsoUrl"] = "https://idp.example.com/sso",
                ["IdpCertificates"] = Convert.ToBase64String(certificate.RawData),
            };
            Key = new ServiceProviderKey(certificate);
        }

        public Dictionary<string, object> Columns { get; }

        public KeyProblem? Problem => null;

        public ServiceProviderKey Key { get; }

        public Task<ServiceProviderKeyRing> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(new ServiceProviderKeyRing(Key, [Key]));

        public Task<IReadOnlyList<ServiceProviderKey>> ReadForDecryptionAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<TenantColumns?> ReadAsync(string tenantId, CancellationToken cancellationToken) =>
            Task.FromResult<TenantColumns?>(new TenantColumns(new Dictionary<string, object>(Columns)));

        public IAsyncEnumerable<StoredTenant> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<StoredTenant> ListAfterAsync(string? after, int pageSize, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> TryWriteAsync(string tenantId, TenantColumns columns, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> TryMergeAsync(string tenantId, IReadOnlyDictionary<string, object> columns, string etag, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
