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
    // The framework reads its ring once a day. A cookie of an unknown key is a reason to look sooner, but anybody can make one up.
    internal static readonly TimeSpan BetweenReads = TimeSpan.FromSeconds(1);
    internal static readonly TimeSpan BetweenReadsForCertificates = TimeSpan.FromMinutes(1);
    private const int MaxRounds = 5;

    // As Data Protection writes them: a magic number, and the id of the key.
    private const uint Magic = 0x09F0C9F0;
    private const int HeaderSize = 4 + 16;

    private readonly CookieKeyTable _table;
    private readonly IServiceProviderKeys _keys;
    private readonly TimeProvider _time;
    private readonly ILogger<SharedProtector> _logger;
    private readonly Lock _lock = new();
    private volatile CookieKeyRing? _ring;
    private Lazy<CookieKeyRing>? _reading;
    private long _readAt;

    internal SharedProtector(CookieKeyTable table, IServiceProviderKeys keys, TimeProvider time, ILogger<SharedProtector> logger)
    {
        _table = table;
        _keys = keys;
        _time = time;
        _logger = logger;
    }

    /// <inheritdoc />
    public byte[] Protect(byte[] plain)
    {
        try
        {
            return Repeat(() => Current().Protector.Protect(plain));
        }
        catch (CryptographicException e) when (Outage(e) is { } outage)
        {
            throw outage;
        }
    }

    /// <inheritdoc />
    public byte[]? Unprotect(byte[] value)
    {
        if (KeyIdOf(value) is not { } id)
        {
            return null;
        }

        var ring = Current();
        if (!ring.View.Knows(id))
        {
            // The framework would read the table for each of these, so it does not see them before the key is known.
            ring = Renew(ring, BetweenReads);
            if (!ring.View.Knows(id))
            {
                return null;
            }
        }

        return TryUnprotect(ring, value, out var plain, out var error) || (PauseAfter(error) is { } pause && TryUnprotect(Renew(ring, pause), value, out plain, out error))
            ? plain
            : Refuse(id, error!);
    }

    private bool TryUnprotect(CookieKeyRing ring, byte[] value, out byte[]? plain, out CryptographicException? error)
    {
        try
        {
            (plain, error) = (Repeat(() => ring.Protector.Unprotect(value)), null);
            return true;
        }
        catch (CryptographicException e)
        {
            (plain, error) = (null, e);
            return false;
        }
    }

    // A ring remembers that a key could not be unwrapped. The reason may be over by now.
    private static TimeSpan? PauseAfter(Exception? error) =>
        Find<StorageUnavailableException>(error) is not null ? BetweenReads
        : Find<CertificateGoneException>(error) is not null ? BetweenReadsForCertificates
        : null;

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

    /// <summary>The ring in use, its keys read.</summary>
    private CookieKeyRing Current() => _ring ?? Renew(null, TimeSpan.Zero);

    /// <summary>A ring newer than <paramref name="stale"/>, or that one itself when the table was read a moment ago. One read serves all who wait.</summary>
    private CookieKeyRing Renew(CookieKeyRing? stale, TimeSpan pause)
    {
        Lazy<CookieKeyRing> reading;
        lock (_lock)
        {
            if (_ring is { } ring && (ring != stale || (_reading is null && _time.GetElapsedTime(_readAt) < pause)))
            {
                return ring;
            }

            reading = _reading ??= new Lazy<CookieKeyRing>(Read);
        }

        try
        {
            return reading.Value;
        }
        catch (CryptographicException e) when (Outage(e) is { } outage)
        {
            throw outage;
        }
        finally
        {
            lock (_lock)
            {
                if (_reading == reading)
                {
                    _reading = null;
                }
            }
        }
    }

    private CookieKeyRing Read()
    {
        // Stamped before: while the table cannot be read, the tries are as far apart as the reads.
        _readAt = _time.GetTimestamp();
        var ring = CookieKeyRing.Create(new CookieKeyView(_table, _logger), _keys);

        // Makes the ring read its keys, or make the first one.
        Repeat(() => ring.Protector.Protect([]));
        _ring = ring;
        return ring;
    }

    private T Repeat<T>(Func<T> work)
    {
        for (var round = 1; ; round++)
        {
            try
            {
                return work();
            }
            catch (CryptographicException e) when (round < MaxRounds && Find<KeyRaceException>(e) is not null)
            {
                Log.CookieKeyRace(_logger);
            }
        }
    }

    private static Guid? KeyIdOf(byte[] value) =>
        value.Length > HeaderSize && BinaryPrimitives.ReadUInt32BigEndian(value) == Magic ? new Guid(value.AsSpan(4, 16)) : null;

    private static StorageUnavailableException? Outage(Exception e) =>
        Find<StorageUnavailableException>(e) is { } outage
            ? new StorageUnavailableException("The keys of the request cookies cannot be read.", outage.RetryAfter, e)
            : Find<KeyRaceException>(e) is null ? null
            : new StorageUnavailableException("The keys of the request cookies change again and again.", TimeSpan.FromSeconds(1), e);

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
