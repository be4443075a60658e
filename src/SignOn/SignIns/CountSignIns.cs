namespace SignOn;

/// <summary>
/// Counts a tenant's sign-ins by day. It reads when and what of the newest lines and nothing else: one storage operation for each 1,000, 20 at
/// most. Sign-ins themselves pay nothing for it.
/// </summary>
public sealed class CountSignIns(ISignInHistory history, TimeProvider time)
{
    /// <summary>How many days are counted, today included.</summary>
    public const int Days = 30;

    internal const int MaxLines = 20_000;

    /// <summary>Counts.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">The trail cannot be read.</exception>
    public async Task<SignInDays> RunAsync(string tenantId, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var oldest = today.AddDays(1 - Days);
        var days = Enumerable.Range(0, Days).Select(i => new SignInDay(oldest.AddDays(i), 0, 0, 0)).ToDictionary(d => d.Day);
        var lines = 0;
        await foreach (var (at, what) in history.ListEventsAsync(tenantId, new DateTimeOffset(oldest, TimeOnly.MinValue, TimeSpan.Zero), cancellationToken))
        {
            var day = DateOnly.FromDateTime(at.UtcDateTime);
            if (lines++ == MaxLines)
            {
                // The day of the last line may have more, so it is not shown; today is, as far as it goes.
                return new SignInDays([.. days.Values.Where(d => d.Day > day || d.Day == today).OrderBy(d => d.Day)], IsComplete: false);
            }

            if (days.TryGetValue(day, out var count))
            {
                days[day] = Add(count, what);
            }
        }

        return new SignInDays([.. days.Values.OrderBy(d => d.Day)], IsComplete: true);
    }

    private static SignInDay Add(SignInDay day, SignInEvent what) => what switch
    {
        SignInEvent.Accepted or SignInEvent.EmergencySignIn => day with { Accepted = day.Accepted + 1 },
        SignInEvent.Refused => day with { Refused = day.Refused + 1 },
        SignInEvent.ProvisioningFailed => day with { Failed = day.Failed + 1 },
        _ => day,
    };
}
