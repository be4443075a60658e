using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using SignOn;

namespace AzureAdapters;

/// <summary>
/// Encrypts what browsers carry, with ASP.NET Core Data Protection. The keys lie in a table, wrapped by the service provider's certificate;
/// all instances share them, because an IdP's answer may reach another instance than the one that asked.
/// </summary>
public sealed class SharedProtector : ISharedProtector
{
    // A cookie of an unknown key is a reason to look at once, but anybody can make one up.
    internal static readonly TimeSpan BetweenReads = TimeSpan.FromSeconds(1);
    internal static readonly TimeSpan BetweenReadsForCertificates = TimeSpan.FromMinutes(1);

    // Half of what the framework takes: it must never read anew from a ring's old copy of the table.
    internal static readonly TimeSpan ReadEvery = TimeSpan.FromHours(12);
    private const int MaxRounds = 5;

    // As Data Protection writes them: a magic number, and the id of the key.
    private const uint Magic = 0x09F0C9F0;
    private const int HeaderSize = 4 + 16;

    private readonly CookieKeyTable _table;
    private readonly IServiceProviderKeys _keys;
    private readonly TimeProvider _time;
    private readonly ILogger<SharedProtector> _logger;
    private readonly SharedRead<CookieKeyRing> _reads;
    private volatile CookieKeyRing? _ring;
    private long _readAt;

    internal SharedProtector(CookieKeyTable table, IServiceProviderKeys keys, TimeProvider time, ILogger<SharedProtector> logger)
    {
        _table = table;
        _keys = keys;
        _time = time;
        _logger = logger;
        _reads = new SharedRead<CookieKeyRing>(time);
    }

    /// <summary>Ends when the read that is under way has ended.</summary>
    internal Task Reading => _reads.Running ?? Task.CompletedTask;

    /// <inheritdoc />
    public async ValueTask<byte[]> ProtectAsync(byte[] plain, CancellationToken cancellationToken)
    {
        var ring = await CurrentAsync(cancellationToken);
        try
        {
            return ring.Protector.Protect(plain);
        }
        catch (CryptographicException e) when (Outage(e) is { } outage)
        {
            throw outage;
        }
    }

    /// <inheritdoc />
    public async ValueTask<byte[]?> UnprotectAsync(byte[] value, CancellationToken cancellationToken)
    {
        if (KeyIdOf(value) is not { } id)
        {
            return null;
        }

        var ring = await CurrentAsync(cancellationToken);
        if (!ring.View.Knows(id))
        {
            // The framework would look for each of these, so it does not see them before the key is known.
            ring = await RenewAsync(ring, BetweenReads, cancellationToken);
            if (!ring.View.Knows(id))
            {
                return null;
            }
        }

        if (!TryUnprotect(ring, value, out var plain, out var error) && Find<CertificateGoneException>(error) is not null)
        {
            // A ring remembers that a key could not be unwrapped. The certificate may be back by now.
            ring = await RenewAsync(ring, BetweenReadsForCertificates, cancellationToken);
            TryUnprotect(ring, value, out plain, out error);
        }

        return error is null ? plain : Refuse(id, error);
    }

    private static bool TryUnprotect(CookieKeyRing ring, byte[] value, out byte[]? plain, out CryptographicException? error)
    {
        try
        {
            (plain, error) = (ring.Protector.Unprotect(value), null);
            return true;
        }
        catch (CryptographicException e)
        {
            (plain, error) = (null, e);
            return false;
        }
    }

    private byte[]? Refuse(Guid key, CryptographicException error)
    {
        if (Outage(error) is { } outage)
        {
            throw outage;
        }

        if (Find<CertificateGoneException>(error) is not null)
        {
            Log.CookieKeyLost(_logger, key, error);
        }

        return null;
    }

