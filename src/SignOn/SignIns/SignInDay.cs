namespace SignOn;

/// <summary>How many sign-ins a day had.</summary>
/// <param name="Day">The day (UTC).</param>
/// <param name="Accepted">Accepted ones, those by an emergency link included.</param>
/// <param name="Refused">Refused ones that the trail has.</param>
/// <param name="Failed">Accounts that could not be made.</param>
public sealed record SignInDay(DateOnly Day, int Accepted, int Refused, int Failed);
