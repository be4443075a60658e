using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Saml;

namespace SignOn.Tests;

/// <summary>Two keys, as during a rollover, or an outage.</summary>
internal sealed class FixedKeys : IServiceProviderKeys
{
    private static readonly Lazy<X509Certificate2[]> Certificates = new(() => [Make(), Make(), Make()]);
    private static readonly Lazy<ServiceProviderKeyRing> Ring = new(() =>
    {
        ServiceProviderKey[] keys = [.. Certificates.Value.Take(2).Select(c => new ServiceProviderKey(X509CertificateLoader.LoadPkcs12(c.Export(X509ContentType.Pkcs12), null)))];
        return new ServiceProviderKeyRing(keys[0], keys);
    });

    private static readonly Lazy<ServiceProviderKey> ExpiredKey = new(() => new(X509CertificateLoader.LoadPkcs12(Expired.Export(X509ContentType.Pkcs12), null)));

    public static X509Certificate2 Active => Certificates.Value[0];

    public static X509Certificate2 Old => Certificates.Value[1];

    /// <summary>Of a key that is published no more, and still at hand.</summary>
    public static X509Certificate2 Expired => Certificates.Value[2];

    public KeyProblem? Problem => null;

    public bool AreOut { get; set; }

    public int Reads { get; private set; }

    public Task<ServiceProviderKeyRing> ReadAsync(CancellationToken cancellationToken)
    {
        Reads++;
        return AreOut
            ? Task.FromException<ServiceProviderKeyRing>(new StorageUnavailableException("The keys are out.", TimeSpan.FromSeconds(1), new IOException()))
            : Task.FromResult(Ring.Value);
    }

    public async Task<IReadOnlyList<ServiceProviderKey>> ReadForDecryptionAsync(CancellationToken cancellationToken) => [.. (await ReadAsync(cancellationToken)).Published, ExpiredKey.Value];

    private static X509Certificate2 Make()
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=test", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
