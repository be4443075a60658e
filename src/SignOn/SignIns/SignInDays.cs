namespace SignOn;

/// <summary>Sign-ins by day, oldest first.</summary>
/// <param name="Days">Every day that was counted whole, and today.</param>
/// <param name="IsComplete">Whether these are all the days that were asked for; otherwise there were too many lines to count.</param>
public sealed record SignInDays(IReadOnlyList<SignInDay> Days, bool IsComplete);
