using System.Buffers.Text;
using System.Text.Json;
using Functions.Http;
using Microsoft.AspNetCore.Http;
using Saml;
using SignOn;

namespace Functions.Manage;

/// <summary>
/// Binds a browser and its admin's session to a test sign-in. SameSite=None, because the IdP's answer is a cross-site POST
/// (docs/decisions/0010-cookies.md). What it holds can be read neither as a sign-in's cookie nor the other way round.
/// </summary>
/// <param name="protector">Encrypts and authenticates the value, with keys that all instances share.</param>
/// <param name="clock">Tells which cookies are too old.</param>
public sealed class TestCookie(ISharedProtector protector, TimeProvider clock)
{
    /// <summary>One for each browser: a second test takes the first one's place.</summary>
    public const string Name = "__Host-test";

    /// <summary>Goes before the JSON, so that no other cookie's value is taken for a test.</summary>
    private const byte Mark = (byte)'T';

    private static readonly CookieOptions Options = new()
    {
        Path = "/",
        Secure = true,
        HttpOnly = true,
        SameSite = SameSiteMode.None,
        MaxAge = PendingRequest.Lifetime,
        IsEssential = true,
    };

    /// <summary>Remembers the test.</summary>
    /// <param name="response">The response.</param>
    /// <param name="test">The test.</param>
    /// <exception cref="StorageUnavailableException">The key ring cannot be read.</exception>
    public async Task WriteAsync(HttpResponse response, PendingTest test)
    {
        byte[] plain = [Mark, .. JsonSerializer.SerializeToUtf8Bytes(test, AppJson.Default.PendingTest)];
        response.Cookies.Append(Name, Base64Url.EncodeToString(await protector.ProtectAsync(plain, response.HttpContext.RequestAborted)), Options);
    }

    /// <summary>The test that this browser waits for. Null without one; a stale, foreign or broken cookie is no error.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="StorageUnavailableException">The key ring cannot be read.</exception>
    public async ValueTask<PendingTest?> ReadAsync(HttpRequest request)
    {
        if (request.Cookies[Name] is not { Length: > 0 } value)
            return null;
        try
        {
            if (await protector.UnprotectAsync(Base64Url.DecodeFromChars(value), request.HttpContext.RequestAborted) is not [Mark, .. var json])
                return null;
            var test = JsonSerializer.Deserialize(json, AppJson.Default.PendingTest);
            return test is { TestOf: not null, TestId: not null, FormToken: not null } && test.EndsAt > clock.GetUtcNow() ? test : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// The test that a posted form claims to answer: it brings the test's RelayState, or names its request. That decides only where the form
    /// is looked at; there the signed answer must name the request again, or nothing of it is shown.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant of the address.</param>
    /// <param name="form">The form.</param>
    /// <exception cref="StorageUnavailableException">The key ring cannot be read.</exception>
    internal async ValueTask<PendingTest?> FindAnsweredAsync(HttpRequest request, string tenant, SamlForm form) =>
        await ReadAsync(request) is { } test && string.Equals(test.TestOf, tenant, StringComparison.OrdinalIgnoreCase)
        && (form.RelayState == test.ShortId || ResponseOutline.Read(form.SamlResponse)?.InResponseTo == test.TestId)
            ? test
            : null;

    /// <summary>Takes the cookie away.</summary>
    /// <param name="response">The response.</param>
    public static void Delete(HttpResponse response) => response.Cookies.Delete(Name, Options);
}
