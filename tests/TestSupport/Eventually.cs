using System.Diagnostics;

namespace TestSupport;

/// <summary>Waits for what another process does, where nothing announces it. Bounded, and it ends as soon as the state is there.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks again and again until the answer is yes.</summary>
    /// <param name="what">What is waited for, for the failure's message.</param>
    /// <param name="limit">When to give up.</param>
    /// <param name="ask">Asks.</param>
    /// <exception cref="TimeoutException">The answer stayed no.</exception>
    public static Task IsTrueAsync(string what, TimeSpan limit, Func<Task<bool>> ask) =>
        GetAsync(what, limit, async () => await ask() ? "yes" : null);

    /// <summary>Asks again and again until there is an answer.</summary>
    /// <param name="what">What is waited for, for the failure's message.</param>
    /// <param name="limit">When to give up.</param>
    /// <param name="ask">Asks; null means not yet.</param>
    /// <exception cref="TimeoutException">There never was one.</exception>
    public static async Task<T> GetAsync<T>(string what, TimeSpan limit, Func<Task<T?>> ask)
        where T : class
    {
        using var timer = new PeriodicTimer(Pause);
        var started = Stopwatch.GetTimestamp();
        do
        {
            if (await ask() is { } answer)
            {
                return answer;
            }
        }
        while (Stopwatch.GetElapsedTime(started) < limit && await timer.WaitForNextTickAsync());
        throw new TimeoutException($"Waited {limit.TotalSeconds:0} s in vain: {what}");
    }
}
