using System.Security.Cryptography;
using System.Text;

namespace SignOn;

/// <summary>
/// Bounds how often the bootstrap key is tried: 10 a minute on an instance, 30 in ten minutes on all together. The attempt is stored before anything is
/// compared, so attempts side by side cannot pass the bound (docs/decisions/0050-admins.md).
/// </summary>
public sealed class AttemptLimit(IAdminStore store, TimeProvider time)
{
    internal const int MaxHere = 10;
    internal const int MaxEverywhere = 30;
    internal static readonly TimeSpan HereWindow = TimeSpan.FromMinutes(1);
    internal static readonly TimeSpan EverywhereWindow = TimeSpan.FromMinutes(10);

    private readonly Queue<DateTimeOffset> _here = new();
    private readonly Lock _lock = new();

    /// <summary>Counts an attempt with the bootstrap key. Two storage operations, none once this instance's own bound is reached.</summary>
    /// <returns>Null when it may go on; otherwise when to try again.</returns>
    /// <exception cref="StorageUnavailableException">It cannot be counted, so nothing may be compared.</exception>
    public async Task<TimeSpan?> CountAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!TryTakeHere(now))
        {
            return HereWindow;
        }

        await store.AddAttemptAsync(now, cancellationToken);
        return await store.CountAttemptsAsync(now - EverywhereWindow, MaxEverywhere + 1, cancellationToken) > MaxEverywhere ? EverywhereWindow : null;
    }

    /// <summary>Compares hashes, so that neither time nor length tells anything about the key.</summary>
    internal static bool AreSame(string shown, string key) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(shown)), SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private bool TryTakeHere(DateTimeOffset now)
    {
        lock (_lock)
        {
            while (_here.TryPeek(out var first) && first <= now - HereWindow)
            {
                _here.Dequeue();
            }

            if (_here.Count >= MaxHere)
            {
                return false;
            }

            _here.Enqueue(now);
            return true;
        }
    }
}
