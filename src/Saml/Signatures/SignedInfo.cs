using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Saml.Xml;

namespace Saml.Signatures;

/// <summary>What a ds:SignedInfo says, after every algorithm and its shape was held against the allow-lists (xmldsig-core 4.3).</summary>
internal sealed class SignedInfo
{
    internal const string ExclusiveC14n = "http://www.w3.org/2001/10/xml-exc-c14n#";
    private const string ExclusiveC14nWithComments = "http://www.w3.org/2001/10/xml-exc-c14n#WithComments";
    internal const string EnvelopedSignature = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

    private SignedInfo()
    {
    }

    internal required SignatureAlgorithm SignatureAlgorithm { get; init; }

    internal required HashAlgorithmName DigestAlgorithm { get; init; }

    internal required byte[] DigestValue { get; init; }

    /// <summary>The prefix list of the reference's exclusive canonicalisation, or null.</summary>
    internal required string? InclusivePrefixes { get; init; }

    /// <summary>Reads how SignedInfo itself is canonicalised. This is the one thing that must be known before its signed octets can be.</summary>
    internal static bool TryReadCanonicalization(XmlElement signedInfo, out bool withComments, out string? inclusivePrefixes, [NotNullWhen(false)] out SamlFailure? failure)
    {
        XmlChildren children = signedInfo.Children;
        if (!children.TryTake(XmlNamespaces.Signature, "CanonicalizationMethod"u8, out XmlElement method))
        {
            withComments = false;
            inclusivePrefixes = null;
            failure = Misshapen("it does not start with a CanonicalizationMethod");
            return false;
        }

        return TryReadExclusive(method, out withComments, out inclusivePrefixes, out failure);
    }

    /// <summary>Reads a SignedInfo.</summary>
    /// <param name="canonical">Its canonical octets, which the signature value covers: nothing is read from the document that was received.</param>
    /// <param name="parentId">The ID of the element that the signature must cover: its parent.</param>
    /// <param name="info">What it says.</param>
    /// <param name="failure"><see cref="SamlError.AlgorithmRefused"/>, <see cref="SamlError.SignatureMisplaced"/> or <see cref="SamlError.SchemaViolation"/>.</param>
    internal static bool TryRead(
        PooledBuffer canonical,
        string parentId,
        [NotNullWhen(true)] out SignedInfo? info,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        info = null;
        if (!XmlParser.TryParse(canonical.Array, canonical.Length, XmlLimits.Canonical, out XmlTree? tree, out failure))
        {
            return false;
        }

        using (tree)
        {
            return TryRead(new XmlElement(tree, tree.Root), parentId, out info, out failure);
        }
    }

    private static bool TryRead(XmlElement signedInfo, string parentId, [NotNullWhen(true)] out SignedInfo? info, [NotNullWhen(false)] out SamlFailure? failure)
    {
        info = null;
        XmlChildren children = signedInfo.Children;
        if (!children.TryTake(XmlNamespaces.Signature, "CanonicalizationMethod"u8, out _)
            || !children.TryTake(XmlNamespaces.Signature, "SignatureMethod"u8, out XmlElement method)
            || !children.TryTake(XmlNamespaces.Signature, "Reference"u8, out XmlElement reference)
            || !children.IsAtEnd)
        {
            failure = Misshapen("it is not CanonicalizationMethod, SignatureMethod and exactly one Reference");
            return false;
        }

        string? algorithmUri = method.Token("Algorithm"u8);
        var algorithm = SignatureAlgorithm.Find(algorithmUri);
        if (algorithm is null || !method.Children.IsAtEnd)
        {
            failure = Refused("SignatureMethod", algorithmUri);
            return false;
        }

        return TryReadReference(reference, parentId, algorithm, out info, out failure);
    }

