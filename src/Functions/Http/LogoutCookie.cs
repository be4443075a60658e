using System.Buffers.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SignOn;

namespace Functions.Http;

/// <summary>
/// Binds a browser to its sign-out at the IdP, so that nobody else's answer is shown to it. SameSite=None, because an answer may be a
/// cross-site POST (docs/decisions/0010-cookies.md).
/// </summary>
/// <param name="protector">Encrypts and authenticates the value, with keys that all instances share.</param>
/// <param name="clock">Tells which cookies are too old.</param>
/// <param name="log">Takes outages.</param>
public sealed class LogoutCookie(ISharedProtector protector, TimeProvider clock, ILogger<LogoutCookie> log)
{
    /// <summary>One for each browser: who signs out twice waits for the second answer.</summary>
    public const string Name = "__Host-logout";

    /// <summary>Goes before the JSON, so that a sign-in's cookie is never taken for a sign-out's, nor the other way round.</summary>
    private const byte Mark = (byte)'L';

    private static readonly CookieOptions Options = new()
    {
        Path = "/",
        Secure = true,
        HttpOnly = true,
        SameSite = SameSiteMode.None,
        MaxAge = PendingLogout.Lifetime,
        IsEssential = true,
    };

    /// <summary>Remembers the sign-out. While the keys are out it is forgotten instead: the person is signed out all the same.</summary>
    /// <param name="response">The response.</param>
    /// <param name="pending">The sign-out.</param>
    public async Task WriteAsync(HttpResponse response, PendingLogout pending)
    {
        try
        {
            byte[] plain = [Mark, .. JsonSerializer.SerializeToUtf8Bytes(pending, AppJson.Default.PendingLogout)];
            response.Cookies.Append(Name, Base64Url.EncodeToString(await protector.ProtectAsync(plain, CancellationToken.None)), Options);
        }
        catch (StorageUnavailableException e)
        {
            Log.LogoutNotRemembered(log, e);
        }
    }

    /// <summary>The sign-out that this browser waits for. Null without one; a stale, foreign or broken cookie is no error.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="StorageUnavailableException">The key ring cannot be read.</exception>
    public async ValueTask<PendingLogout?> ReadAsync(HttpRequest request)
    {
        if (request.Cookies[Name] is not { Length: > 0 } value)
            return null;
        try
        {
            if (await protector.UnprotectAsync(Base64Url.DecodeFromChars(value), request.HttpContext.RequestAborted) is not [Mark, .. var json])
                return null;
            var pending = JsonSerializer.Deserialize(json, AppJson.Default.PendingLogout);
            return pending is { TenantId: not null, RequestId: not null } && pending.ExpiresAt > clock.GetUtcNow() ? pending : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Takes the cookie away.</summary>
    /// <param name="response">The response.</param>
    public static void Delete(HttpResponse response) => response.Cookies.Delete(Name, Options);
}
