using Microsoft.AspNetCore.Http;

namespace Functions.Http;

/// <summary>Tells whether a POST came from our own pages.</summary>
internal static class SameOrigin
{
    /// <summary>
    /// True when the browser says so: by Sec-Fetch-Site, which no script can set, else by an Origin equal to the public address.
    /// Neither header: false, because every browser sends Origin with a POST.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="publicBaseUrl">The configured public address. The Host header has no say.</param>
    public static bool Holds(HttpRequest request, Uri publicBaseUrl)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0)
            return site.Count == 1 && site[0] == "same-origin";
        var origin = request.Headers.Origin;
        return origin.Count == 1
            && string.Equals(origin[0], publicBaseUrl.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase);
    }
}
