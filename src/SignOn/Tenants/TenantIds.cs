using System.Diagnostics.CodeAnalysis;

namespace SignOn;

/// <summary>Tenant ids: a small letter or digit, then at most 62 small letters, digits or hyphens.</summary>
public static class TenantIds
{
    /// <summary>The longest id.</summary>
    public const int MaxLength = 63;

    /// <summary>Whether <paramref name="id"/> is a legal id as it stands.</summary>
    public static bool IsValid([NotNullWhen(true)] string? id) =>
        id is { Length: > 0 and <= MaxLength } && id[0] != '-' && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>The id that a URL's <paramref name="text"/> means (letters are folded to lower case), or null when it can be none.</summary>
    public static string? Normalize(string? text)
    {
        if (text is not { Length: > 0 and <= MaxLength })
        {
            return null;
        }

        var id = UserKeys.LowerAscii(text);
        return IsValid(id) ? id : null;
    }
}
