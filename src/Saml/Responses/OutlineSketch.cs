using System.Security.Cryptography;
using Saml.Xml;

namespace Saml;

/// <summary>
/// Collects an outline while a response is verified: what was proven, as it was proven, and at the end the rest as it was received. Nothing
/// reads it back for a decision.
/// </summary>
internal sealed class OutlineSketch
{
    private string? _responseKey;
    private string? _assertionKey;
    private AssertionOutline? _proven;

    /// <summary>A signature fits.</summary>
    internal void Verified(XmlElement element, IdpSigningKey key)
    {
        if (element.Is(XmlNamespaces.Protocol, "Response"u8))
        {
            _responseKey = key.Thumbprint;
        }
        else
        {
            _assertionKey = key.Thumbprint;
        }
    }

    /// <summary>The facts of a proven assertion were read.</summary>
    internal void Proven(XmlElement assertion, AssertionFacts facts) => _proven = Describe(assertion, facts, isProven: true);

    /// <summary>What was proven stays secret, because nobody may learn why a decryption failed.</summary>
    internal void Conceal() => _proven = null;

    internal ResponseOutline? Finish(XmlTree tree, bool verified)
    {
        var root = new XmlElement(tree, tree.Root);
        if (!root.Is(XmlNamespaces.Protocol, "Response"u8) || !ResponseShape.TryRead(root, out ResponseShape shape, out _))
        {
            return null;
        }

        XmlElement? ownSignature = shape.Assertion is { } plain ? SignatureOf(plain) : null;
        AssertionOutline? assertion = _proven ?? (shape.Assertion is { } received && AssertionReader.ReadUnproven(received) is { } facts
            ? Describe(received, facts, isProven: false)
            : null);
        return new ResponseOutline
        {
            Destination = root.Token("Destination"u8),
            Issuer = shape.Issuer?.Text(),
            IssueInstant = Instant(root),
            InResponseTo = root.Token("InResponseTo"u8),
            Status = SamlStatus.TryRead(shape.Status, out SamlStatus status, out _) ? (status with { Message = null }).Description : null,
            Signature = Describe(shape.Signature, _responseKey, verified),
            IsEncrypted = shape.EncryptedAssertion is not null,
            Assertion = assertion is null ? null : assertion with { Signature = Describe(ownSignature, _assertionKey, verified) ?? (_assertionKey is null ? null : new SignatureOutline(null, _assertionKey, null)) },
        };
    }

    private static AssertionOutline Describe(XmlElement assertion, AssertionFacts facts, bool isProven)
    {
        XmlChildren children = assertion.Children;
        return new AssertionOutline
        {
            IsProven = isProven,
            Issuer = children.TryTake(XmlNamespaces.Assertion, "Issuer"u8, out XmlElement issuer) ? issuer.Text() : null,
            IssueInstant = Instant(assertion),
            Confirmations = [.. facts.Confirmations.Where(c => c.Method == AssertionChecks.Bearer).Select(c => new ConfirmationOutline(c.Recipient, c.InResponseTo, c.NotOnOrAfter))],
            NotBefore = facts.NotBefore,
            NotOnOrAfter = facts.NotOnOrAfter,
            AudienceRestrictions = facts.AudienceRestrictions,
            AuthnInstant = facts.Latest?.AuthnInstant,
            AuthnContextClassRef = facts.Latest?.ClassRef,
            SessionNotOnOrAfter = facts.AuthnStatements.Min(s => s.SessionNotOnOrAfter),
            HasNameId = !string.IsNullOrWhiteSpace(facts.NameId?.Value),
            NameIdFormat = facts.NameId?.Format,
            Attributes = [.. facts.Attributes.GroupBy(a => a.Name, StringComparer.Ordinal).Select(g => KeyValuePair.Create(g.Key, CountValues(g)))],
        };
    }

    private static int CountValues(IEnumerable<SamlAttribute> attributes) =>
        attributes.SelectMany(a => a.Values).Select(v => v.Trim()).Where(v => v.Length > 0).Distinct(StringComparer.Ordinal).Count();

    private static DateTimeOffset? Instant(XmlElement element) => XmlInstant.TryRead(element.Token("IssueInstant"u8), out DateTimeOffset instant) ? instant : null;

    private static XmlElement? SignatureOf(XmlElement element)
    {
        XmlChildren children = element.Children;
        children.TryTake(XmlNamespaces.Assertion, "Issuer"u8, out _);
        return children.TryTake(XmlNamespaces.Signature, "Signature"u8, out XmlElement signature) ? signature : null;
    }

    private static SignatureOutline? Describe(XmlElement? signature, string? verifiedBy, bool verified)
    {
        if (signature is not { } element)
        {
            return null;
        }

        XmlChildren children = element.Children;
        string? algorithm = null;
        if (children.TryTake(XmlNamespaces.Signature, "SignedInfo"u8, out XmlElement info))
        {
            XmlChildren inner = info.Children;
            inner.TryTake(XmlNamespaces.Signature, "CanonicalizationMethod"u8, out _);
            algorithm = inner.TryTake(XmlNamespaces.Signature, "SignatureMethod"u8, out XmlElement method) ? method.Token("Algorithm"u8) : null;
        }

        return new SignatureOutline(algorithm, verifiedBy, verified ? null : NamedCertificate(element));
    }

    /// <summary>The hash of the first certificate in KeyInfo. It is neither parsed nor used: whoever wrote the message wrote it.</summary>
    private static string? NamedCertificate(XmlElement signature)
    {
        int end = signature.Tree.Node(signature.Index).End;
        for (int i = signature.Index + 1; i < end; i++)
        {
            if (signature.Tree.Node(i).Kind == XmlNodeKind.Element
                && new XmlElement(signature.Tree, i) is var element
                && element.Is(XmlNamespaces.Signature, "X509Certificate"u8))
            {
                return Base64Text.TryDecode(element.Text(), out byte[]? der) ? Convert.ToHexString(SHA256.HashData(der)) : null;
            }
        }

        return null;
    }
}
