namespace SignOn;

/// <summary>A test sign-in that an admin started and that waits for the IdP's answer. It lives in that browser's protected cookie alone.</summary>
/// <param name="TestOf">The tenant. Named unlike in a <see cref="PendingRequest"/>, so that neither can be read as the other.</param>
/// <param name="TestId">The ID of the AuthnRequest.</param>
/// <param name="FormToken">The form token of the admin's session: only that session can see the result.</param>
/// <param name="EndsAt">When the answer comes too late (UTC).</param>
public sealed record PendingTest(string TestOf, string TestId, string FormToken, DateTimeOffset EndsAt)
{
    /// <summary>What the IdP brings back as RelayState.</summary>
    public string ShortId => PendingRequest.ShortIdOf(TestId);

    /// <summary>Hides the session's token from logs and debuggers' output.</summary>
    public override string ToString() => $"PendingTest {{ TestOf = {TestOf}, EndsAt = {EndsAt:O} }}";
}
