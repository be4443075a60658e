namespace SignOn;

/// <summary>Decides where people may be sent after sign-in. Everything else would make us an open redirector.</summary>
public static class ReturnUrls
{
    /// <summary>
    /// The longest return URL, in characters, as wanted and also escaped: it must fit into a cookie, of which browsers drop those over 4,096 octets.
    /// </summary>
    public const int MaxLength = 2048;

    /// <summary>
    /// The longest return URL, in characters, escaped as a value of our own addresses (/setting-up?returnUrl=): Azure takes queries of 4,096 characters
    /// at most.
    /// </summary>
    public const int MaxEscapedLength = 4000;

    private static readonly Uri Anywhere = new("https://own.invalid/");

    /// <summary>
    /// Takes <paramref name="wanted"/> when it is a path of ours or lies below a URL of the tenant's allow-list; otherwise, and when it is too long or
    /// leads back into a sign-in (<see cref="PassingPlaces"/>), the tenant's landing URL. The result is ASCII and fit for a Location header.
    /// </summary>
    public static string Resolve(Tenant tenant, string? wanted) => Allowed(tenant, wanted) ?? tenant.LandingUrl;

    /// <summary>The same, but null instead of the landing URL.</summary>
    internal static string? Allowed(Tenant tenant, string? wanted)
    {
        if (wanted is not { Length: > 0 and <= MaxLength })
        {
            return null;
        }

        var target = OwnPath(wanted)
            ?? (WebUrls.TryParse(wanted, out var url) && tenant.ReturnUrlAllowList.Any(allowed => IsBelow(url, allowed)) && url.AbsoluteUri.Length <= MaxLength ? url.AbsoluteUri : null);
        return target is not null && IsFit(target, new Uri(tenant.AssertionConsumerUrl)) ? target : null;
    }

    /// <summary>Whether people arrive at <paramref name="target"/>, and it fits into our own addresses.</summary>
    /// <param name="target">A path of ours, or an absolute URL.</param>
    /// <param name="ours">Any URL of ours.</param>
    internal static bool IsFit(string target, Uri ours)
    {
        var url = new Uri(ours, target);
        return Uri.EscapeDataString(target).Length <= MaxEscapedLength
            && !(Uri.Compare(url, ours, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0 && PassingPlaces.Has(url.AbsolutePath));
    }

    /// <summary>A path of ours with query and fragment, escaped; null when a browser could read it as another host's URL.</summary>
    internal static string? OwnPath(string wanted)
    {
        // Browsers drop tabs and line breaks, and take a back slash for a slash: "/\t/evil" and "/\evil" are other hosts.
        if (!IsRooted(wanted) || wanted.Any(c => char.IsControl(c) || c == '\\'))
        {
            return null;
        }

        if (!Uri.TryCreate(Anywhere, wanted, out var url) || url.Host != Anywhere.Host)
        {
            return null;
        }

        // Looked at again, because "/x/..//evil" has become "//evil".
        var path = url.PathAndQuery + url.Fragment;
        return IsRooted(path) && path.Length <= MaxLength ? path : null;
    }

    private static bool IsRooted(string path) => path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal);

    private static bool IsBelow(Uri url, Uri allowed)
    {
        if (Uri.Compare(url, allowed, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) != 0)
        {
            return false;
        }

        // An escaped slash may become a real one, and dots with it, at the server: then the path leaves the prefix.
        var path = url.AbsolutePath;
        if (path.Contains("%2f", StringComparison.OrdinalIgnoreCase) || path.Contains("%5c", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var prefix = allowed.AbsolutePath.TrimEnd('/');
        return path.StartsWith(prefix, StringComparison.Ordinal) && (path.Length == prefix.Length || path[prefix.Length] == '/');
    }
}
