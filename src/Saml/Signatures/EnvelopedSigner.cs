using System.Security.Cryptography;
using Saml.Xml;

namespace Saml.Signatures;

/// <summary>
/// Signs a document of ours as SAML demands (saml-core-2.0-os 5.4): enveloped, one reference to the document element by ID, exclusive
/// canonicalisation, SHA-256.
/// </summary>
internal static class EnvelopedSigner
{
    /// <summary>Signs.</summary>
    /// <param name="document">The document: what <see cref="XmlOutput"/> wrote, with an ID on its document element.</param>
    /// <param name="key">The key.</param>
    /// <returns>The document with the signature behind its Issuer, or at its start where it has none.</returns>
    internal static byte[] Sign(byte[] document, ServiceProviderKey key)
    {
        if (!XmlParser.TryParse(document, document.Length, XmlLimits.Metadata, out XmlTree? tree, out SamlFailure? failure))
        {
            throw new InvalidOperationException("A document that we wrote ourselves cannot be read: " + failure.Detail);
        }

        using (tree)
        {
            var root = new XmlElement(tree, tree.Root);
            string id = root.Attribute("ID"u8) ?? throw new InvalidOperationException("A document without an ID cannot be signed.");
            byte[] digest = SHA256.HashData(Canonical(root));
            byte[] signature = Signature(id, digest, key);
            int at = InsertionPoint(root);
            return [.. document.AsSpan(0, at), .. signature, .. document.AsSpan(at)];
        }
    }

    private static byte[] Canonical(XmlElement element)
    {
        using var octets = new PooledBuffer(element.Tree.SourceLength + 256);
        return ExclusiveCanonicalizer.TryWrite(element.Tree, element.Index, omitted: -1, inclusivePrefixes: null, withComments: false, XmlLimits.Metadata, octets)
            ? octets.Written.ToArray()
            : throw new InvalidOperationException("A document that we wrote ourselves is too long to be signed.");
    }

    private static byte[] Signature(string id, byte[] digest, ServiceProviderKey key)
    {
        byte[] signature = Write(id, digest, key, signatureValue: string.Empty);
        if (!XmlParser.TryParse(signature, signature.Length, XmlLimits.Message, out XmlTree? tree, out SamlFailure? failure))
        {
            throw new InvalidOperationException("A signature that we wrote ourselves cannot be read: " + failure.Detail);
        }

        using (tree)
        {
            new XmlElement(tree, tree.Root).Children.TryTake(out XmlElement signedInfo);
            return Write(id, digest, key, Convert.ToBase64String(key.Sign(Canonical(signedInfo))));
        }
    }

    private static byte[] Write(string id, byte[] digest, ServiceProviderKey key, string signatureValue) => new XmlOutput()
        .Start("ds:Signature").Attribute("xmlns:ds", XmlNamespaces.SignatureUri)
            .Start("ds:SignedInfo")
                .Start("ds:CanonicalizationMethod").Attribute("Algorithm", SignedInfo.ExclusiveC14n).End()
                .Start("ds:SignatureMethod").Attribute("Algorithm", key.SignatureAlgorithmUri).End()
                .Start("ds:Reference").Attribute("URI", "#" + id)
                    .Start("ds:Transforms")
                        .Start("ds:Transform").Attribute("Algorithm", SignedInfo.EnvelopedSignature).End()
                        .Start("ds:Transform").Attribute("Algorithm", SignedInfo.ExclusiveC14n).End()
                    .End()
                    .Start("ds:DigestMethod").Attribute("Algorithm", DigestAlgorithm.Sha256).End()
                    .Element("ds:DigestValue", Convert.ToBase64String(digest))
                .End()
            .End()
            .Element("ds:SignatureValue", signatureValue)
            .Start("ds:KeyInfo").Start("ds:X509Data").Element("ds:X509Certificate", key.CertificateBase64).End().End()
        .End().ToUtf8();

    /// <summary>Behind the Issuer (protocol messages), else in front of everything (metadata, saml-metadata-2.0-os 2.3.2).</summary>
    private static int InsertionPoint(XmlElement root)
    {
        XmlTree tree = root.Tree;
        XmlChildren children = root.Children;
        if (children.TryTake(XmlNamespaces.Assertion, "Issuer"u8, out XmlElement issuer))
        {
            // The end tag of what XmlOutput writes: "</", the qualified name, ">".
            ref XmlNode last = ref tree.Node(tree.Node(issuer.Index).End - 1);
            return last.Start + last.Length + tree.Node(issuer.Index).Length + 3;
        }

        // An attribute may hold a ">", so the end of the start tag is found from its other side.
        return children.TryPeek(out XmlElement first)
            ? tree.Node(first.Index).Start - 1
            : throw new InvalidOperationException("A document without elements cannot be signed.");
    }
}
