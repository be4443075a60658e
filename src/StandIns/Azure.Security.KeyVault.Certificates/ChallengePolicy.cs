using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Security.KeyVault.Certificates;

/// <summary>
/// Sends no token until the vault has said for which resource, and then only where the vault's host lies in that resource's domain:
/// a wrong address of a vault must not collect tokens for a right one.
/// </summary>
internal sealed class ChallengePolicy(TokenCredential credential, bool verifyResource)
    : BearerTokenAuthenticationPolicy(credential, Array.Empty<string>())
{
    private readonly ConcurrentDictionary<string, BearerChallenge> _known = new(StringComparer.OrdinalIgnoreCase);

    protected override ValueTask AuthorizeRequestAsync(HttpMessage message) =>
        _known.TryGetValue(Authority(message), out var challenge) ? AuthorizeAsync(message, challenge) : default;

    protected override async ValueTask<bool> AuthorizeRequestOnChallengeAsync(HttpMessage message)
    {
        var authority = Authority(message);
        if (BearerChallenge.From(message.Response, _known.GetValueOrDefault(authority)) is not { } challenge)
        {
            return false;
        }

        if (verifyResource)
        {
            Verify(message.Request.Uri.Host, challenge.Scope);
        }

        _known[authority] = challenge with { Claims = null };
        await AuthorizeAsync(message, challenge);
        return true;
    }

    private ValueTask AuthorizeAsync(HttpMessage message, BearerChallenge challenge) =>
        AuthenticateAndAuthorizeRequestAsync(
            message,
            new TokenRequestContext([challenge.Scope], message.Request.ClientRequestId, challenge.Claims, challenge.TenantId, isCaeEnabled: true));

    private static void Verify(string host, string scope)
    {
        if (!Uri.TryCreate(scope, UriKind.Absolute, out var resource) || resource.UserInfo.Length > 0)
        {
            throw new InvalidOperationException("The vault's challenge names a resource that is no plain address.");
        }

        if (!host.EndsWith("." + resource.Host, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException(
                $"The vault at '{host}' asks for a token for '{resource.Host}', in whose domain it does not lie. " +
                $"Check the vault's address, or set {nameof(CertificateClientOptions.DisableChallengeResourceVerification)}.");
        }
    }

    private static string Authority(HttpMessage message) => message.Request.Uri.ToUri().GetComponents(UriComponents.HostAndPort, UriFormat.UriEscaped);
}
