using System.Security.Cryptography;
using System.Text;

namespace SignOn;

/// <summary>
/// Marks the tokens that this product made. A made-up one is told from them without asking storage, so that strangers who try some by the million
/// neither cost anything nor keep anybody waiting. Whether a token opens anything is decided by its row alone.
/// </summary>
/// <param name="store">Keeps the key of the seals.</param>
/// <param name="time">The clock.</param>
public sealed class TokenSeal(IAdminStore store, TimeProvider time)
{
    /// <summary>How many hex digits a seal has: 1 of 4 billion made-up tokens costs a read.</summary>
    internal const int Characters = 8;

    // The same for all instances and for good; one read for each process.
    private readonly SharedRead<byte[]> _reads = new(time);
    private volatile byte[]? _key;

    /// <summary>The seal of what begins a token.</summary>
    /// <param name="text">Kind, tenant and id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">The key of the seals cannot be read.</exception>
    internal async ValueTask<string> OfAsync(string text, CancellationToken cancellationToken)
    {
        var key = _key ?? await _reads.RunAsync(ReadKeyAsync).WaitAsync(cancellationToken);
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text)).AsSpan(0, Characters / 2));
    }

    private async Task<byte[]> ReadKeyAsync() => _key ??= await store.ReadSealKeyAsync(CancellationToken.None);
}