    /// <summary>The ring in use, its keys read. Nobody waits for the next one while there is one.</summary>
    private ValueTask<CookieKeyRing> CurrentAsync(CancellationToken cancellationToken)
    {
        if (_ring is not { } ring)
        {
            return new(RenewAsync(null, TimeSpan.Zero, cancellationToken));
        }

        if (_time.GetElapsedTime(ring.ReadAt) >= ReadEvery && _time.GetElapsedTime(Volatile.Read(ref _readAt)) >= BetweenReadsForCertificates)
        {
            _ = ReadAheadAsync(ring);
        }

        return new(ring);
    }

    private async Task ReadAheadAsync(CookieKeyRing old)
    {
        try
        {
            await _reads.RunAsync(() => ReadAsync(old, BetweenReadsForCertificates));
        }
#pragma warning disable CA1031 // Whatever it is, the keys that were read go on, and the next look is in a minute.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.CookieKeysKept(_logger, e);
        }
    }

    /// <summary>A ring newer than <paramref name="stale"/>, or that one itself when the table was read a moment ago. One read serves all who wait.</summary>
    private async Task<CookieKeyRing> RenewAsync(CookieKeyRing? stale, TimeSpan pause, CancellationToken cancellationToken)
    {
        var running = _reads.Running;
        return running is null && IsRecent(stale, pause) is { } recent
            ? recent
            : await (running ?? _reads.RunAsync(() => ReadAsync(stale, pause))).WaitAsync(cancellationToken);
    }

    private CookieKeyRing? IsRecent(CookieKeyRing? stale, TimeSpan pause) =>
        _ring is { } ring && (ring != stale || _time.GetElapsedTime(Volatile.Read(ref _readAt)) < pause) ? ring : null;

    private async Task<CookieKeyRing> ReadAsync(CookieKeyRing? stale, TimeSpan pause)
    {
        if (IsRecent(stale, pause) is { } recent)
        {
            // Another read ended between the caller's look and this one.
            return recent;
        }

        // Stamped before: while the table cannot be read, the tries are as far apart as the reads.
        var readAt = _time.GetTimestamp();
        Volatile.Write(ref _readAt, readAt);
        for (var round = 1; ; round++)
        {
            try
            {
                return _ring = await OpenAsync(readAt);
            }
            catch (KeyRaceException e)
            {
                Log.CookieKeyRace(_logger);
                if (round == MaxRounds)
                {
                    throw new StorageUnavailableException("The keys of the request cookies change again and again.", TimeSpan.FromSeconds(1), e);
                }
            }
        }
    }

    private async Task<CookieKeyRing> OpenAsync(long readAt)
    {
        var (reading, certificates) = (_table.ReadAsync(), CookieCertificates.ReadAsync(_keys));
        await Task.WhenAll(reading, certificates);
        var (elements, head) = await reading;
        var ring = CookieKeyRing.Create(new CookieKeyView(elements, head, _logger), await certificates, readAt);
        try
        {
            // Makes the ring unwrap its keys, or make one: work of the processor alone.
            ring.Protector.Protect([]);
        }
        catch (CryptographicException e) when ((Outage(e) ?? (Exception?)Find<SettingsException>(e)) is { } known)
        {
            throw known;
        }

        await ring.View.CloseAsync(_table);
        return ring;
    }

    private static Guid? KeyIdOf(byte[] value) =>
        value.Length > HeaderSize && BinaryPrimitives.ReadUInt32BigEndian(value) == Magic ? new Guid(value.AsSpan(4, 16)) : null;

    private static StorageUnavailableException? Outage(Exception e) =>
        Find<StorageUnavailableException>(e) is { } outage
            ? new StorageUnavailableException("The keys of the request cookies cannot be read.", outage.RetryAfter, e)
            : Find<KeyRaceException>(e) is null ? null
            : new StorageUnavailableException("The keys of the request cookies have to be read anew, which an outage prevents.", TimeSpan.FromSeconds(1), e);

    /// <summary>Data Protection wraps whatever its parts throw.</summary>
    private static T? Find<T>(Exception? e)
        where T : Exception
    {
        while (e is not null and not T)
        {
            e = e.InnerException;
        }

        return (T?)e;
    }
}
