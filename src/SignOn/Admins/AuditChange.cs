using System.Security.Cryptography;
using System.Text;

namespace SignOn;

/// <summary>One value before and after.</summary>
/// <param name="Field">What changed.</param>
/// <param name="Before">The value before; null for none.</param>
/// <param name="After">The value after; null for none.</param>
public sealed record AuditChange(string Field, string? Before, string? After)
{
    /// <summary>Longer values are cut, so that a record always fits into its row; their length and hash tell two apart that begin alike.</summary>
    public const int MaxValueLength = 500;

    private const int HashCharacters = 16;

    /// <summary>What stands where a secret was.</summary>
    public const string Redacted = "(secret)";

    /// <summary>What stands where a person's name or address was: the trail outlives the person's erasure.</summary>
    public const string Personal = "(personal data)";

    /// <summary>A secret: that it changed, and nothing else.</summary>
    /// <param name="field">What changed.</param>
    /// <param name="changed">Whether there is a new value; false when it was taken away.</param>
    public static AuditChange OfSecret(string field, bool changed) => new(field, changed ? null : Redacted, changed ? Redacted : null);

    /// <summary>A time that there was not before.</summary>
    /// <param name="field">What it is.</param>
    /// <param name="at">The time.</param>
    public static AuditChange OfTime(string field, DateTimeOffset at) =>
        new(field, null, at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The same with values that are not too long.</summary>
    public AuditChange Cut() => new(Cut(Field)!, Cut(Before), Cut(After));

    private static string? Cut(string? text) => text?.Length > MaxValueLength
        ? $"{text.AsSpan(0, MaxValueLength)}… ({text.Length} characters, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))).AsSpan(0, HashCharacters)}…)"
        : text;
}
