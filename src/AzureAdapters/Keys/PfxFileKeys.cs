using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Saml;
using SignOn;

namespace AzureAdapters;

/// <summary>
/// Our keys in PFX files, for a laptop. The first is made when there is none, readable by its owner alone. A file that is there but cannot be used
/// is never replaced: IdPs know the key in it. Files beside it are keys of a rollover (<see cref="PfxKeyFiles"/>): all are published until
/// they expire and decrypt as long as they are there, and of those whose time has come the latest signs. The folder is looked at every few seconds.
/// </summary>
public sealed class PfxFileKeys(string path, TimeProvider time, ILogger<PfxFileKeys> logger) : IServiceProviderKeys, IDisposable
{
    internal static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(5);

    private const UnixFileMode OthersMay = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly SharedRead<Copy> _reads = new(time);
    private readonly PfxKeyFiles _files = new(path, time);

    // A file's content never changes. Keys whose files went stay alive: a request may be signing with one.
    private readonly Dictionary<string, ServiceProviderKey> _loaded = new(StringComparer.Ordinal);
    private volatile Copy? _copy;
    private volatile KeyProblem? _problem;

    /// <inheritdoc />
    public KeyProblem? Problem => _problem;

    /// <inheritdoc />
    /// <exception cref="SettingsException">A file cannot be made, read or used; the message says how to mend it.</exception>
    public async Task<ServiceProviderKeyRing> ReadAsync(CancellationToken cancellationToken)
    {
        var copy = await CurrentAsync(cancellationToken);
        return copy.Ring ?? throw Expired(copy);
    }

    /// <inheritdoc />
    /// <exception cref="SettingsException">A file cannot be made, read or used; the message says how to mend it.</exception>
    public async Task<IReadOnlyList<ServiceProviderKey>> ReadForDecryptionAsync(CancellationToken cancellationToken) => (await CurrentAsync(cancellationToken)).ForDecryption;

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var key in _loaded.Values)
        {
            key.Dispose();
        }
    }

    private ValueTask<Copy> CurrentAsync(CancellationToken cancellationToken) =>
        _copy is { } copy && time.GetUtcNow() < copy.ReadAgainAt ? new(copy) : new(_reads.RunAsync(() => Task.FromResult(Read())).WaitAsync(cancellationToken));

    private Copy Read()
    {
        var now = time.GetUtcNow();
        if (_copy is { } fresh && now < fresh.ReadAgainAt)
        {
            return fresh;
        }

        try
        {
            var copy = Load(now);
            _problem = copy.Ring is null ? ProblemOf(Expired(copy)) : null;
            return _copy = copy;
        }
        catch (SettingsException e) when (_copy is { } copy && now < copy.Ring?.Active.NotAfter)
        {
            // Somebody is at work in the folder: a key that works is not given up for it.
            _problem = ProblemOf(e);
            Log.PfxKept(logger, path, e);
            return _copy = copy with { ReadAgainAt = now + ReadEvery };
        }
        catch (SettingsException e)
        {
            _problem = ProblemOf(e);
            throw;
        }
    }

    private SettingsException Expired(Copy copy) => Wrong(path, $"its certificate expired on {copy.ForDecryption[0].NotAfter:yyyy-MM-dd}");

    private static KeyProblem ProblemOf(SettingsException e) => new(KeyTrouble.BadCertificate, e.Message);

    private Copy Load(DateTimeOffset now)
    {
        try
        {
            var files = _files.Find();
            if (files.Count == 0)
            {
                if (_files.MakeFirst())
                {
                    Log.PfxMade(logger, path);
                }

                files = _files.Find();
            }

            // The latest first: an order that changes only when a key comes, signs or goes.
            var keys = files.OrderByDescending(file => file.From).Select(file => new DatedKey(Open(file.Path), file.From)).ToList();
            var usable = keys.Where(k => now < k.Key.NotAfter).ToList();
            var expired = keys.Select(k => k.Key).Where(k => now >= k.NotAfter);
            if (usable.Count == 0)
            {
                return new Copy(null, [.. expired], now + ReadEvery);
            }

            // Before any key's time has come, the one that comes first.
            var active = usable.Where(k => k.From <= now).Select(k => k.Key).FirstOrDefault() ?? usable[^1].Key;
            var ring = new ServiceProviderKeyRing(active, [active, .. usable.Select(k => k.Key).Where(k => k != active)]);
            return new Copy(ring, [.. ring.Published, .. expired], now + ReadEvery);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong(path, e.Message.TrimEnd('.'));
        }
    }

    private ServiceProviderKey Open(string file)
    {
        CheckMode(file);
        if (_loaded.TryGetValue(file, out var known))
        {
            return known;
        }

        try
        {
            // Where XML Encryption pairs two hashes, the engine needs the numbers of the key (Saml.Encryption.Oaep).
            return _loaded[file] = new ServiceProviderKey(X509CertificateLoader.LoadPkcs12FromFile(file, null, X509KeyStorageFlags.Exportable));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw Wrong(file, e.Message.TrimEnd('.'));
        }
    }

    private static SettingsException Wrong(string file, string what) => new(
        $"The signing key {file} (setting Keys__PfxPath) cannot be used: {what}. Restore the file, or delete it to have a new key made at the next start; "
        + "IdPs that verify our signatures then need our new metadata.");

    private static void CheckMode(string file)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & OthersMay) is not UnixFileMode.None and var mode)
        {
            throw new SettingsException($"The signing key {file} (setting Keys__PfxPath) can be used by other accounts of this machine ({mode}). Run: chmod 600 '{file}'");
        }
    }

    /// <summary>What was read last.</summary>
    /// <param name="Ring">Null when all have expired.</param>
    /// <param name="ForDecryption">What is published, then what has expired.</param>
    /// <param name="ReadAgainAt">Until when it is as good as new.</param>
    private sealed record Copy(ServiceProviderKeyRing? Ring, IReadOnlyList<ServiceProviderKey> ForDecryption, DateTimeOffset ReadAgainAt);

    private sealed record DatedKey(ServiceProviderKey Key, DateTimeOffset From);
}
