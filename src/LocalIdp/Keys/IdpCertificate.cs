using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LocalIdp;

/// <summary>Makes signing certificates as Entra does for an enterprise application: self-signed, RSA 2048, three years.</summary>
public static class IdpCertificate
{
    private const int KeyBits = 2048;
    private const int ValidYears = 3;

    /// <summary>
    /// A new certificate with its private key, valid from five minutes before <paramref name="now"/>. The caller disposes it.
    /// </summary>
    public static X509Certificate2 Create(DateTimeOffset now)
    {
        using var key = RSA.Create(KeyBits);
        var request = new CertificateRequest("CN=Local pretend Entra ID", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(now.AddMinutes(-5), now.AddYears(ValidYears));
    }
}
