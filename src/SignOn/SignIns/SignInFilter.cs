namespace SignOn;

/// <summary>Which lines of the trail an admin wants to see.</summary>
/// <param name="Event">What happened; null for all.</param>
/// <param name="Code">The refusal's code; null for all.</param>
/// <param name="Day">The day (UTC); null for all.</param>
public sealed record SignInFilter(SignInEvent? Event, string? Code, DateOnly? Day)
{
    internal bool IsEverything => Event is null && Code is null;

    internal bool Matches(SignInRecord record) =>
        (Event is null || record.Event == Event) && (Code is null || string.Equals(record.Code, Code, StringComparison.OrdinalIgnoreCase));
}
