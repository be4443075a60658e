using Saml;
using SignOn;

namespace AzureAdapters;

/// <summary>The service provider's certificates as they were read for one key ring: Data Protection asks for them synchronously, so they are read ahead.</summary>
/// <param name="Wrapping">What can wrap a new key, the one that signs first; empty while none can sign.</param>
/// <param name="Unwrapping">What unwraps keys.</param>
/// <param name="Trouble">Why <paramref name="Wrapping"/> is empty.</param>
internal sealed record CookieCertificates(IReadOnlyList<ServiceProviderKey> Wrapping, IReadOnlyList<ServiceProviderKey> Unwrapping, Exception? Trouble)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="StorageUnavailableException">They cannot be read.</exception>
    /// <exception cref="SettingsException">They cannot be used.</exception>
    public static async Task<CookieCertificates> ReadAsync(IServiceProviderKeys keys)
    {
        var unwrapping = await keys.ReadForDecryptionAsync(CancellationToken.None);
        try
        {
            var ring = await keys.ReadAsync(CancellationToken.None);
            return new CookieCertificates([ring.Active, .. ring.Published], unwrapping, null);
        }
        catch (Exception e) when (e is StorageUnavailableException or SettingsException)
        {
            // All have expired: the keys that they wrapped are good all the same.
            return new CookieCertificates([], unwrapping, e);
        }
    }
}
