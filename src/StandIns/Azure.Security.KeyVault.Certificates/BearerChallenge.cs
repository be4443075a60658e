using System.Net.Http.Headers;
using System.Text;

namespace Azure.Security.KeyVault.Certificates;

/// <summary>A vault's answer to a call without the right token: for what and from where to get one (RFC 6750, section 3).</summary>
internal sealed record BearerChallenge(string Scope, string TenantId, string Claims)
{
    /// <summary>Reads the challenge of a 401 answer; <see langword="null"/> when it has none.</summary>
    /// <exception cref="UriFormatException">The challenge has no valid authorization address.</exception>
    public static BearerChallenge From(Response response, BearerChallenge known)
    {
        if (Parameters(response) is not { } parameters)
        {
            return null;
        }

        // A good token is asked for again with these claims; such a challenge need not repeat the resource.
        var claims = parameters.GetValueOrDefault("error") == "insufficient_claims" && parameters.GetValueOrDefault("claims") is { Length: > 0 } encoded
            ? Encoding.UTF8.GetString(Convert.FromBase64String(encoded))
            : null;
        var scope =
            claims is not null && known is not null ? known.Scope :
            parameters.TryGetValue("resource", out var resource) ? resource + "/.default" :
            parameters.GetValueOrDefault("scope");
        if (scope is null)
        {
            return null;
        }

        var authorization = parameters.GetValueOrDefault("authorization") ?? parameters.GetValueOrDefault("authorization_uri");
        return Uri.TryCreate(authorization, UriKind.Absolute, out var uri) && uri.Segments.Length > 1
            ? new(scope, uri.Segments[1].Trim('/'), claims)
            : throw new UriFormatException($"The vault's challenge names '{authorization}' as the place to sign in, which is no address of a tenant.");
    }

    private static Dictionary<string, string> Parameters(Response response)
    {
        if (!response.Headers.TryGetValues("WWW-Authenticate", out var headers))
        {
            return null;
        }

        foreach (var header in headers)
        {
            if (AuthenticationHeaderValue.TryParse(header, out var challenge)
                && challenge.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
                && challenge.Parameter is not null)
            {
                return Split(challenge.Parameter);
            }
        }

        return null;
    }

    private static Dictionary<string, string> Split(string parameters)
    {
        var result = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in parameters.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (NameValueHeaderValue.TryParse(part, out var pair) && pair.Value is not null)
            {
                result[pair.Name] = pair.Value.Trim('"');
            }
        }

        return result;
    }
}
