using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;

namespace LocalIdp;

/// <summary>
/// Signs elements of SAML documents with the framework's SignedXml: enveloped signature, one reference by ID.
/// White space, comments and processing instructions of the document stay as they are.
/// </summary>
public static class XmlSigner
{
    /// <summary>Signs the parts of a Response that <paramref name="parts"/> names, the assertion before the Response.</summary>
    /// <exception cref="ArgumentException">A part is missing or has no ID.</exception>
    public static string SignResponse(string xml, SignedParts parts, XmlSignatureOptions options)
    {
        if (parts is SignedParts.Assertion or SignedParts.Both) xml = SignFirst(xml, SamlUris.Assertion, "Assertion", options);
        if (parts is SignedParts.Response or SignedParts.Both) xml = SignFirst(xml, SamlUris.Protocol, "Response", options);
        return xml;
    }

    /// <summary>
    /// Signs the element whose ID attribute is <paramref name="id"/>; the Signature follows its Issuer, or comes first where it
    /// has none.
    /// </summary>
    /// <exception cref="ArgumentException">No element, or more than one, has that ID, or key and algorithm do not fit.</exception>
    /// <exception cref="XmlException">The text is not well-formed, or has a DTD.</exception>
    public static string Sign(string xml, string id, XmlSignatureOptions options)
    {
        var document = XmlText.Load(xml);
        var targets = document.SelectNodes("//*[@ID]")!.OfType<XmlElement>().Where(element => element.GetAttribute("ID") == id).ToList();
        if (targets is not [var target])
            throw new ArgumentException($"{targets.Count} elements have the ID '{id}'; exactly one must.", nameof(id));
        SignElement(target, id, options);
        return document.OuterXml;
    }

    private static string SignFirst(string xml, string ns, string name, XmlSignatureOptions options)
    {
        var element = XmlText.Load(xml).GetElementsByTagName(name, ns).OfType<XmlElement>().FirstOrDefault();
        if (element?.GetAttribute("ID") is not { Length: > 0 } id)
            throw new ArgumentException($"The document has no {name} with an ID, so it cannot be signed.", nameof(xml));
        return Sign(xml, id, options);
    }

    private static void SignElement(XmlElement target, string id, XmlSignatureOptions options)
    {
        EcdsaSignatures.Register();
        var signedXml = new SignedXml(target);
        signedXml.SignedInfo!.SignatureMethod = XmlAlgorithmUris.Of(options.Algorithm);
        signedXml.SignedInfo.CanonicalizationMethod = XmlAlgorithmUris.Of(options.Canonicalization);
        signedXml.AddReference(NewReference(id, options));
        AddKeyInfo(signedXml, options.KeyInfoCertificate);
        Compute(signedXml, options);

        var signature = target.OwnerDocument.ImportNode(signedXml.GetXml(), deep: true);
        var issuer = target.ChildNodes.OfType<XmlElement>().FirstOrDefault();
        if (issuer is { LocalName: "Issuer", NamespaceURI: SamlUris.Assertion }) target.InsertAfter(signature, issuer);
        else target.PrependChild(signature);
    }

    private static Reference NewReference(string id, XmlSignatureOptions options)
    {
        var reference = new Reference("#" + id) { DigestMethod = XmlAlgorithmUris.Of(options.Digest) };
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        var list = options.InclusivePrefixes;
        reference.AddTransform(options.Canonicalization switch
        {
            XmlCanonicalization.Exclusive => new XmlDsigExcC14NTransform { InclusiveNamespacesPrefixList = list },
            XmlCanonicalization.ExclusiveWithComments => new XmlDsigExcC14NWithCommentsTransform { InclusiveNamespacesPrefixList = list },
            XmlCanonicalization.Inclusive => new XmlDsigC14NTransform(),
            _ => new XmlDsigC14NWithCommentsTransform(),
        });
        return reference;
    }

    private static void AddKeyInfo(SignedXml signedXml, X509Certificate2? certificate)
    {
        if (certificate is null) return;
        var keyInfo = new KeyInfo();
        keyInfo.AddClause(new KeyInfoX509Data(certificate));
        signedXml.KeyInfo = keyInfo;
    }

    private static void Compute(SignedXml signedXml, XmlSignatureOptions options)
    {
        if (options.Algorithm is XmlSignatureAlgorithm.HmacSha1 or XmlSignatureAlgorithm.HmacSha256)
        {
            var hmacKey = options.HmacKey ?? throw new ArgumentException("HMAC needs HmacKey.", nameof(options));
            using var hmac = NewHmac(options.Algorithm, hmacKey);
            signedXml.ComputeSignature(hmac);
            return;
        }

        var fits = options.Algorithm switch
        {
            XmlSignatureAlgorithm.EcdsaSha256 or XmlSignatureAlgorithm.EcdsaSha384 or XmlSignatureAlgorithm.EcdsaSha512
                => options.Key is ECDsa,
            _ => options.Key is RSA,
        };
        var type = options.Key?.GetType().Name ?? "null";
        if (!fits) throw new ArgumentException($"{options.Algorithm} cannot sign with a key of type {type}.", nameof(options));
        signedXml.SigningKey = options.Key;
        signedXml.ComputeSignature();
    }

#pragma warning disable CA5350 // Made so that tests can prove that it is refused.
    private static KeyedHashAlgorithm NewHmac(XmlSignatureAlgorithm algorithm, byte[] key)
        => algorithm == XmlSignatureAlgorithm.HmacSha1 ? new HMACSHA1(key) : new HMACSHA256(key);
#pragma warning restore CA5350
}
