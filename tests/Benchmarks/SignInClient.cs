using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Benchmarks;

/// <summary>Many browsers behind a bounded number of connections. It follows no redirect and keeps no cookie.</summary>
internal sealed partial class SignInClient : IDisposable
{
    private const string Cookie = "__Host-session=";
    private readonly HttpClient _http;

    internal SignInClient(int port, int connections) => _http = new HttpClient(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        MaxConnectionsPerServer = connections,
    })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{port}"),
        Timeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>Posts a response.</summary>
    internal async Task<SignInAnswer> PostAsync(byte[] form)
    {
        using var content = new ByteArrayContent(form);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        using HttpResponseMessage answer = await _http.PostAsync(BenchmarkTenant.AcsPath, content);
        string body = await answer.Content.ReadAsStringAsync();
        return new SignInAnswer(answer.StatusCode, TokenOf(answer), ErrorCode().Match(body) is { Success: true } match ? match.Groups["code"].Value : null);
    }

    /// <summary>Posts a response that must be accepted.</summary>
    /// <returns>The session's token.</returns>
    internal async Task<string> SignInAsync(byte[] form) =>
        await PostAsync(form) is { IsAccepted: true } answer ? answer.Token! : throw new InvalidOperationException("A response that must be accepted was refused; the figures would mean nothing.");

    /// <summary>Asks for a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="expected">The status that must come back.</param>
    /// <param name="token">The session's token; null for nobody's.</param>
    internal async Task GetAsync(string path, HttpStatusCode expected, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
        {
            request.Headers.Add("Cookie", Cookie + token);
        }

        using HttpResponseMessage answer = await _http.SendAsync(request);
        await answer.Content.ReadAsByteArrayAsync();
        if (answer.StatusCode != expected)
        {
            throw new InvalidOperationException($"GET {path} answered {(int)answer.StatusCode} and not {(int)expected}; the figures would mean nothing.");
        }
    }

    public void Dispose() => _http.Dispose();

    private static string? TokenOf(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? cookies)
            ? cookies.Where(c => c.StartsWith(Cookie, StringComparison.Ordinal)).Select(c => c[Cookie.Length..].Split(';')[0]).SingleOrDefault()
            : null;

    [GeneratedRegex("""id="error-code"[^>]*>(?<code>[^<]+)<""")]
    private static partial Regex ErrorCode();
}
