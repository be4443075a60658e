using System.IO.Compression;
using System.Text;

namespace Saml;

/// <summary>The HTTP-Redirect binding (saml-bindings-2.0-os 3.4).</summary>
public static class RedirectBinding
{
    /// <summary>How many octets of UTF-8 a RelayState may have (saml-bindings-2.0-os 3.4.3).</summary>
    public const int MaxRelayStateBytes = 80;

    /// <summary>Puts a request into a URL.</summary>
    /// <param name="destination">The IdP's URL; it may have a query already. A fragment is dropped: what follows it never reaches a server.</param>
    /// <param name="message">The request as XML in UTF-8.</param>
    /// <param name="relayState">What the IdP sends back unchanged, or null.</param>
    /// <param name="signer">The key to sign with, or null. The signature covers the very octets of the query that are sent (3.4.4.1).</param>
    /// <param name="loginHint">The account to offer, which Entra takes beside the message, or null. It is not part of what is signed.</param>
    /// <exception cref="ArgumentException"><paramref name="relayState"/> is longer than <see cref="MaxRelayStateBytes"/>.</exception>
    public static string CreateRequestUrl(string destination, ReadOnlySpan<byte> message, string? relayState, ServiceProviderKey? signer, string? loginHint)
    {
        if (relayState is not null && Encoding.UTF8.GetByteCount(relayState) > MaxRelayStateBytes)
        {
            throw new ArgumentException($"RelayState is longer than {MaxRelayStateBytes} octets.", nameof(relayState));
        }

        return AddLoginHint(Append(destination, Query("SAMLRequest", message, relayState, signer)), loginHint);
    }

    /// <summary>Adds the account to offer, which Entra takes beside the message and outside of what is signed.</summary>
    /// <param name="url">The IdP's URL, with a request in it or, for the POST binding, without.</param>
    /// <param name="loginHint">The account, or null for none.</param>
    public static string AddLoginHint(string url, string? loginHint) => loginHint is null ? url : Append(url, "login_hint=" + Uri.EscapeDataString(loginHint));

    /// <summary>Puts an answer into a URL.</summary>
    /// <param name="destination">The IdP's URL for answers; it may have a query already.</param>
    /// <param name="message">The answer as XML in UTF-8.</param>
    /// <param name="relayState">What came with the request, unchanged and however long it is (3.4.3), or null.</param>
    /// <param name="signer">The key to sign with, or null.</param>
    public static string CreateResponseUrl(string destination, ReadOnlySpan<byte> message, string? relayState, ServiceProviderKey? signer) =>
        Append(destination, Query("SAMLResponse", message, relayState, signer));

    private static string Query(string parameter, ReadOnlySpan<byte> message, string? relayState, ServiceProviderKey? signer)
    {
        string query = parameter + "=" + Uri.EscapeDataString(Convert.ToBase64String(Deflate(message)));
        query += relayState is null ? string.Empty : "&RelayState=" + Uri.EscapeDataString(relayState);
        if (signer is not null)
        {
            query += "&SigAlg=" + Uri.EscapeDataString(signer.SignatureAlgorithmUri);
            query += "&Signature=" + Uri.EscapeDataString(Convert.ToBase64String(signer.Sign(Encoding.ASCII.GetBytes(query))));
        }

        return query;
    }

    private static string Append(string destination, string query)
    {
        destination = destination.Split('#')[0];
        return destination + (destination.Contains('?', StringComparison.Ordinal) ? "&" : "?") + query;
    }

    /// <summary>RFC 1951 without the zlib wrapper, as 3.4.4.1 demands.</summary>
    private static byte[] Deflate(ReadOnlySpan<byte> message)
    {
        using var compressed = new MemoryStream();
        using (var deflate = new DeflateStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(message);
        }

        return compressed.ToArray();
    }
}
