using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace LocalIdp.Tests;

/// <summary>AuthnRequests as an application would send them.</summary>
internal static class TestRequest
{
    public const string Id = "_request1";

    public static string Xml(string? issuer = null, string attributes = "", string children = "", string id = Id, string beforeIssuer = "")
        => $"""
        <samlp:AuthnRequest xmlns:samlp="{SamlUris.Protocol}" ID="{id}" Version="2.0" IssueInstant="2026-01-31T12:00:00Z" {attributes}>
        {beforeIssuer}
        <Issuer xmlns="{SamlUris.Assertion}">{issuer ?? TestIdp.Pymetrics.Identifiers[0]}</Issuer>
        {children}
        </samlp:AuthnRequest>
        """;

    /// <summary>Login URL with the request over the Redirect binding.</summary>
    public static string Redirect(TestIdp idp, string xml, string? relayState = null, string more = "")
        => $"{idp.Server.Urls.Login}?{Query(xml, relayState)}{more}";

    public static string Query(string xml, string? relayState = null)
        => $"SAMLRequest={Uri.EscapeDataString(Deflate(xml))}"
        + (relayState is null ? "" : $"&RelayState={Uri.EscapeDataString(relayState)}");

    public static string SignedQuery(
        string xml, string? relayState, RSA key, string algorithm = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256")
    {
        var query = $"{Query(xml, relayState)}&SigAlg={Uri.EscapeDataString(algorithm)}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(query), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{query}&Signature={Uri.EscapeDataString(Convert.ToBase64String(signature))}";
    }

    public static string Base64(string xml) => Convert.ToBase64String(Encoding.UTF8.GetBytes(xml));

    public static string Deflate(string xml)
    {
        using var bytes = new MemoryStream();
        using (var deflate = new DeflateStream(bytes, CompressionLevel.Optimal)) deflate.Write(Encoding.UTF8.GetBytes(xml));
        return Convert.ToBase64String(bytes.ToArray());
    }
}
