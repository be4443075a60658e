using System.Buffers;
using System.Security.Cryptography;

namespace SignOn;

/// <summary>
/// The public ids of keys and links: 16 hex digits, 64 random bits. A form carries the id of what it will make, so that a form that is sent twice makes one
/// thing and not two. An id says nothing of the secret, which is made apart when the form comes in.
/// </summary>
public static class GrantIds
{
    /// <summary>How many hex digits an id has.</summary>
    public const int Length = 16;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>An id that nothing has yet.</summary>
    public static string New() => RandomNumberGenerator.GetHexString(Length, lowercase: true);

    /// <summary>Whether a text is such an id.</summary>
    /// <param name="text">The text.</param>
    public static bool IsValid(string? text) => text is { Length: Length } && text.AsSpan().IndexOfAnyExcept(LowerHex) < 0;
}
