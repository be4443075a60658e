using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Saml.Xml;

namespace Saml.Signatures;

/// <summary>
/// Verifies the signature of one element (saml-core-2.0-os 5.4, xmldsig-core 3.2). Shapes and algorithms are checked before any
/// cryptography; KeyInfo is not even read, since only the tenant's own keys count.
/// </summary>
internal static class SignatureVerifier
{
    /// <summary>Verifies <paramref name="signature"/>, which stands in <paramref name="parent"/> at its schema position.</summary>
    /// <param name="parent">The element that must be covered whole.</param>
    /// <param name="signature">The ds:Signature.</param>
    /// <param name="keys">The keys that count, those first that are to be tried first.</param>
    /// <param name="limits">How long the canonical form may be.</param>
    /// <param name="signed">The element in signed octets.</param>
    /// <param name="failure">Why not.</param>
    internal static bool TryVerify(
        XmlElement parent,
        XmlElement signature,
        IReadOnlyList<IdpSigningKey> keys,
        XmlLimits limits,
        [NotNullWhen(true)] out SignedElement? signed,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        signed = null;
        if (parent.Attribute("ID"u8) is not { Length: > 0 } parentId)
        {
            failure = new SamlFailure(SamlError.SchemaViolation, "saml-core-2.0-os 5.4.2", $"The signed {parent.LocalName} has no ID.");
            return false;
        }

        if (!TryReadShape(signature, out XmlElement signedInfo, out byte[]? value, out failure)
            || !SignedInfo.TryReadCanonicalization(signedInfo, out bool withComments, out string? prefixes, out failure))
        {
            return false;
        }

        using PooledBuffer octets = new(2048);
        if (!ExclusiveCanonicalizer.TryWrite(signedInfo.Tree, signedInfo.Index, omitted: -1, prefixes, withComments, XmlLimits.Canonical, octets))
        {
            failure = TooLong(XmlLimits.Canonical);
            return false;
        }

        return SignedInfo.TryRead(octets, parentId, out SignedInfo? info, out failure)
            && TryFindKey(info.SignatureAlgorithm, octets.Written, value, keys, out IdpSigningKey? key, out failure)
            && TryDigest(parent, signature, info, key, limits, out signed, out failure);
    }

    /// <summary>xmldsig-core 4.1, without Object: nothing that we read can stand in one, so there is no reason to have any.</summary>
    private static bool TryReadShape(
        XmlElement signature,
        out XmlElement signedInfo,
        [NotNullWhen(true)] out byte[]? value,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        value = null;
        XmlChildren children = signature.Children;
        bool shaped = children.TryTake(XmlNamespaces.Signature, "SignedInfo"u8, out signedInfo)
            & children.TryTake(XmlNamespaces.Signature, "SignatureValue"u8, out XmlElement signatureValue);
        if (shaped)
        {
            children.TryTake(XmlNamespaces.Signature, "KeyInfo"u8, out _);
            shaped = children.IsAtEnd && !signatureValue.HasElements && Base64Text.TryDecode(signatureValue, out value);
        }

        failure = shaped
            ? null
            : new SamlFailure(SamlError.SchemaViolation, "xmldsig-core 4.1", "The signature is not SignedInfo, a base64 SignatureValue and at most one KeyInfo.");
        return shaped && value is not null;
    }

    private static bool TryFindKey(
        SignatureAlgorithm algorithm,
        ReadOnlySpan<byte> signedInfo,
        ReadOnlySpan<byte> value,
        IReadOnlyList<IdpSigningKey> keys,
        [NotNullWhen(true)] out IdpSigningKey? verifying,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        foreach (IdpSigningKey key in keys)
        {
            if (key.Verifies(algorithm, signedInfo, value))
            {
                verifying = key;
                failure = null;
                return true;
            }
        }

        verifying = null;
        failure = SamlFailure.Mismatch(
            SamlError.SignatureInvalid,
            "xmldsig-core 3.2.2",
            "No certificate of this tenant's identity provider verifies the signature.",
            string.Join(' ', keys.Select(k => k.Thumbprint)),
            null);
        return false;
    }

    private static bool TryDigest(
        XmlElement parent,
        XmlElement signature,
        SignedInfo info,
        IdpSigningKey key,
        XmlLimits limits,
        [NotNullWhen(true)] out SignedElement? signed,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        signed = null;
        var octets = new PooledBuffer(parent.Tree.SourceLength);
        if (!ExclusiveCanonicalizer.TryWrite(parent.Tree, parent.Index, signature.Index, info.InclusivePrefixes, withComments: false, limits, octets))
        {
            octets.Dispose();
            failure = TooLong(limits);
            return false;
        }

        Span<byte> digest = stackalloc byte[DigestAlgorithm.MaxLength];
        digest = digest[..CryptographicOperations.HashData(info.DigestAlgorithm, octets.Written, digest)];
        if (!digest.SequenceEqual(info.DigestValue))
        {
            failure = new SamlFailure(SamlError.DigestMismatch, "xmldsig-core 3.2.1", "The signed element was changed after it was signed.");
        }
        else if (XmlParser.TryParse(octets.Array, octets.Length, limits, out XmlTree? tree, out failure))
        {
            signed = new SignedElement(octets, tree, key);
            return true;
        }

        octets.Dispose();
        return false;
    }

    private static SamlFailure TooLong(XmlLimits limits) =>
        new(SamlError.DocumentTooComplex, "engine limit", $"A signed element's canonical form is longer than {limits.MaxBytes} octets.");
}
