using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;

namespace LocalIdp;

/// <summary>To which certificate each application's assertions are encrypted, and how: as registered, until somebody chooses otherwise.</summary>
internal sealed class TokenEncryption
{
    // The certificates are small and few, and a request may be using one: they are left to the garbage collector.
    private readonly ConcurrentDictionary<Guid, (X509Certificate2? Certificate, string Algorithm)> _chosen = new();

    /// <summary>Chooses; null encrypts nothing.</summary>
    public void Choose(Guid appId, X509Certificate2? certificate, string algorithm) => _chosen[appId] = (certificate, algorithm);

    /// <summary>What counts for an application.</summary>
    public (X509Certificate2? Certificate, string Algorithm) Of(LocalIdpApplication application)
        => _chosen.TryGetValue(application.AppId, out var chosen) ? chosen : (application.EncryptionCertificate, AssertionEncryptor.Aes256Cbc);
}
