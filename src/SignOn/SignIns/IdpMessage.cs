using System.Globalization;
using System.Text;

namespace SignOn;

/// <summary>Makes one line that may be shown of what an IdP says to a person.</summary>
internal static class IdpMessage
{
    // The longest that Entra sends, with names of application and person in it, has about 600.
    private const int MaxLength = 1000;

    /// <summary>The text without line breaks, control characters and the invisible ones that turn the direction of writing; null when nothing is left.</summary>
    /// <param name="message">The StatusMessage, or null.</param>
    public static string? Clean(string? message)
    {
        var text = new StringBuilder();
        foreach (var rune in (message ?? "").EnumerateRunes())
        {
            if (text.Length >= MaxLength)
            {
                text.Append('…');
                break;
            }

            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                text.Append(text.Length > 0 && text[^1] != ' ' ? " " : "");
            }
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format)
            {
                text.Append(rune);
            }
        }

        return text.ToString().Trim() is { Length: > 0 } clean ? clean : null;
    }
}
