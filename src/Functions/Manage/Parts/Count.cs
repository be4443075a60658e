using System.Globalization;

namespace Functions.Manage.Parts;

/// <summary>Numbers of things, in words that fit them.</summary>
internal static class Count
{
    /// <summary>Such as '1 user' and '2 users'.</summary>
    /// <param name="number">How many.</param>
    /// <param name="one">The word for one; with an s it is the word for several.</param>
    public static string Of(int number, string one) => string.Create(CultureInfo.InvariantCulture, $"{number} {one}{(number == 1 ? "" : "s")}");
}
