namespace SignOn;

/// <summary>
/// Our own addresses where nobody arrives: they start, take or end a sign-in, or wait for one. Who was sent there after signing in would go in
/// circles, or be asked to sign out.
/// </summary>
internal static class PassingPlaces
{
    /// <summary>Whether a path of ours is such an address; routes fold case and take escapes, so this does, too.</summary>
    /// <param name="path">The path, absolute and without dots; the query makes no difference.</param>
    public static bool Has(string path) =>
        Uri.UnescapeDataString(path).ToLowerInvariant().Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["saml", _, "sso" or "acs" or "slo"] => true,
            // Sign-on URL or reply URL, by a flag in the query.
            ["saml2-sp", _, _] => true,
            ["live", _] => true,
            ["setting-up"] => true,
            ["session", "end" or "ended"] => true,
            _ => false,
        };
}
