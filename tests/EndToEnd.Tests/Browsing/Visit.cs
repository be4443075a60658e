namespace EndToEnd.Tests.Browsing;

/// <summary>One request and its answer.</summary>
/// <param name="Method">The request's method.</param>
/// <param name="Url">Where it went.</param>
/// <param name="Status">The status code.</param>
/// <param name="Text">The body.</param>
public sealed record Visit(HttpMethod Method, Uri Url, int Status, string Text)
{
    /// <summary>Where a browser goes next; null when it stays.</summary>
    public Uri? Location { get; init; }

    /// <summary>The Location header as sent.</summary>
    public string? RawLocation { get; init; }

    /// <summary>Set-Cookie headers.</summary>
    public required IReadOnlyList<string> SetCookies { get; init; }

    /// <summary>All headers by name; several of one name are joined by commas.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>A header's value; null without it.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
