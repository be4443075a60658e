using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace LocalIdp;

/// <summary>Puts messages into URLs (Bindings 3.4).</summary>
public static class RedirectMessage
{
    /// <summary>The URL, signed with SHA-256 over the query's own octets.</summary>
    /// <param name="destination">Where it leads; may have a query.</param>
    /// <param name="parameter"><c>SAMLRequest</c> or <c>SAMLResponse</c>.</param>
    /// <param name="xml">The message.</param>
    /// <param name="relayState">RelayState, or null.</param>
    /// <param name="signature">An RSA or EC key; null leaves the message unsigned.</param>
    public static string Url(string destination, string parameter, string xml, string? relayState, XmlSignatureOptions? signature)
    {
        var query = $"{parameter}={Uri.EscapeDataString(Convert.ToBase64String(Deflate(Encoding.UTF8.GetBytes(xml))))}";
        if (relayState is not null) query += "&RelayState=" + Uri.EscapeDataString(relayState);
        if (signature is not null)
        {
            query += "&SigAlg=" + Uri.EscapeDataString("http://www.w3.org/2001/04/xmldsig-more#" + (signature.Key is ECDsa ? "ecdsa-sha256" : "rsa-sha256"));
            query += "&Signature=" + Uri.EscapeDataString(Convert.ToBase64String(Sign(Encoding.ASCII.GetBytes(query), signature)));
        }

        return destination + (destination.Contains('?', StringComparison.Ordinal) ? '&' : '?') + query;
    }

    private static byte[] Sign(byte[] octets, XmlSignatureOptions signature) => signature.Key switch
    {
        RSA rsa => rsa.SignData(octets, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        ECDsa ecdsa => ecdsa.SignData(octets, HashAlgorithmName.SHA256),
        _ => throw new ArgumentException("A query is signed with an RSA or EC key.", nameof(signature)),
    };

    private static byte[] Deflate(byte[] octets)
    {
        using var compressed = new MemoryStream();
        using (var deflate = new DeflateStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(octets);
        return compressed.ToArray();
    }
}
