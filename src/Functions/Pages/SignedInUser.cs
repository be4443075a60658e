namespace Functions.Pages;

/// <summary>What the signed-in page shows.</summary>
/// <param name="DisplayName">The user's name, or the best that is known.</param>
/// <param name="TenantName">Name of the organization.</param>
/// <param name="Profile">The mapped attributes and what an admin added: label and value.</param>
/// <param name="SignIn">Facts of the session: label and value.</param>
internal sealed record SignedInUser(
    string DisplayName,
    string TenantName,
    IReadOnlyList<KeyValuePair<string, string>> Profile,
    IReadOnlyList<KeyValuePair<string, string>> SignIn);
