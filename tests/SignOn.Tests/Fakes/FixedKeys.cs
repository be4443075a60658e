using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Saml;

namespace SignOn.Tests;

internal sealed class FixedKeys : IServiceProviderKeys
{
    private static readonly Lazy<ServiceProviderKeyRing> Ring = new(() =>
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=test", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var key = new ServiceProviderKey(request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1)));
        return new ServiceProviderKeyRing(key, [key]);
    });

    public Task<ServiceProviderKeyRing> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(Ring.Value);
}
