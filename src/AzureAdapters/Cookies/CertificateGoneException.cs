using System.Security.Cryptography;

namespace AzureAdapters;

/// <summary>A key of the request cookies is wrapped by a version of the certificate that is not at hand here (disabled, deleted, or newer than our copy).</summary>
internal sealed class CertificateGoneException(string thumbprint) : CryptographicException(
    $"A key of the request cookies is wrapped by certificate {thumbprint}, which is no longer among the service provider's certificates. Cookies of that key are void; a new key is made.");