    private static bool TryReadReference(
        XmlElement reference,
        string parentId,
        SignatureAlgorithm algorithm,
        [NotNullWhen(true)] out SignedInfo? info,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        info = null;
        string? uri = reference.Token("URI"u8);
        if (uri is null || uri.Length != parentId.Length + 1 || uri[0] != '#' || !uri.EndsWith(parentId, StringComparison.Ordinal))
        {
            failure = SamlFailure.Mismatch(SamlError.SignatureMisplaced, "saml-core-2.0-os 5.4.2", "The signature does not reference its own parent by ID.", "#" + parentId, uri);
            return false;
        }

        XmlChildren children = reference.Children;
        if (!children.TryTake(XmlNamespaces.Signature, "Transforms"u8, out XmlElement transforms)
            || !children.TryTake(XmlNamespaces.Signature, "DigestMethod"u8, out XmlElement digestMethod)
            || !children.TryTake(XmlNamespaces.Signature, "DigestValue"u8, out XmlElement digestValue)
            || !children.IsAtEnd
            || digestValue.HasElements)
        {
            failure = Misshapen("its Reference is not Transforms, DigestMethod and DigestValue");
            return false;
        }

        if (!TryReadTransforms(transforms, out string? inclusivePrefixes, out failure))
        {
            return false;
        }

        string? digestUri = digestMethod.Token("Algorithm"u8);
        if (Signatures.DigestAlgorithm.Find(digestUri) is not { } digest || !digestMethod.Children.IsAtEnd)
        {
            failure = Refused("DigestMethod", digestUri);
            return false;
        }

        if (!Base64Text.TryDecode(digestValue, out byte[]? value))
        {
            failure = Misshapen("its DigestValue is not base64");
            return false;
        }

        info = new SignedInfo { SignatureAlgorithm = algorithm, DigestAlgorithm = digest, DigestValue = value, InclusivePrefixes = inclusivePrefixes };
        return true;
    }

    /// <summary>Exactly enveloped-signature, then exclusive canonicalisation (saml-core-2.0-os 5.4.4): anything else could change what is signed.</summary>
    private static bool TryReadTransforms(XmlElement transforms, out string? inclusivePrefixes, [NotNullWhen(false)] out SamlFailure? failure)
    {
        inclusivePrefixes = null;
        XmlChildren children = transforms.Children;
        if (!children.TryTake(XmlNamespaces.Signature, "Transform"u8, out XmlElement enveloped)
            || !children.TryTake(XmlNamespaces.Signature, "Transform"u8, out XmlElement canonicalization)
            || !children.IsAtEnd)
        {
            failure = new SamlFailure(
                SamlError.AlgorithmRefused, "saml-core-2.0-os 5.4.4", "The signature's Transforms are not exactly enveloped-signature and exclusive canonicalization.");
            return false;
        }

        if (enveloped.Token("Algorithm"u8) != EnvelopedSignature || !enveloped.Children.IsAtEnd)
        {
            failure = Refused("Transform", enveloped.Token("Algorithm"u8));
            return false;
        }

        // A reference by ID never covers comments (xmldsig-core 4.3.3.3), whichever of the two algorithms stands here.
        return TryReadExclusive(canonicalization, out _, out inclusivePrefixes, out failure);
    }

    private static bool TryReadExclusive(XmlElement method, out bool withComments, out string? inclusivePrefixes, [NotNullWhen(false)] out SamlFailure? failure)
    {
        string? uri = method.Token("Algorithm"u8);
        withComments = uri == ExclusiveC14nWithComments;
        XmlChildren children = method.Children;
        inclusivePrefixes = children.TryTake(XmlNamespaces.ExclusiveC14n, "InclusiveNamespaces"u8, out XmlElement inclusive)
            ? inclusive.Attribute("PrefixList"u8)
            : null;
        failure = !(withComments || uri == ExclusiveC14n) || !children.IsAtEnd ? Refused(method.LocalName, uri)
            : inclusivePrefixes?.Length > SamlLimits.MaxPrefixListLength ? TooLongAList()
            : null;
        return failure is null;
    }

    private static SamlFailure Refused(string where, string? received) =>
        SamlFailure.Mismatch(SamlError.AlgorithmRefused, "saml-core-2.0-os 5.4", $"The signature's {where} is not on the allow-list.", null, received);

    private static SamlFailure TooLongAList() =>
        new(SamlError.DocumentTooComplex, "engine limit", $"The signature's PrefixList is longer than {SamlLimits.MaxPrefixListLength} characters.");

    private static SamlFailure Misshapen(string why) =>
        new(SamlError.SchemaViolation, "xmldsig-core 4.3", $"The signature's SignedInfo is not usable: {why}.");
}
