using System.Diagnostics.CodeAnalysis;
using Saml.Signatures;
using Saml.Xml;

namespace Saml;

/// <summary>Finds what vouches for a logout message: the signature beside it (Redirect) or in it (POST).</summary>
internal static class LogoutProof
{
    /// <summary>Proves a message.</summary>
    /// <param name="message">The message as it came.</param>
    /// <param name="tree">The same, parsed.</param>
    /// <param name="expected">The IdP.</param>
    /// <param name="signatureNeeded">Whether a message without a signature is refused. One with a signature must always be right.</param>
    /// <param name="now">The clock.</param>
    /// <param name="proven">The document element, in signed octets where the message came by POST; null where nothing is signed, and need not be.</param>
    /// <param name="signed">What holds those octets, or null.</param>
    /// <param name="failure">Why not.</param>
    internal static bool TryProve(
        LogoutMessage message,
        XmlTree tree,
        LogoutExpectations expected,
        bool signatureNeeded,
        DateTimeOffset now,
        out ProvenElement? proven,
        out SignedElement? signed,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        var root = new XmlElement(tree, tree.Root);
        proven = null;
        signed = null;
        if (message.IsRedirect)
        {
            // The signature covers every octet of the message, so the received document is the signed one.
            failure = message.Signature is { } beside ? CheckRedirectSignature(beside, expected, now) : MissingUnless(!signatureNeeded);
            proven = message.Signature is not null && failure is null ? ProvenElement.OfWholeMessage(root) : null;
            return failure is null;
        }

        XmlChildren children = root.Children;
        children.TryTake(XmlNamespaces.Assertion, "Issuer"u8, out _);
        if (!children.TryTake(XmlNamespaces.Signature, "Signature"u8, out XmlElement signature))
        {
            failure = MissingUnless(!signatureNeeded);
            return failure is null;
        }

        if (!SignatureGate.TryVerify(root, signature, expected.IdentityProvider, expected.RejectExpiredCertificates, now, null, out signed, out failure))
        {
            return false;
        }

        proven = ProvenElement.Of(signed, root);
        return true;
    }

    private static SamlFailure? MissingUnless(bool optional) => optional
        ? null
        : new SamlFailure(SamlError.SignatureMissing, "saml-profiles-2.0-os 4.4.4.1", "The logout request is not signed, so anybody could have sent it.");

    private static SamlFailure? CheckRedirectSignature(LogoutMessage.RedirectSignature signature, LogoutExpectations expected, DateTimeOffset now)
    {
        if (SignatureAlgorithm.Find(signature.Algorithm) is not { } algorithm)
        {
            return SamlFailure.Mismatch(SamlError.AlgorithmRefused, "saml-bindings-2.0-os 3.4.4.1", "SigAlg is not on the allow-list.", null, signature.Algorithm);
        }

        IReadOnlyList<IdpSigningKey> keys = SignatureGate.KeysOf(expected.IdentityProvider, expected.RejectExpiredCertificates, now);
        IdpSigningKey? key = RedirectOctets.Candidates(signature.Signed)
            .Select(octets => keys.FirstOrDefault(k => k.Verifies(algorithm, octets, signature.Value)))
            .FirstOrDefault(k => k is not null);
        return key is null
            ? new SamlFailure(SamlError.SignatureInvalid, "saml-bindings-2.0-os 3.4.4.1", "No certificate of this tenant's identity provider verifies the signature of the query.")
            : SignatureGate.CheckValidity(key, expected.RejectExpiredCertificates, "query", now);
    }
}
