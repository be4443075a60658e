using SignOn;

namespace Functions.Pages;

/// <summary>How pages speak of a user.</summary>
internal static class UserTexts
{
    /// <summary>The best name that is known.</summary>
    /// <param name="user">The user.</param>
    public static string NameOf(User user)
    {
        var facts = user.Facts;
        var full = $"{facts.FirstName} {facts.LastName}".Trim();
        return FirstOf(facts.DisplayName, full, user.Settings.DisplayName, facts.Email) ?? "you";
    }

    /// <summary>What the signed-in page shows.</summary>
    /// <param name="session">The session.</param>
    public static SignedInUser Describe(SessionView session)
    {
        var (user, settings) = (session.User, session.User.Settings);
        return new SignedInUser(
            NameOf(user),
            session.Tenant.DisplayName,
            Rows(
                ("First name", user.Facts.FirstName),
                ("Last name", user.Facts.LastName),
                ("Display name", user.Facts.DisplayName ?? settings.DisplayName),
                ("E-mail", user.Facts.Email),
                ("Roles", string.Join(", ", user.Roles)),
                ("IDE language", settings.IdeLanguage),
                ("Language", settings.Language),
                ("Profile", settings.Profile)),
            Rows(
                ("Name identifier", session.NameId?.Value),
                ("Signed in by", session.IsEmergency ? "an emergency link, because your organization's own sign-in page was down" : null),
                ("Signed in at", Time(session.AuthnInstant)),
                ("Session ends at", Time(session.ExpiresAt))));
    }

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture);

    private static List<KeyValuePair<string, string>> Rows(params ReadOnlySpan<(string Label, string? Value)> rows)
    {
        var known = new List<KeyValuePair<string, string>>();
        foreach (var (label, value) in rows)
        {
            if (!string.IsNullOrWhiteSpace(value))
                known.Add(new(label, value));
        }

        return known;
    }

    private static string? FirstOf(params ReadOnlySpan<string?> values)
    {
        foreach (var value in values)
        {
            if (!string.IsNullOrWhiteSpace(value))
                return value;
        }

        return null;
    }
}
