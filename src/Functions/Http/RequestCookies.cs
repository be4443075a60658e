using Microsoft.AspNetCore.Http;
using SignOn;

namespace Functions.Http;

/// <summary>
/// Binds a browser to the sign-ins that it started: one protected cookie for each. They are SameSite=None, because the IdP's answer is a
/// cross-site POST (docs/decisions/0010-cookies.md).
/// </summary>
/// <param name="protector">Encrypts and authenticates the cookies' values.</param>
public sealed class RequestCookies(IPendingRequestProtector protector)
{
    /// <summary>How many sign-ins one browser can have in flight. The oldest is forgotten, so that headers stay small.</summary>
    public const int MaxInFlight = 5;

    /// <summary>
    /// How many characters these cookies take together in the Cookie header; then, too, the oldest is forgotten. Servers and proxies refuse headers of more
    /// than 8 KiB, and a browser with such cookies could open nothing of ours for ten minutes.
    /// </summary>
    public const int MaxCharacters = 7 * 1024;

    /// <summary>What the cookies' names start with; the short id of the request follows.</summary>
    public const string Prefix = "__Host-signin-";

    /// <summary>More are not even decrypted. A browser that restores twenty tabs at once has them for a while.</summary>
    private const int MaxExamined = 2 * MaxInFlight;

    private static readonly CookieOptions Options = new()
    {
        Path = "/",
        Secure = true,
        HttpOnly = true,
        SameSite = SameSiteMode.None,
        MaxAge = PendingRequest.Lifetime,
        IsEssential = true,
    };

    /// <summary>The sign-ins that this browser started. Stale, foreign and broken cookies are left out; they are never an error.</summary>
    /// <param name="request">The request.</param>
    /// <param name="relayState">What the IdP sent back: the short id of the request that it answers. Only tells which cookie to look at first.</param>
    /// <exception cref="StorageUnavailableException">The key ring cannot be read.</exception>
    public async Task<IReadOnlyList<PendingRequest>> ReadAsync(HttpRequest request, string? relayState) =>
        [.. (await ExamineAsync(request, Prefix + relayState)).Select(c => c.Pending).OfType<PendingRequest>()];

    /// <summary>Remembers a sign-in that starts, and forgets the oldest when there are too many.</summary>
    /// <param name="http">The request and its response.</param>
    /// <param name="pending">The sign-in.</param>
    /// <exception cref="StorageUnavailableException">The key ring cannot be read.</exception>
    public async Task AddAsync(HttpContext http, PendingRequest pending)
    {
        var value = await protector.ProtectAsync(pending, http.RequestAborted);
        var (count, characters) = (1, Length(Prefix + pending.ShortId, value));
        foreach (var (name, _) in (await ExamineAsync(http.Request, first: null)).OrderByDescending(c => c.Pending?.ExpiresAt ?? DateTimeOffset.MinValue))
        {
            count++;
            characters += Length(name, http.Request.Cookies[name]);
            if (count > MaxInFlight || characters > MaxCharacters)
                http.Response.Cookies.Delete(name, Options);
        }

        http.Response.Cookies.Append(Prefix + pending.ShortId, value, Options);
    }

    /// <summary>Forgets a sign-in that was answered.</summary>
    /// <param name="response">The response.</param>
    /// <param name="pending">The sign-in.</param>
    public static void Remove(HttpResponse response, PendingRequest pending) =>
        response.Cookies.Delete(Prefix + pending.ShortId, Options);

    // Name, '=', value, '; '.
    private static int Length(string name, string? value) => name.Length + (value?.Length ?? 0) + 3;

    private async Task<List<(string Name, PendingRequest? Pending)>> ExamineAsync(HttpRequest request, string? first)
    {
        var examined = new List<(string Name, PendingRequest? Pending)>();
        foreach (var name in request.Cookies.Keys.Where(k => k.StartsWith(Prefix, StringComparison.Ordinal)).OrderBy(k => k == first ? 0 : 1))
            examined.Add((name, examined.Count < MaxExamined ? await protector.UnprotectAsync(request.Cookies[name]!, request.HttpContext.RequestAborted) : null));
        return examined;
    }
}
