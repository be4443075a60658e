using System.Diagnostics.CodeAnalysis;

namespace SignOn;

/// <summary>URLs that a browser may be sent to.</summary>
internal static class WebUrls
{
    /// <summary>An absolute https URL, or http to this machine, in ASCII without white space, back slashes or user information.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? url)
    {
        // Uri forgives what browsers read otherwise (back slashes, tabs, blanks around it): such text is refused before.
        url = null;
        return text.All(c => c is > ' ' and < '\u007f' and not '\\')
            && Uri.TryCreate(text, UriKind.Absolute, out url)
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            && url.UserInfo.Length == 0
            && url.Host.Length > 0;
    }
}
