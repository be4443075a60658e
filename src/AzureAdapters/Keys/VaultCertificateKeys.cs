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
/// the last good copy stays in use until the certificate that signs expires. Where there is none, the failure is the answer to all who come
/// within a second.
/// </summary>
/// <remarks>
/// Every enabled version that has not expired is published. The newest signs, but only once it has been in the vault for a day:
/// IdPs that verify our signatures must have met a key in our metadata before it signs, and they read metadata about daily. A
/// version younger than that signs only where no older one can. Enabled versions that have expired decrypt, the three newest of them: IdPs go on
/// encrypting to a certificate that nobody replaced there.
/// </remarks>
public sealed class VaultCertificateKeys(CertificateClient vault, string certificateName, TimeProvider time, ILogger<VaultCertificateKeys> logger)
    : IServiceProviderKeys, IDisposable
{
    internal static readonly TimeSpan ReadEvery = TimeSpan.FromMinutes(30);
    internal static readonly TimeSpan PublishedBeforeUse = TimeSpan.FromHours(24);

    // Who has a copy waits this long for a newer one, and then goes on with the copy: nobody's sign-in hangs on a slow vault.
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMinutes(1);

    // Each costs a private-key operation for whatever is encrypted, because all keys are tried, and 12 is all that one message may cost.
    private const int MaxExpired = 3;

    private readonly SharedRead<Copy> _reads = new(time);

    // Versions never change, so each is downloaded once. Keys of versions that went stay alive: a request may be signing with one.
    private readonly ConcurrentDictionary<string, ServiceProviderKey> _downloaded = new(StringComparer.Ordinal);
    private readonly VaultTroubles _troubles = new(vault.VaultUri, certificateName);
    private volatile Copy? _copy;
    private volatile KeyProblem? _problem;
    private volatile Task? _slow;

    /// <summary>The last read that somebody waited for in vain; null: none.</summary>
    internal Task? SlowRead => _slow;

    /// <inheritdoc />
    public KeyProblem? Problem => _problem;

    /// <inheritdoc />
    public Task<ServiceProviderKeyRing> ReadAsync(CancellationToken cancellationToken) => ReadAsync(CanSign, copy => copy.Ring, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<ServiceProviderKey>> ReadForDecryptionAsync(CancellationToken cancellationToken) =>
        ReadAsync(static (copy, _) => copy.ForDecryption.Count > 0, copy => copy.ForDecryption, cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var key in _downloaded.Values)
        {
            key.Dispose();
        }
    }

    private static bool CanSign(Copy copy, DateTimeOffset now) => now < copy.Ring?.Active.NotAfter;

    private Task<T> ReadAsync<T>(Func<Copy, DateTimeOffset, bool> does, Func<Copy, T?> part, CancellationToken cancellationToken)
        where T : class
    {
        var now = time.GetUtcNow();
        return _copy is { } copy && now < copy.ReadAgainAt && does(copy, now) ? Task.FromResult(part(copy)!) : RenewAsync(does, part, cancellationToken);
    }

    private async Task<T> RenewAsync<T>(Func<Copy, DateTimeOffset, bool> does, Func<Copy, T?> part, CancellationToken cancellationToken)
        where T : class
    {
        // One look at the vault for all who wait, and no caller's own cancellation ends it for the others.
        var read = _reads.RunAsync(ReadNowAsync);
        var copy = _copy is { } old && does(old, time.GetUtcNow()) ? await WaitAsync(read, old, cancellationToken) : await read.WaitAsync(cancellationToken);
        return does(copy, time.GetUtcNow()) ? part(copy)! : throw Again(copy.Trouble ?? _troubles.NoneSigns(0, 0, []));
    }

    private async Task<Copy> WaitAsync(Task<Copy> read, Copy copy, CancellationToken cancellationToken)
    {
        if (read == _slow)
        {
            // Somebody has waited for this read in vain.
            return copy;
        }

        try
        {
            return await read.WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            _slow = read;
            return copy;
        }
    }

    private async Task<Copy> ReadNowAsync()
    {
        var now = time.GetUtcNow();
        if (_copy is { } fresh && now < fresh.ReadAgainAt)
        {
            // Another read ended between the caller's look at the copy and this one.
            return fresh;
        }

        try
        {
            var copy = await ReadVaultAsync(now, CancellationToken.None);
            if (copy.Ring is { } ring)
            {
                Log.KeysRead(logger, ring.Published.Count, certificateName, ring.Active.Thumbprint, ring.Active.NotAfter);
                _problem = ProblemOf(copy.Trouble);
                return _copy = copy;
            }

            // A key that works is not given up before its certificate expires, whatever became of its version.
            return _copy is { } before && CanSign(before, now) ? Keep(before, now, copy.Trouble!) : Take(copy);
        }
        catch (Exception e) when (_copy is { } copy && (CanSign(copy, now) || (_troubles.From(e) is not null && copy.ForDecryption.Count > 0)))
        {
            // Whatever went wrong: a key that works is not given up for it, until its certificate expires; to decrypt it goes on.
            return Keep(copy, now, e);
        }
        catch (Exception e) when (_troubles.From(e) is { } trouble)
        {
            Tell(trouble);
            throw trouble;
        }
    }

    private Copy Take(Copy withoutSigner)
    {
        Tell(withoutSigner.Trouble!);
        return _copy = withoutSigner;
    }

    private Copy Keep(Copy copy, DateTimeOffset now, Exception e)
    {
        var trouble = _troubles.From(e);
        _problem = ProblemOf(trouble);
        Log.KeysKept(logger, certificateName, copy.ReadAt, trouble?.Message ?? "", e);
        var again = now + (CanSign(copy, now) ? PauseAfterFailure : SharedRead<Copy>.OutageKeptFor);
        return _copy = copy with { ReadAgainAt = CanSign(copy, now) && copy.Ring!.Active.NotAfter < again ? copy.Ring.Active.NotAfter : again, Trouble = trouble };
    }

    // One exception is not for several threads to throw.
    private static StorageUnavailableException Again(StorageUnavailableException trouble) =>
        new(trouble.Message, trouble.RetryAfter, trouble.InnerException) { Keys = trouble.Keys };

    private static KeyProblem? ProblemOf(StorageUnavailableException? trouble) => trouble is { Keys: { } kind } ? new KeyProblem(kind, trouble.Message) : null;

    private void Tell(StorageUnavailableException trouble)
    {
        _problem = ProblemOf(trouble);
        Log.KeysUnavailable(logger, trouble.Keys, trouble.Message, trouble.InnerException);
    }

    private async Task<Copy> ReadVaultAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var versions = new List<(ServiceProviderKey Key, DateTimeOffset CreatedOn)>();
        var (ended, unusable) = (new List<CertificateProperties>(), new List<string>());
        var (all, enabled) = (0, 0);
        await foreach (var version in vault.GetPropertiesOfCertificateVersionsAsync(certificateName, cancellationToken))
        {
            all++;
            if (version.Enabled != true)
            {
                continue;
            }

            enabled++;
            if (version.ExpiresOn <= now)
            {
                ended.Add(version);
            }
            else if (await DownloadAsync(version.Version, cancellationToken) is not { } key)
            {
                unusable.Add(version.Version);
            }
            else if (now < key.NotAfter)
            {
                versions.Add((key, version.CreatedOn ?? DateTimeOffset.MinValue));
            }
        }

        List<ServiceProviderKey> published = [.. versions.OrderByDescending(v => v.CreatedOn).Select(v => v.Key)];
        var expired = await DownloadExpiredAsync(ended, cancellationToken);
        var usable = versions.Where(v => v.Key.NotBefore <= now).OrderByDescending(v => v.CreatedOn).ToList();
        if (usable.Count == 0)
        {
            // As soon asked again as an outage: people wait.
            return new Copy(null, [.. published, .. expired], now, now + SharedRead<Copy>.OutageKeptFor, _troubles.NoneSigns(all, enabled, unusable));
        }

        var known = usable.Where(v => v.CreatedOn + PublishedBeforeUse <= now).ToList();

        // Nothing is old enough in a new installation; then the oldest is the one that IdPs have known longest.
        var active = known.Count > 0 ? known[0].Key : usable[^1].Key;
        var ring = new ServiceProviderKeyRing(active, [active, .. published.Where(k => k != active)]);
        var again = now + ReadEvery;
        return new Copy(ring, [.. ring.Published, .. expired], now, active.NotAfter < again ? active.NotAfter : again, unusable.Count > 0 ? _troubles.Unusable(unusable, "Another version signs.") : null);
    }

    /// <summary>The newest of the versions that have expired and can decrypt. None of them is worth a failure of those that have not.</summary>
    private async Task<List<ServiceProviderKey>> DownloadExpiredAsync(List<CertificateProperties> versions, CancellationToken cancellationToken)
    {
        var keys = new List<ServiceProviderKey>();
        foreach (var version in versions.OrderByDescending(v => v.CreatedOn).Take(2 * MaxExpired))
        {
            try
            {
                if (keys.Count < MaxExpired && await DownloadAsync(version.Version, cancellationToken) is { CanDecrypt: true } key)
                {
                    keys.Add(key);
                }
            }
            catch (Exception e) when (e is RequestFailedException || Outage.From("Key Vault", e, cancellationToken) is not null)
            {
                Log.ExpiredKeyUnread(logger, certificateName, version.Version, e);
            }
        }

        return keys;
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

    /// <summary>What was read last.</summary>
    /// <param name="Ring">Null when no key can sign; then <paramref name="Trouble"/> says why.</param>
    /// <param name="ForDecryption">What is published, then what has expired.</param>
    /// <param name="ReadAt">When.</param>
    /// <param name="ReadAgainAt">Until when it is as good as new.</param>
    /// <param name="Trouble">What is wrong with it, or went wrong since.</param>
    private sealed record Copy(
        ServiceProviderKeyRing? Ring, IReadOnlyList<ServiceProviderKey> ForDecryption, DateTimeOffset ReadAt, DateTimeOffset ReadAgainAt, StorageUnavailableException? Trouble);
}
