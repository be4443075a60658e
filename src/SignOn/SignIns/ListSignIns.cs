namespace SignOn;

/// <summary>
/// Lists a tenant's trail, newest first, a page at a time. Without a filter by event or code a page is one storage operation; with one, two at
/// most: it shows what the lines looked at hold, and goes on when asked.
/// </summary>
public sealed class ListSignIns(ISignInHistory history)
{
    /// <summary>Lines of a page.</summary>
    public const int PageSize = 25;

    internal const int MaxLookedAt = 2_000;
    private const int MostPerRead = 1_000;

    /// <summary>Reads a page.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="filter">What to show.</param>
    /// <param name="after">The continuation of the page before; null for the first page.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">The trail cannot be read.</exception>
    public async Task<SignInList> RunAsync(string tenantId, SignInFilter filter, string? after, CancellationToken cancellationToken)
    {
        var range = RangeOf(filter, after);
        var found = new List<SignInRecord>();
        var last = after;
        var lookedAt = 0;
        await foreach (var (key, record) in history.ListAsync(tenantId, range, cancellationToken))
        {
            if (found.Count == PageSize)
            {
                return new SignInList(found, last);
            }

            last = key;
            if (filter.Matches(record))
            {
                found.Add(record);
            }

            if (++lookedAt == MaxLookedAt && found.Count < PageSize)
            {
                return new SignInList(found, last);
            }
        }

        return new SignInList(found, null);
    }

    private static SignInRange RangeOf(SignInFilter filter, string? after)
    {
        DateTimeOffset? from = filter.Day is { } day ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) : null;
        DateTimeOffset? before = filter.Day is { } same && same < DateOnly.MaxValue ? from!.Value.AddDays(1) : null;
        // One more tells whether there is a next page.
        return new SignInRange(from, before, after, filter.IsEverything ? PageSize + 1 : MostPerRead);
    }
}
