using System.Security.Cryptography;
using Azure;
using Azure.Security.KeyVault.Certificates;
using Microsoft.Extensions.Logging;
using Saml;
using SignOn;

namespace AzureAdapters;

/// <summary>
/// Our keys as versions of one certificate in Key Vault. They are read anew every 30 minutes; when the vault cannot be reached,
/// the last good copy stays in use.
/// </summary>
/// <remarks>
/// Every enabled version that has not expired is published. The newest signs, but only once it has been in the vault for a day:
/// IdPs that verify our signatures must have met a key in our metadata before it signs, and they read metadata about daily. A
/// version younger than that signs only where no older one can.
/// </remarks>
public sealed class VaultCertificateKeys(CertificateClient vault, string certificateName, TimeProvider time, ILogger<VaultCertificateKeys> logger)
    : IServiceProviderKeys, IDisposable
{
    internal static readonly TimeSpan ReadEvery = TimeSpan.FromMinutes(30);
    internal static readonly TimeSpan PublishedBeforeUse = TimeSpan.FromHours(24);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _reading = new(1, 1);

    // Versions never change, so each is downloaded once. Keys of versions that went stay alive: a request may be signing with one.
    private readonly Dictionary<string, ServiceProviderKey> _downloaded = new(StringComparer.Ordinal);
    private volatile Copy? _copy;

    /// <inheritdoc />
    public async Task<ServiceProviderKeyRing> ReadAsync(CancellationToken cancellationToken)
    {
        var copy = _copy;
        if (copy is not null && time.GetUtcNow() < copy.ReadAgainAt)
        {
            return copy.Ring;
        }

        // Only one caller asks the vault; while there is a copy, the others go on with it.
        if (copy is null)
        {
            await _reading.WaitAsync(cancellationToken);
        }
        else if (!await _reading.WaitAsync(0, cancellationToken))
        {
            return copy.Ring;
        }

        try
        {
            return _copy is { } meanwhile && time.GetUtcNow() < meanwhile.ReadAgainAt ? meanwhile.Ring : await ReadNowAsync(cancellationToken);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _reading.Dispose();
        foreach (var key in _downloaded.Values)
        {
            key.Dispose();
        }
    }

    private async Task<ServiceProviderKeyRing> ReadNowAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        try
        {
            var ring = await ReadVaultAsync(now, cancellationToken);
            _copy = new Copy(ring, now, now + ReadEvery);
            Log.KeysRead(logger, ring.Published.Count, certificateName, ring.Active.Thumbprint, ring.Active.NotAfter);
            return ring;
        }
        catch (Exception e) when (Unavailable(e, cancellationToken) is { } unavailable)
        {
            if (_copy is not { } copy)
            {
                throw unavailable;
            }

            Log.KeysKept(logger, certificateName, copy.ReadAt, e);
            _copy = copy with { ReadAgainAt = now + PauseAfterFailure };
            return copy.Ring;
        }
    }

    private StorageUnavailableException? Unavailable(Exception e, CancellationToken cancellationToken) =>
        e as StorageUnavailableException
        ?? Outage.From("Key Vault", e, cancellationToken)
        // A missing certificate is an admin's to mend, and no reason to give up a key that works.
        ?? (e is RequestFailedException { Status: 404 }
            ? new StorageUnavailableException($"The vault has no certificate '{certificateName}' (setting Keys__CertificateName).", PauseAfterFailure, e)
            : null);

    private async Task<ServiceProviderKeyRing> ReadVaultAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var versions = new List<(ServiceProviderKey Key, DateTimeOffset CreatedOn)>();
        await foreach (var version in vault.GetPropertiesOfCertificateVersionsAsync(certificateName, cancellationToken))
        {
            if (version.Enabled == true && !(version.ExpiresOn <= now) && await DownloadAsync(version.Version, cancellationToken) is { } key && now < key.NotAfter)
            {
                versions.Add((key, version.CreatedOn ?? DateTimeOffset.MinValue));
            }
        }

        var usable = versions.Where(v => v.Key.NotBefore <= now).OrderByDescending(v => v.CreatedOn).ToList();
        if (usable.Count == 0)
        {
            throw new StorageUnavailableException(
                $"No version of certificate '{certificateName}' in the vault can sign now. Make one that is enabled, valid, and exportable, with an RSA key of at least 2048 bits.",
                PauseAfterFailure);
        }

        var known = usable.Where(v => v.CreatedOn + PublishedBeforeUse <= now).ToList();

        // Nothing is old enough in a new installation; then the oldest is the one that IdPs have known longest.
        var active = known.Count > 0 ? known[0].Key : usable[^1].Key;
        return new ServiceProviderKeyRing(
            active, [active, .. versions.OrderByDescending(v => v.CreatedOn).Select(v => v.Key).Where(k => k != active)]);
    }

    private async Task<ServiceProviderKey?> DownloadAsync(string version, CancellationToken cancellationToken)
    {
        if (_downloaded.TryGetValue(version, out var key))
        {
            return key;
        }

        try
        {
            // All three arguments: with fewer, the official client's other overload is meant.
            var certificate = await vault.DownloadCertificateAsync(certificateName, version, cancellationToken);
            return _downloaded[version] = new ServiceProviderKey(certificate.Value);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException or NotSupportedException or InvalidDataException)
        {
            Log.KeyUnusable(logger, certificateName, version, e);
            return null;
        }
    }

    private sealed record Copy(ServiceProviderKeyRing Ring, DateTimeOffset ReadAt, DateTimeOffset ReadAgainAt);
}
