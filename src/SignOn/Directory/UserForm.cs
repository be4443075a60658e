using System.Text;
using System.Text.RegularExpressions;

namespace SignOn;

/// <summary>What an admin types about a user, checked the same way on the page, in a file and in the API.</summary>
/// <param name="Name">The name; empty for none.</param>
/// <param name="Email">The address.</param>
/// <param name="IdeLanguage">Language of the development environment, as a BCP 47 tag; empty for none.</param>
/// <param name="Language">Language of the application, as a BCP 47 tag; empty for none.</param>
/// <param name="Profile">Name of the profile; empty for none.</param>
/// <param name="Roles">Roles that an admin fixes, separated by ';'; empty: they come from the IdP.</param>
public sealed partial record UserForm(string Name, string Email, string IdeLanguage, string Language, string Profile, string Roles = "")
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxNameLength = 100;

    /// <summary>The longest profile, and the longest role, in characters.</summary>
    public const int MaxWordLength = 100;

    /// <summary>The most roles.</summary>
    public const int MaxRoles = 50;

    /// <summary>The form of somebody who is there.</summary>
    /// <param name="user">The user.</param>
    public static UserForm Of(DirectoryUser user)
    {
        var settings = user.Settings;
        return new UserForm(
            settings.DisplayName ?? "", user.Email, settings.IdeLanguage ?? "", settings.Language ?? "", settings.Profile ?? "",
            settings.RolesPolicy == RolesPolicy.Fixed ? string.Join("; ", settings.Roles) : "");
    }

    /// <summary>What is wrong with somebody new, field by field; empty when nothing is. Whether the address fits the tenant is asked when it is written.</summary>
    public IReadOnlyList<FieldError> Check()
    {
        var errors = new List<FieldError>();
        if (Name.Trim().Length == 0)
        {
            errors.Add(new FieldError("name", $"Write a name of 1 to {MaxNameLength} characters on one line."));
        }

        if (!EmailAddress.TryGetDomain(Email.Trim(), out _))
        {
            errors.Add(new FieldError("email", "Write one e-mail address, such as b.simon@contoso.com."));
        }

        return [.. errors, .. CheckSettings()];
    }

    /// <summary>
    /// What is wrong with the settings of somebody who is there; empty when nothing is. The name may be empty: then the identity provider's is shown.
    /// The address is not part of them.
    /// </summary>
    public IReadOnlyList<FieldError> CheckSettings()
    {
        var errors = new List<FieldError>();
        if (Name.Trim().Length > MaxNameLength || !IsLine(Name))
        {
            errors.Add(new FieldError("name", $"Write a name of at most {MaxNameLength} characters on one line."));
        }

        CheckLanguage("ide-language", IdeLanguage, errors);
        CheckLanguage("language", Language, errors);
        if (Profile.Trim().Length > MaxWordLength || !IsLine(Profile))
        {
            errors.Add(new FieldError("profile", $"Write a profile of at most {MaxWordLength} characters on one line."));
        }

        var roles = SplitRoles();
        if (roles.Count > MaxRoles || roles.Any(r => r.Length > MaxWordLength) || !IsLine(Roles))
        {
            errors.Add(new FieldError("roles", $"Write at most {MaxRoles} roles of at most {MaxWordLength} characters, with ';' between them."));
        }

        return errors;
    }

    /// <summary>The settings that the form asks for.</summary>
    public UserSettings ToSettings()
    {
        var roles = SplitRoles();
        return new UserSettings
        {
            DisplayName = Filled(Name),
            IdeLanguage = Filled(IdeLanguage),
            Language = Filled(Language),
            Profile = Filled(Profile),
            RolesPolicy = roles.Count > 0 ? RolesPolicy.Fixed : RolesPolicy.FromIdp,
            Roles = roles,
        };
    }

    private static string? Filled(string text) => text.Trim() is { Length: > 0 } filled ? filled : null;

    // Control characters, halves of characters, and those that turn the direction of writing so that a name looks like another.
    private static bool IsLine(string text) => text.EnumerateRunes().All(r =>
        !Rune.IsControl(r) && r != Rune.ReplacementChar && r.Value is not (0x2028 or 0x2029 or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)));

    private static void CheckLanguage(string field, string text, List<FieldError> errors)
    {
        if (text.Trim() is { Length: > 0 } tag && !LanguageTag().IsMatch(tag))
        {
            errors.Add(new FieldError(field, "Write a language tag such as en, de or pt-BR (BCP 47)."));
        }
    }

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageTag();

    private List<string> SplitRoles() =>
        [.. Roles.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
