using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Saml;
using SignOn;

namespace AzureAdapters.Tests.Cookies;

/// <summary>The service provider's certificates, as a test wants them to be at this moment.</summary>
internal sealed class FakeKeys(params ServiceProviderKey[] published) : IServiceProviderKeys
{
    public static readonly ServiceProviderKey Old = NewRsa();
    public static readonly ServiceProviderKey New = NewRsa();

    public IReadOnlyList<ServiceProviderKey> Published { get; set; } = published;

    /// <summary>Keys that are published no more, and still in the vault.</summary>
    public IReadOnlyList<ServiceProviderKey> Expired { get; set; } = [];

    public KeyProblem? Problem => null;

    public bool Down { get; set; }

    /// <summary>Nothing is answered before this.</summary>
    public Task Slowness { get; set; } = Task.CompletedTask;

    public async Task<ServiceProviderKeyRing> ReadAsync(CancellationToken cancellationToken)
    {
        await ReadForDecryptionAsync(cancellationToken);
        return Published.Count > 0 ? new ServiceProviderKeyRing(Published[0], Published) : throw new StorageUnavailableException("None signs.", TimeSpan.FromSeconds(7));
    }

    public async Task<IReadOnlyList<ServiceProviderKey>> ReadForDecryptionAsync(CancellationToken cancellationToken)
    {
        await Slowness;
        return Down ? throw new StorageUnavailableException("The vault is down.", TimeSpan.FromSeconds(7)) : [.. Published, .. Expired];
    }

    public static ServiceProviderKey NewEc()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new(new CertificateRequest("CN=ec", key, HashAlgorithmName.SHA256).CreateSelfSigned(Start.AddDays(-1), Start.AddYears(1)));
    }

    private static ServiceProviderKey NewRsa()
    {
        using var key = RSA.Create(2048);
        return new(new CertificateRequest("CN=rsa", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(Start.AddDays(-1), Start.AddYears(1)));
    }
}
