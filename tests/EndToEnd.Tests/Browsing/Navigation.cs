namespace EndToEnd.Tests.Browsing;

/// <summary>Where a browser goes.</summary>
/// <param name="Method">GET, HEAD or POST.</param>
/// <param name="Url">The address.</param>
/// <param name="From">The page with the link or form; null for a typed address. Redirects do not change it.</param>
/// <param name="Body">What a form sends; null for none.</param>
public sealed record Navigation(HttpMethod Method, Uri Url, Uri? From, FormBody? Body);
