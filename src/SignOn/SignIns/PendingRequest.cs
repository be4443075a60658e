using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace SignOn;

/// <summary>A sign-in that one browser started and that waits for the IdP's answer. It lives in that browser's protected cookie alone.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="RequestId">The ID of the AuthnRequest.</param>
/// <param name="ReturnUrl">Where the person wanted to go; null for the tenant's landing page. Checked again when it is used.</param>
/// <param name="ExpiresAt">When the answer comes too late (UTC).</param>
public sealed record PendingRequest(string TenantId, string RequestId, string? ReturnUrl, DateTimeOffset ExpiresAt)
{
    /// <summary>How long a person has to sign in at the IdP.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>Whether the IdP was asked not to show anything: then it is no failure when nobody is signed in.</summary>
    public bool IsPassive { get; init; }

    /// <summary>When the request was made (UTC).</summary>
    [JsonIgnore]
    public DateTimeOffset IssuedAt => ExpiresAt - Lifetime;

    /// <summary>Sixteen hex digits derived from the request's ID, for the name of the cookie and as RelayState.</summary>
    public string ShortId => ShortIdOf(RequestId);

    /// <summary>The <see cref="ShortId"/> of a request's ID.</summary>
    public static string ShortIdOf(string requestId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(requestId)).AsSpan(0, 8));
}
