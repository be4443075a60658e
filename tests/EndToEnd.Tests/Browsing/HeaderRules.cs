using Microsoft.Net.Http.Headers;

namespace EndToEnd.Tests.Browsing;

/// <summary>What every answer of the app must carry, whatever the test is about. Checked at each request of each test.</summary>
public static class HeaderRules
{
    /// <summary>Throws when a header or a cookie breaks the rules.</summary>
    public static void Check(Visit visit, Uri app)
    {
        Assert.True(visit.Status != 500, $"{visit.Method} {visit.Url} answered 500: {visit.Text}");
        Assert.DoesNotContain("   at ", visit.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", visit.Text, StringComparison.Ordinal);
        Assert.Null(visit.Header("X-Powered-By"));
        if (visit.Header("X-Correlation-Id") is null)
        {
            // No function ran: the host itself says that there is nothing, or that this is no HTTP.
            Assert.Contains(visit.Status, (int[])[400, 404, 405]);
            Assert.Empty(visit.Text);
            Assert.Empty(visit.SetCookies);
            return;
        }

        Assert.Equal("nosniff", visit.Header("X-Content-Type-Options"));
        Assert.Equal("same-origin", visit.Header("Referrer-Policy"));
        Assert.Equal("same-origin", visit.Header("Cross-Origin-Opener-Policy"));
        Assert.Matches("^[0-9a-f]{32}$", visit.Header("X-Correlation-Id") ?? "");
        CheckPolicy(visit, visit.Header("Content-Security-Policy") ?? "", postsToTheIdp: visit.Text.Contains("document.forms[0].submit()", StringComparison.Ordinal));
        CheckCaching(visit);
        Assert.Equal(app.Scheme == Uri.UriSchemeHttps, visit.Header("Strict-Transport-Security") is not null);
        foreach (var header in visit.SetCookies)
        {
            CheckCookie(SetCookieHeaderValue.Parse(header));
        }
    }

    private static void CheckPolicy(Visit visit, string policy, bool postsToTheIdp)
    {
        var directives = policy.Split(';', StringSplitOptions.TrimEntries).Select(d => d.Split(' ', 2)).ToDictionary(d => d[0], d => d.ElementAtOrDefault(1));
        Assert.Equal("'none'", directives["default-src"]);
        Assert.Equal("'none'", directives["base-uri"]);
        if (postsToTheIdp)
        {
            // One script, named by its hash; one site at most may frame it.
            Assert.Matches("^'sha256-[A-Za-z0-9+/]{43}='$", directives["script-src"]);
            // The page that takes the answer to a test on to us is shown in no frame, and its form goes nowhere else.
            var toOurselves = directives.GetValueOrDefault("form-action") == "'self'";
            Assert.Matches(toOurselves ? "^'none'$" : "^('none'|https?://[^/ ]+)$", directives["frame-ancestors"]);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            return;
        }

        Assert.Equal("'none'", directives["frame-ancestors"]);
        Assert.Equal("'self'", directives["form-action"]);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("*", policy, StringComparison.Ordinal);
        if (visit.Method == HttpMethod.Head)
        {
            // Whether the page has script cannot be seen.
            return;
        }

        // The guide alone has script, a file of ours; no policy lets a page's own text run.
        Assert.Equal(visit.Text.Contains("<script src=\"/assets/", StringComparison.Ordinal) ? "'self'" : null, directives.GetValueOrDefault("script-src"));
    }

    // Only what is the same for everybody may be kept.
    private static void CheckCaching(Visit visit)
    {
        var path = visit.Url.AbsolutePath;
        var isPublic = visit.Status == 200 && (path.StartsWith("/assets/", StringComparison.Ordinal) || path.TrimEnd('/').EndsWith("/metadata", StringComparison.Ordinal));
        var caching = visit.Header("Cache-Control") ?? "";
        if (isPublic)
        {
            Assert.StartsWith("public, max-age=", caching, StringComparison.Ordinal);
            Assert.Empty(visit.SetCookies);
        }
        else
        {
            Assert.Equal("no-store", caching);
        }
    }

    private static void CheckCookie(SetCookieHeaderValue cookie)
    {
        var name = cookie.Name.ToString();
        Assert.StartsWith("__Host-", name, StringComparison.Ordinal);
        Assert.True(cookie.Secure, name);
        Assert.True(cookie.HttpOnly, name);
        Assert.False(cookie.Domain.HasValue, name);
        Assert.Equal("/", cookie.Path.ToString());
        Assert.Equal(
            name switch { "__Host-session" => SameSiteMode.Lax, "__Host-manage" => SameSiteMode.Strict, _ => SameSiteMode.None },
            cookie.SameSite);
    }
}
