using Microsoft.Net.Http.Headers;

namespace EndToEnd.Tests.Browsing;

/// <summary>
/// Keeps cookies by the rules of RFC 6265bis as Chromium and Firefox apply them. Loopback counts as trustworthy there, so Secure
/// cookies work on http://localhost. A cookie that a browser would refuse is refused here, and remembered as such.
/// </summary>
public sealed class CookieJar
{
    private readonly List<BrowserCookie> _cookies = [];
    private readonly List<string> _refused = [];

    /// <summary>What the jar holds.</summary>
    public IReadOnlyList<BrowserCookie> All => _cookies;

    /// <summary>Set-Cookie headers that a browser ignores.</summary>
    public IReadOnlyList<string> Refused => _refused;

    /// <summary>The value of a cookie; null when there is none.</summary>
    public string? this[string name] => _cookies.Find(c => c.Name == name)?.Value;

    /// <summary>A jar with the same cookies: what a thief of cookies has.</summary>
    public CookieJar Copy()
    {
        var copy = new CookieJar();
        copy._cookies.AddRange(_cookies);
        return copy;
    }

    /// <summary>Puts a cookie in by hand, as an attacker who can write cookies would.</summary>
    public void Plant(BrowserCookie cookie) => Replace(cookie);

    /// <summary>Takes a cookie out.</summary>
    public void Remove(string name) => _cookies.RemoveAll(c => c.Name == name);

    /// <summary>Takes what a response sets.</summary>
    public void Take(Uri url, string header)
    {
        if (!SetCookieHeaderValue.TryParse(header, out var cookie) || !IsAllowed(url, cookie))
        {
            _refused.Add(header);
            return;
        }

        var kept = new BrowserCookie(
            url.Host,
            cookie.Name.ToString(),
            cookie.Value.ToString(),
            cookie.Path.HasValue ? cookie.Path.ToString() : "/",
            cookie.Secure,
            cookie.SameSite switch { SameSiteMode.None => "none", SameSiteMode.Strict => "strict", _ => "lax" });
        var isGone = cookie.MaxAge is { } age ? age <= TimeSpan.Zero : cookie.Expires is { } end && end <= DateTimeOffset.UtcNow;
        if (isGone)
        {
            _cookies.RemoveAll(c => c.Host == kept.Host && c.Name == kept.Name && c.Path == kept.Path);
        }
        else
        {
            Replace(kept);
        }
    }

    /// <summary>The Cookie header of a navigation; null for none.</summary>
    /// <param name="url">Where it goes.</param>
    /// <param name="method">Its method.</param>
    /// <param name="isCrossSite">Whether another site caused it.</param>
    public string? For(Uri url, HttpMethod method, bool isCrossSite)
    {
        var isSafe = method == HttpMethod.Get || method == HttpMethod.Head;
        var sent = _cookies.Where(c => c.Host == url.Host && IsBelow(url.AbsolutePath, c.Path) && (!c.Secure || IsTrustworthy(url))
            && (!isCrossSite || c.SameSite == "none" || (c.SameSite == "lax" && isSafe))).ToList();
        return sent.Count == 0 ? null : string.Join("; ", sent.Select(c => $"{c.Name}={c.Value}"));
    }

    private static bool IsAllowed(Uri url, SetCookieHeaderValue cookie)
    {
        var name = cookie.Name.ToString();
        var isHostBound = cookie.Secure && !cookie.Domain.HasValue && cookie.Path == "/";
        return (!cookie.Secure || IsTrustworthy(url))
            && (!name.StartsWith("__Host-", StringComparison.OrdinalIgnoreCase) || isHostBound)
            && (!name.StartsWith("__Secure-", StringComparison.OrdinalIgnoreCase) || cookie.Secure)
            && (cookie.SameSite != SameSiteMode.None || cookie.Secure)
            && (!cookie.Domain.HasValue || cookie.Domain == url.Host);
    }

    private static bool IsTrustworthy(Uri url) => url.Scheme == Uri.UriSchemeHttps || url.IsLoopback;

    private static bool IsBelow(string path, string prefix) =>
        path == prefix || (path.StartsWith(prefix, StringComparison.Ordinal) && (prefix.EndsWith('/') || path[prefix.Length] == '/'));

    private void Replace(BrowserCookie cookie)
    {
        _cookies.RemoveAll(c => c.Host == cookie.Host && c.Name == cookie.Name && c.Path == cookie.Path);
        _cookies.Add(cookie);
    }
}
