using Saml.Encryption;
using Saml.Xml;

namespace Saml.Signatures;

/// <summary>
/// An element that a key of the IdP vouches for, in octets that the key signed. What reads facts takes nothing else, so that nobody can
/// hand it what was merely received.
/// </summary>
internal readonly struct ProvenElement
{
    private ProvenElement(XmlElement element, XmlElement received)
    {
        Element = element;
        Received = received;
    }

    internal XmlElement Element { get; }

    /// <summary>
    /// The same element as it was received, where it may stand among declarations of prefixes that its signed octets no longer hold. It
    /// is for <see cref="DecryptionContext"/>; no fact is read from it.
    /// </summary>
    internal XmlElement Received { get; }

    /// <summary>All that was signed.</summary>
    internal static ProvenElement Of(SignedElement signed, XmlElement received) => new(signed.Root, received);

    /// <summary>A part of what was signed.</summary>
    /// <exception cref="ArgumentException"><paramref name="part"/> is not in the signed octets.</exception>
    internal static ProvenElement Within(SignedElement signed, XmlElement part, XmlElement received) => new(Checked(signed, part), received);

    /// <summary>What was encrypted in a part of what was signed: the signature covers the ciphertext.</summary>
    /// <exception cref="ArgumentException"><paramref name="ciphertext"/> is not in the signed octets.</exception>
    internal static ProvenElement Decrypted(SignedElement signed, XmlElement ciphertext, DecryptedElement plaintext)
    {
        Checked(signed, ciphertext);
        return new ProvenElement(plaintext.Element, plaintext.Element);
    }

    /// <summary>The document element of a message whose every octet was signed from outside (saml-bindings-2.0-os 3.4.4.1).</summary>
    internal static ProvenElement OfWholeMessage(XmlElement root) => new(root, root);

    private static XmlElement Checked(SignedElement signed, XmlElement part) =>
        part.Tree == signed.Root.Tree ? part : throw new ArgumentException("The element is not in the signed octets.", nameof(part));
}
