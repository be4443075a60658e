using System.Diagnostics.CodeAnalysis;
using Saml.Encryption;
using Saml.Signatures;
using Saml.Xml;

namespace Saml;

/// <summary>Reads whom a logout request is about: a NameID, or an EncryptedID to one of our keys (saml-core-2.0-os 3.7.1).</summary>
internal static class LogoutName
{
    /// <summary>Takes it from the children of <paramref name="request"/>.</summary>
    internal static bool TryRead(
        ref XmlChildren children, ProvenElement request, IReadOnlyList<ServiceProviderKey> keys, [NotNullWhen(true)] out NameId? nameId, [NotNullWhen(false)] out SamlFailure? failure)
    {
        nameId = null;
        failure = null;
        if (children.TryTake(XmlNamespaces.Assertion, "NameID"u8, out XmlElement plain))
        {
            nameId = NameIdReader.Read(plain);
        }
        else if (children.TryTake(XmlNamespaces.Assertion, "EncryptedID"u8, out XmlElement encrypted))
        {
            List<ServiceProviderKey> usable = [.. keys.Where(k => k.CanDecrypt)];
            if (usable.Count == 0)
            {
                failure = new SamlFailure(SamlError.AssertionEncrypted, "saml-core-2.0-os 6", "The LogoutRequest holds an EncryptedID, and no decryption key is set up.");
                return false;
            }

            if (!Decryptor.TryDecrypt(encrypted, ReceivedTwin.Find(encrypted, request.Element, request.Received), usable, out DecryptedElement? decrypted, out failure))
            {
                return false;
            }

            using (decrypted)
            {
                nameId = NameIdReader.Read(decrypted.Element);
            }
        }

        failure = nameId is null ? new SamlFailure(SamlError.SchemaViolation, "saml-core-2.0-os 3.7.1", "The LogoutRequest names nobody.") : null;
        return nameId is not null;
    }
}
