namespace SignOn;

/// <summary>Keeps out of traces and trails what may be about a person, and what forges lines.</summary>
internal static class Redaction
{
    /// <summary>What stands where something was left out.</summary>
    public const string LeftOut = "(left out: it may name a person)";

    // Our own entity ID may have 1024 characters, and must stay comparable.
    private const int MaxLength = 1024;

    /// <summary>
    /// Addresses of services, times and algorithms pass. But what a message holds may come from anybody: whatever looks like an address of a
    /// person is left out, and characters that forge lines become spaces.
    /// </summary>
    /// <param name="text">The text.</param>
    public static string? Text(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (text.Contains('@') || text.Contains("%40", StringComparison.Ordinal))
        {
            return LeftOut;
        }

        var cut = text.Length > MaxLength ? string.Concat(text.AsSpan(0, MaxLength), "…") : text;
        return cut.AsSpan().ContainsAnyInRange('\0', '\u001f') || cut.Any(char.IsControl)
            ? string.Create(cut.Length, cut, static (span, source) =>
            {
                for (var i = 0; i < span.Length; i++)
                {
                    span[i] = char.IsControl(source[i]) ? ' ' : source[i];
                }
            })
            : cut;
    }
}
