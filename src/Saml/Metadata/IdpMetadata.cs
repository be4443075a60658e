using System.Diagnostics.CodeAnalysis;
using Saml.Signatures;
using Saml.Xml;

namespace Saml;

/// <summary>
/// Reads an IdP's metadata (saml-metadata-2.0-os 2.3, 2.4.3): an EntityDescriptor or an EntitiesDescriptor around several, with a byte
/// order mark or without, in Entra's federation shape or plain.
/// </summary>
public static class IdpMetadata
{
    /// <summary>Reads one IdP from a document that is trusted for the way on which it came; a signature is not looked at.</summary>
    /// <param name="xml">The document; at most <see cref="SamlLimits.MaxMetadataBytes"/> octets.</param>
    /// <param name="entityId">Which IdP, where the document describes several; null when there must be only one.</param>
    /// <param name="now">The time; a document whose validUntil has passed is refused.</param>
    /// <param name="description">The IdP.</param>
    /// <param name="failure">Why not: XML errors, <see cref="SamlError.CertificateUnusable"/> or <see cref="SamlError.MetadataUnusable"/>.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> xml,
        string? entityId,
        DateTimeOffset now,
        [NotNullWhen(true)] out IdpDescription? description,
        [NotNullWhen(false)] out SamlFailure? failure) =>
        TryRead(xml, entityId, pinnedKeys: null, now, out description, out failure);

    /// <summary>Reads one IdP from a document that one of <paramref name="pinnedKeys"/> must have signed (Kantara IIP-MD03, SDP-MD02).</summary>
    /// <param name="xml">The document; at most <see cref="SamlLimits.MaxMetadataBytes"/> octets.</param>
    /// <param name="entityId">Which IdP, where the document describes several; null when there must be only one.</param>
    /// <param name="pinnedKeys">Keys that were learnt by other means than the document.</param>
    /// <param name="now">The time; a document whose validUntil has passed is refused.</param>
    /// <param name="description">The IdP, read out of the octets that were signed.</param>
    /// <param name="failure">Why not: as for a document without a pinned key, or what is wrong with the signature.</param>
    public static bool TryReadSigned(
        ReadOnlySpan<byte> xml,
        string? entityId,
        IReadOnlyList<IdpSigningKey> pinnedKeys,
        DateTimeOffset now,
        [NotNullWhen(true)] out IdpDescription? description,
        [NotNullWhen(false)] out SamlFailure? failure) =>
        TryRead(xml, entityId, pinnedKeys, now, out description, out failure);

    /// <summary>An entity's IDPSSODescriptor with the earliest validUntil and the shortest cacheDuration on the way to it.</summary>
    internal readonly record struct Entity(string EntityId, XmlElement Descriptor, DateTimeOffset? ValidUntil, TimeSpan? CacheDuration);

    internal static SamlFailure Unusable(string why) => new(SamlError.MetadataUnusable, "saml-metadata-2.0-os 2.4.3", why);

    private static bool TryRead(
        ReadOnlySpan<byte> xml,
        string? entityId,
        IReadOnlyList<IdpSigningKey>? pinnedKeys,
        DateTimeOffset now,
        [NotNullWhen(true)] out IdpDescription? description,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        description = null;
        byte[] copy = xml.Length <= SamlLimits.MaxMetadataBytes ? xml.ToArray() : [];
        if (copy.Length == 0)
        {
            failure = xml.IsEmpty
                ? Unusable("The document is empty.")
                : new SamlFailure(SamlError.MessageTooLarge, "engine limit", $"The document has {xml.Length} octets; at most {SamlLimits.MaxMetadataBytes} are read.");
            return false;
        }

        if (!XmlParser.TryParse(copy, copy.Length, XmlLimits.Metadata, out XmlTree? tree, out failure))
        {
            return false;
        }

        using (tree)
        {
            var root = new XmlElement(tree, tree.Root);
            if (pinnedKeys is null)
            {
                return TryDescribe(root, entityId, now, out description, out failure);
            }

            if (!TryVerify(root, pinnedKeys, out SignedElement? signed, out failure))
            {
                return false;
            }

            using (signed)
            {
                return TryDescribe(signed.Root, entityId, now, out description, out failure);
            }
        }
    }

    private static bool TryDescribe(XmlElement root, string? entityId, DateTimeOffset now, [NotNullWhen(true)] out IdpDescription? description, [NotNullWhen(false)] out SamlFailure? failure)
    {
        description = null;
        return TryFindEntity(root, entityId, out Entity entity, out failure)
            && CheckValidity(entity.ValidUntil, now, out failure)
            && IdpDescriptorReader.TryRead(entity, now, out description, out failure);
    }

    /// <summary>saml-metadata-2.0-os 2.3.1, 2.3.2, 3: the signature is the document element's first child. What is read afterwards is what was signed.</summary>
    private static bool TryVerify(XmlElement root, IReadOnlyList<IdpSigningKey> keys, [NotNullWhen(true)] out SignedElement? signed, [NotNullWhen(false)] out SamlFailure? failure)
    {
        signed = null;
        if (XmlIds.TryFindDuplicate(root.Tree, out string? duplicate))
        {
            failure = SamlFailure.Mismatch(SamlError.DuplicateId, "saml-core-2.0-os 1.3.4", "Two elements carry the same ID.", null, duplicate);
            return false;
        }

        XmlChildren children = root.Children;
        if (!children.TryTake(XmlNamespaces.Signature, "Signature"u8, out XmlElement signature))
        {
            failure = new SamlFailure(SamlError.SignatureMissing, "saml-metadata-2.0-os 3", "The document is not signed, and a key is pinned for it.");
            return false;
        }

        return SignatureVerifier.TryVerify(root, signature, keys, XmlLimits.CanonicalMetadata, out signed, out failure);
    }

    private static bool TryFindEntity(XmlElement root, string? wanted, out Entity entity, [NotNullWhen(false)] out SamlFailure? failure)
    {
        entity = default;
        var found = new List<Entity>();
        Collect(root, null, null, found);
        List<Entity> matching = wanted is null ? found : found.FindAll(e => e.EntityId == wanted);
        failure = matching.Count switch
        {
            1 => null,
            0 when found.Count == 0 => Unusable("The document describes no SAML 2.0 identity provider (no EntityDescriptor with an entityID and an IDPSSODescriptor for SAML 2.0)."),
            0 => SamlFailure.Mismatch(SamlError.MetadataUnusable, "saml-metadata-2.0-os 2.3", "The document does not describe the identity provider asked for.", wanted, string.Join(' ', found.Select(e => e.EntityId))),
            _ => SamlFailure.Mismatch(SamlError.MetadataUnusable, "saml-metadata-2.0-os 2.3", "The document describes several identity providers; say which one is meant.", wanted, string.Join(' ', matching.Select(e => e.EntityId))),
        };
        entity = failure is null ? matching[0] : default;
        return failure is null;
    }

    /// <summary>Walks EntitiesDescriptors; the parser bounds how deep they nest.</summary>
    private static void Collect(XmlElement element, DateTimeOffset? validUntil, TimeSpan? cacheDuration, List<Entity> found)
    {
        validUntil = Least(validUntil, ValidUntil(element));
        cacheDuration = Least(cacheDuration, CacheDuration(element));
        XmlChildren children = element.Children;
        if (element.Is(XmlNamespaces.Metadata, "EntitiesDescriptor"u8))
        {
            while (children.TryTake(out XmlElement child))
            {
                Collect(child, validUntil, cacheDuration, found);
            }
        }
        else if (element.Is(XmlNamespaces.Metadata, "EntityDescriptor"u8) && element.Token("entityID"u8) is { Length: > 0 } entityId)
        {
            while (children.TryTake(out XmlElement child))
            {
                if (child.Is(XmlNamespaces.Metadata, "IDPSSODescriptor"u8) && SupportsSaml2(child))
                {
                    found.Add(new Entity(entityId, child, Least(validUntil, ValidUntil(child)), Least(cacheDuration, CacheDuration(child))));
                    return;
                }
            }
        }
    }

    /// <summary>A bound that cannot be read has passed: it must not mean for ever.</summary>
    private static DateTimeOffset? ValidUntil(XmlElement element) =>
        element.Token("validUntil"u8) is not { } text ? null : XmlInstant.TryRead(text, out DateTimeOffset instant) ? instant : DateTimeOffset.MinValue;

    private static TimeSpan? CacheDuration(XmlElement element) => XmlDuration.Read(element.Token("cacheDuration"u8));

    private static T? Least<T>(T? a, T? b)
        where T : struct, IComparable<T> =>
        a is { } x && b is { } y ? (x.CompareTo(y) < 0 ? x : y) : a ?? b;

    private static bool SupportsSaml2(XmlElement role) =>
        role.Token("protocolSupportEnumeration"u8)?.Split([' ', '\t', '\n', '\r']).Contains(XmlNamespaces.ProtocolUri) ?? false;

    /// <summary>saml-metadata-2.0-os 2.3.1: past validUntil the document must not be used.</summary>
    private static bool CheckValidity(DateTimeOffset? validUntil, DateTimeOffset now, [NotNullWhen(false)] out SamlFailure? failure)
    {
        failure = validUntil <= now
            ? SamlFailure.Mismatch(SamlError.MetadataUnusable, "saml-metadata-2.0-os 2.3.1", "The document has expired (or its validUntil is no time); download it again.", XmlInstant.Write(now), XmlInstant.Write(validUntil.Value))
            : null;
        return failure is null;
    }
}
