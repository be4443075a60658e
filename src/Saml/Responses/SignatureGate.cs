using System.Diagnostics.CodeAnalysis;
using Saml.Signatures;
using Saml.Xml;

namespace Saml;

/// <summary>A signature by one of the tenant's keys that the tenant accepts today.</summary>
internal static class SignatureGate
{
    internal static bool TryVerify(
        XmlElement element,
        XmlElement signature,
        IdentityProvider provider,
        bool rejectExpired,
        DateTimeOffset now,
        OutlineSketch? sketch,
        [NotNullWhen(true)] out SignedElement? signed,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        if (!SignatureVerifier.TryVerify(element, signature, KeysOf(provider, rejectExpired, now), XmlLimits.Canonical, out signed, out failure))
        {
            return false;
        }

        sketch?.Verified(element, signed.Key);
        failure = CheckValidity(signed.Key, rejectExpired, element.LocalName, now);
        if (failure is not null)
        {
            signed.Dispose();
            signed = null;
        }

        return failure is null;
    }

    /// <summary>
    /// The IdP's keys in the order to try them. One key may stand in several certificates, an expired and a renewed one, and their order in
    /// the metadata means nothing (Kantara IIP-MD07): where validity counts, those that are valid come first.
    /// </summary>
    internal static IReadOnlyList<IdpSigningKey> KeysOf(IdentityProvider provider, bool rejectExpired, DateTimeOffset now) =>
        rejectExpired && provider.SigningKeys.Any(k => !IsValid(k, now)) ? [.. provider.SigningKeys.OrderByDescending(k => IsValid(k, now))] : provider.SigningKeys;

    /// <summary>Holds the certificate of a key that verified against the tenant's wish.</summary>
    internal static SamlFailure? CheckValidity(IdpSigningKey key, bool rejectExpired, string what, DateTimeOffset now) =>
        rejectExpired && !IsValid(key, now)
            ? SamlFailure.Mismatch(
                SamlError.CertificateExpired,
                "tenant setting",
                $"The {what} is signed with a certificate that is not valid today; renew it at the identity provider.",
                $"{XmlInstant.Write(key.NotBefore)} to {XmlInstant.Write(key.NotAfter)}",
                XmlInstant.Write(now))
            : null;

    private static bool IsValid(IdpSigningKey key, DateTimeOffset now) => key.NotBefore <= now && now <= key.NotAfter;
}
