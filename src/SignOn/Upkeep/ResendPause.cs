namespace SignOn;

/// <summary>How long a message waits before it is sent again: a minute, then half of the time that its marker is old, an hour at most.</summary>
internal static class ResendPause
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Whether the pause since the last try is over. What was given up is tried again like the rest: an outage of a few minutes gives up many that would succeed right after it.</summary>
    /// <param name="createdAt">When the marker was made.</param>
    /// <param name="sentAt">When its message was sent last.</param>
    /// <param name="failedAt">When it was given up; null: never.</param>
    /// <param name="now">The clock.</param>
    public static bool IsOver(DateTimeOffset createdAt, DateTimeOffset sentAt, DateTimeOffset? failedAt, DateTimeOffset now)
    {
        var pause = TimeSpan.FromTicks(Math.Clamp((now - createdAt).Ticks / 2, Shortest.Ticks, Longest.Ticks));
        var last = failedAt > sentAt ? failedAt.Value : sentAt;
        return now - last >= pause;
    }
}
