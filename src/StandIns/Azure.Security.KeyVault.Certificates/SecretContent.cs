using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Azure.Security.KeyVault.Certificates;

/// <summary>Makes a certificate with its private key from the secret in which the vault keeps both.</summary>
internal static class SecretContent
{
    /// <param name="secret">The secret, as the vault sends it.</param>
    /// <param name="certificate">The certificate alone, in DER.</param>
    /// <exception cref="InvalidDataException">The secret has no value.</exception>
    /// <exception cref="NotSupportedException">The secret is neither PKCS #12 nor PEM, or its key neither RSA nor elliptic curve.</exception>
    public static X509Certificate2 Read(JsonElement secret, byte[] certificate)
    {
        var value = secret.TryGetProperty("value", out var text) ? text.GetString() : null;
        if (string.IsNullOrEmpty(value))
        {
            throw new InvalidDataException("The certificate's secret has no value.");
        }

        var contentType = secret.TryGetProperty("contentType", out var type) ? type.GetString() : null;
        return contentType switch
        {
            null or "application/x-pkcs12" => X509CertificateLoader.LoadPkcs12(Convert.FromBase64String(value), null, X509KeyStorageFlags.DefaultKeySet),
            "application/x-pem-file" => FromPem(value, certificate),
            _ => throw new NotSupportedException($"The certificate's secret is of type '{contentType}'; it must be PKCS #12 or PEM."),
        };
    }

    // The file may hold the whole chain in any order; which certificate is the key's own, the vault has said.
    private static X509Certificate2 FromPem(string pem, byte[] certificate)
    {
        var own = X509CertificateLoader.LoadCertificate(certificate);
        if (!pem.Contains("-----BEGIN PRIVATE KEY-----", StringComparison.Ordinal))
        {
            return own;
        }

        using (own)
        {
            switch (own.GetKeyAlgorithm())
            {
                case "1.2.840.113549.1.1.1":
                    using (var rsa = RSA.Create())
                    {
                        rsa.ImportFromPem(pem);
                        return own.CopyWithPrivateKey(rsa);
                    }

                case "1.2.840.10045.2.1":
                    using (var ec = ECDsa.Create())
                    {
                        ec.ImportFromPem(pem);
                        return own.CopyWithPrivateKey(ec);
                    }

                case var other:
                    throw new NotSupportedException($"The certificate's key is of algorithm {other}; it must be RSA or elliptic curve.");
            }
        }
    }
}
