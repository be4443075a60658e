using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;

namespace LocalIdp;

/// <summary>Checks the signature of requests of applications whose certificate is known. As Entra by default: RSA-SHA256 only.</summary>
internal static class RequestSignature
{
    /// <exception cref="AadstsException">The signature is missing though required, or wrong.</exception>
    public static void Check(RawQuery? query, XmlDocument document, string id, LocalIdpApplication application)
    {
        var enveloped = document.DocumentElement!.ChildNodes.OfType<XmlElement>()
            .FirstOrDefault(child => child is { LocalName: "Signature", NamespaceURI: SamlUris.Signature });
        var signed = query?.Value("Signature") is not null || enveloped is not null;
        if (!signed && application.RequireSignedRequests)
            throw new AadstsException(
                AadstsException.UnsignedRequest, $"'{application.Name}' requires signed requests, and this one has no signature.");
        if (!signed || application.RequestCertificate is not { } certificate) return;
        using var key = certificate.GetRSAPublicKey() ?? throw Failed("the registered certificate has no RSA key");
        if (query?.Value("Signature") is { } signature) CheckQuery(query, signature, key);
        if (enveloped is not null) CheckEnveloped(document, id, enveloped, key);
    }

    private static void CheckQuery(RawQuery query, string signature, RSA key)
    {
        if (query.Value("SigAlg") != SignedXml.XmlDsigRSASHA256Url) throw Failed("SigAlg is not RSA-SHA256");
        var bytes = new byte[signature.Length];
        var signed = Encoding.UTF8.GetBytes(query.SignedPart());
        var verified = Convert.TryFromBase64String(signature, bytes, out var length)
            && key.VerifyData(signed, bytes.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (!verified) throw Failed("the signature over the query does not match");
    }

    private static void CheckEnveloped(XmlDocument document, string id, XmlElement signature, RSA key)
    {
        try
        {
            var signedXml = new SignedXml(document.DocumentElement!);
            signedXml.LoadXml(signature);
            if (signedXml.SignedInfo is not { SignatureMethod: SignedXml.XmlDsigRSASHA256Url, References: [Reference reference] }
                || reference.Uri != "#" + id)
                throw Failed("it must be RSA-SHA256 with one reference to the request's ID");
            if (!signedXml.CheckSignature(key)) throw Failed("the signature in the message does not match");
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            throw Failed("the Signature element cannot be read");
        }
    }

    private static AadstsException Failed(string reason)
        => new(AadstsException.AuthenticationFailed, $"The request's signature cannot be accepted: {reason}.");
}
