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
        ResponseExpectations expected,
        DateTimeOffset now,
        [NotNullWhen(true)] out SignedElement? signed,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        if (!SignatureVerifier.TryVerify(element, signature, expected.IdentityProvider.SigningKeys, XmlLimits.Canonical, out signed, out failure))
        {
            return false;
        }

        if (expected.RejectExpiredCertificates && (now < signed.Key.NotBefore || now > signed.Key.NotAfter))
        {
            failure = SamlFailure.Mismatch(
                SamlError.CertificateExpired,
                "tenant setting",
                $"The {element.LocalName} is signed with a certificate that is not valid today; renew it at the identity provider.",
                $"{XmlInstant.Write(signed.Key.NotBefore)} to {XmlInstant.Write(signed.Key.NotAfter)}",
                XmlInstant.Write(now));
            signed.Dispose();
            signed = null;
            return false;
        }

        return true;
    }
}
