namespace SignOn;

/// <summary>Who an accepted assertion is about, in our terms.</summary>
/// <param name="UserKey">The key of the user's row.</param>
/// <param name="Issuer">The IdP's entity ID.</param>
/// <param name="Subject">How the IdP names the person.</param>
/// <param name="Facts">What it says about the person.</param>
/// <param name="Notes">What an admin should know; nothing personal.</param>
internal sealed record AssertedUser(string UserKey, string Issuer, string Subject, UserFacts Facts, IReadOnlyList<string> Notes);
