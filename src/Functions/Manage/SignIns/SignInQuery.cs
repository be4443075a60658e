using System.Globalization;
using Microsoft.AspNetCore.Http;
using SignOn;

namespace Functions.Manage;

/// <summary>The filter of a list of sign-ins, as a query has it. What cannot be read filters nothing on a page and is an error in the API.</summary>
/// <param name="Outcome">accepted, refused and so on; empty for all.</param>
/// <param name="Code">A code; empty for all.</param>
/// <param name="Day">A day as yyyy-MM-dd; empty for all.</param>
internal sealed record SignInQuery(string Outcome, string Code, string Day)
{
    private const int MaxCodeLength = 64;

    /// <summary>The outcomes as a query names them.</summary>
    public static IReadOnlyDictionary<string, SignInEvent> Outcomes { get; } = new Dictionary<string, SignInEvent>(StringComparer.Ordinal)
    {
        ["accepted"] = SignInEvent.Accepted,
        ["refused"] = SignInEvent.Refused,
        ["account-failed"] = SignInEvent.ProvisioningFailed,
        ["logged-out"] = SignInEvent.LoggedOut,
        ["logout-refused"] = SignInEvent.LogoutRefused,
        ["emergency"] = SignInEvent.EmergencySignIn,
        ["erased"] = SignInEvent.UserErased,
    };

    /// <summary>Reads a query.</summary>
    /// <param name="request">The request.</param>
    public static SignInQuery Of(HttpRequest request) =>
        new(request.Query["outcome"].ToString().Trim(), request.Query["code"].ToString().Trim(), request.Query["day"].ToString().Trim());

    /// <summary>Which part of it cannot be read; null when all can.</summary>
    public string? Problem =>
        Outcome.Length > 0 && !Outcomes.ContainsKey(Outcome) ? $"outcome: use one of {string.Join(", ", Outcomes.Keys)}."
        : Code.Length > MaxCodeLength || !Code.All(char.IsAsciiLetter) ? "code: use a code of docs/error-codes.md."
        : Day.Length > 0 && ReadDay() is null ? "day: use yyyy-MM-dd."
        : null;

    /// <summary>The filter.</summary>
    public SignInFilter ToFilter() => new(
        Outcomes.TryGetValue(Outcome, out var what) ? what : null,
        Code.Length is > 0 and <= MaxCodeLength && Code.All(char.IsAsciiLetter) ? Code : null,
        ReadDay());

    /// <summary>How an event is called in a query.</summary>
    /// <param name="what">The event.</param>
    public static string NameOf(SignInEvent what) => Outcomes.First(o => o.Value == what).Key;

    private DateOnly? ReadDay() => DateOnly.TryParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
