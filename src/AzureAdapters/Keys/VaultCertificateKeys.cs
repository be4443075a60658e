using System.Collections.Concurrent;
using System.Security.Cryptography;
using Azure;
using Azure.Security.KeyVault.Certificates;
using Microsoft.Extensions.Logging;
using Saml;
using SignOn;

namespace AzureAdapters;

/// <summary>
/// Our keys as versions of one certificate in Key Vault. They are read anew every 30 minutes; when the vault cannot be reached,
/// the last good copy stays in use until the certificate that signs expires.
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

    // Without a copy every request for metadata, and every encrypted response, asks for keys, and anybody can send those.
    internal static readonly TimeSpan PauseWithoutCopy = TimeSpan.FromSeconds(1);

    // Who has a copy waits this long for a newer one, and then goes on with the copy: nobody's sign-in hangs on a slow vault.
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();

    // Versions never change, so each is downloaded once. Keys of versions that went stay alive: a request may be signing with one.
    private readonly ConcurrentDictionary<string, ServiceProviderKey> _downloaded = new(StringComparer.Ordinal);
    private volatile Copy? _copy;
    private Task<ServiceProviderKeyRing>? _read;
    private DateTimeOffset _failedAt;

    /// <inheritdoc />
    public Task<ServiceProviderKeyRing> ReadAsync(CancellationToken cancellationToken)
    {
        if (_copy is { } copy && time.GetUtcNow() < copy.ReadAgainAt)
        {
            return Task.FromResult(copy.Ring);
        }

        Task<ServiceProviderKeyRing> read;
        lock (_lock)
        {
            copy = _copy;
            if (copy is not null && time.GetUtcNow() < copy.ReadAgainAt)
            {
                return Task.FromResult(copy.Ring);
            }

            // One look at the vault for all who wait, and no caller's own cancellation ends it for the others.
            // One that failed a moment ago stands for those who come right after it.
            var isRunning = _read is { IsCompleted: false } || (_read is { IsFaulted: true } && time.GetUtcNow() - _failedAt < PauseWithoutCopy);
            read = isRunning ? _read! : _read = Task.Run(ReadNowAsync, CancellationToken.None);
        }

        return copy is null ? read.WaitAsync(cancellationToken) : WaitAsync(read, copy, cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var key in _downloaded.Values)
        {
            key.Dispose();
        }
    }

    private async Task<ServiceProviderKeyRing> WaitAsync(Task<ServiceProviderKeyRing> read, Copy copy, CancellationToken cancellationToken)
    {
        try
        {
            return await read.WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException) when (IsUsable(copy, time.GetUtcNow()))
        {
            return copy.Ring;
        }
    }

    private static bool IsUsable(Copy copy, DateTimeOffset now) => now < copy.Ring.Active.NotAfter;

    private async Task<ServiceProviderKeyRing> ReadNowAsync()
    {
        var now = time.GetUtcNow();
        try
        {
            var ring = await ReadVaultAsync(now, CancellationToken.None);
            var again = now + ReadEvery;
            _copy = new Copy(ring, now, ring.Active.NotAfter < again ? ring.Active.NotAfter : again);
            Log.KeysRead(logger, ring.Published.Count, certificateName, ring.Active.Thumbprint, ring.Active.NotAfter);
            return ring;
        }
        catch (Exception e) when (_copy is { } copy && IsUsable(copy, now))
        {
            // Whatever went wrong: a key that works is not given up for it, until its certificate expires.
            Log.KeysKept(logger, certificateName, copy.ReadAt, e);
            _copy = copy with { ReadAgainAt = now + PauseAfterFailure };
            return copy.Ring;
        }
        catch (Exception e) when (Unavailable(e, CancellationToken.None) is { } unavailable)
        {
            lock (_lock)
            {
                _failedAt = time.GetUtcNow();
            }

            throw unavailable;
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
