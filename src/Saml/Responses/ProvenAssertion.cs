using System.Diagnostics.CodeAnalysis;
using Saml.Encryption;
using Saml.Signatures;
using Saml.Xml;

namespace Saml;

/// <summary>
/// An assertion with the proof of who signed it: its own signature, or that of the Response around it. There is no third way to make one.
/// </summary>
internal sealed class ProvenAssertion : IDisposable
{
    private readonly DecryptedElement? _decrypted;
    private readonly SignedElement? _signed;

    private ProvenAssertion(ProvenElement assertion, IdpSigningKey key, bool isCiphertextOpen, DecryptedElement? decrypted, SignedElement? signed)
    {
        Assertion = assertion;
        Key = key;
        IsCiphertextOpen = isCiphertextOpen;
        _decrypted = decrypted;
        _signed = signed;
    }

    /// <summary>The assertion: in octets that were signed, or in the plaintext of a ciphertext that was.</summary>
    internal ProvenElement Assertion { get; }

    /// <summary>The key that vouches for it.</summary>
    internal IdpSigningKey Key { get; }

    /// <summary>
    /// Whether it was encrypted and no signature covers the ciphertext, only what was in it. An attacker can then still try changes
    /// where the plaintext is not signed, such as KeyInfo, so no later failure may be told from a failed decryption either.
    /// </summary>
    internal bool IsCiphertextOpen { get; }

    /// <summary>Proves the assertion of a response.</summary>
    /// <param name="received">The response as received.</param>
    /// <param name="vouching">The same in signed octets, where the Response is signed; else null.</param>
    /// <param name="expected">The tenant's keys, and ours.</param>
    /// <param name="now">The clock.</param>
    /// <param name="sketch">Takes which keys fit; null when nobody wants to know.</param>
    /// <param name="proven">The assertion.</param>
    /// <param name="failure">Why there is none.</param>
    internal static bool TryProve(
        ResponseShape received,
        SignedResponse? vouching,
        ResponseExpectations expected,
        DateTimeOffset now,
        OutlineSketch? sketch,
        [NotNullWhen(true)] out ProvenAssertion? proven,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        // What the Response's signature covers is decrypted from its signed octets. A signature of the assertion's own is verified over
        // the received document: its canonicalisation may need prefixes that the Response's signed octets no longer declare.
        if ((vouching?.Shape.EncryptedAssertion ?? received.EncryptedAssertion) is { } encrypted)
        {
            return TryProveEncrypted(encrypted, received, vouching, expected, now, sketch, out proven, out failure);
        }

        proven = null;
        if (received.Assertion is not { } assertion)
        {
            failure = new SamlFailure(SamlError.AssertionMissing, "saml-profiles-2.0-os 4.1.4.2", "The Response holds no assertion.");
            return false;
        }

        if (!TryLookAt(assertion, vouching is not null, expected, out XmlElement? signature, out failure))
        {
            return false;
        }

        if (signature is { } own)
        {
            if (SignatureGate.TryVerify(assertion, own, expected.IdentityProvider, expected.RejectExpiredCertificates, now, sketch, out SignedElement? signed, out failure))
            {
                proven = new ProvenAssertion(ProvenElement.Of(signed, assertion), signed.Key, isCiphertextOpen: false, null, signed);
            }
        }
        else if (vouching?.Shape.Assertion is { } covered)
        {
            proven = new ProvenAssertion(ProvenElement.Within(vouching.Proof, covered, assertion), vouching.Proof.Key, isCiphertextOpen: false, null, null);
        }

        return proven is not null && failure is null;
    }

    public void Dispose()
    {
        _signed?.Dispose();
        _decrypted?.Dispose();
    }

    private static bool TryProveEncrypted(
        XmlElement encrypted,
        ResponseShape received,
        SignedResponse? vouching,
        ResponseExpectations expected,
        DateTimeOffset now,
        OutlineSketch? sketch,
        [NotNullWhen(true)] out ProvenAssertion? proven,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        proven = null;
        List<ServiceProviderKey> keys = [.. expected.DecryptionKeys.Where(k => k.CanDecrypt)];
        if (keys.Count == 0)
        {
            failure = new SamlFailure(SamlError.AssertionEncrypted, "saml-core-2.0-os 6", "The assertion is encrypted, and no decryption key is set up; turn token encryption off at the identity provider.");
            return false;
        }

        // A stranger must not have our keys work on what no browser waits for. The envelope, signed or not, can only cause a refusal.
        string? answered = (vouching?.Shape ?? received).Response.Token("InResponseTo"u8);
        failure = AssertionChecks.CheckInResponseTo(answered, answered, expected);
        if (failure is not null || !Decryptor.TryDecrypt(encrypted, vouching is null ? null : received.EncryptedAssertion, keys, out DecryptedElement? decrypted, out failure))
        {
            return false;
        }

        if (TryProveDecrypted(encrypted, decrypted, received, vouching, expected, now, sketch, out proven, out failure))
        {
            return true;
        }

        decrypted.Dispose();
        failure = vouching is null ? Decryptor.Conceal(failure) : failure;
        return false;
    }

    private static bool TryProveDecrypted(
        XmlElement encrypted,
        DecryptedElement decrypted,
        ResponseShape received,
        SignedResponse? vouching,
        ResponseExpectations expected,
        DateTimeOffset now,
        OutlineSketch? sketch,
        [NotNullWhen(true)] out ProvenAssertion? proven,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        proven = null;
        XmlElement assertion = decrypted.Element;
        if (!DocumentRules.TryApplyToDecrypted(assertion, received.Response.Token("ID"u8), out failure)
            || !TryLookAt(assertion, vouching is not null, expected, out XmlElement? signature, out failure))
        {
            return false;
        }

        if (signature is not { } own)
        {
            proven = new ProvenAssertion(ProvenElement.Decrypted(vouching!.Proof, encrypted, decrypted), vouching.Proof.Key, isCiphertextOpen: false, decrypted, null);
            return true;
        }

        if (!SignatureGate.TryVerify(assertion, own, expected.IdentityProvider, expected.RejectExpiredCertificates, now, sketch, out SignedElement? signed, out failure))
        {
            return false;
        }

        proven = new ProvenAssertion(ProvenElement.Of(signed, assertion), signed.Key, isCiphertextOpen: vouching is null, decrypted, signed);
        return true;
    }

    /// <summary>
    /// A first look at an assertion that nothing vouches for yet: it gives the most telling error, and finds the signature. Over POST an
    /// assertion must be protected by a signature, its own or the Response's (saml-profiles-2.0-os 4.1.4.5).
    /// </summary>
    private static bool TryLookAt(
        XmlElement assertion,
        bool vouched,
        ResponseExpectations expected,
        out XmlElement? signature,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        XmlChildren children = assertion.Children;
        XmlElement? issuer = children.TryTake(XmlNamespaces.Assertion, "Issuer"u8, out XmlElement i) ? i : null;
        signature = children.TryTake(XmlNamespaces.Signature, "Signature"u8, out XmlElement s) ? s : null;
        failure = EnvelopeChecks.CheckVersion(assertion) ?? EnvelopeChecks.CheckIssuer(issuer, expected.IdentityProvider);
        failure ??= vouched || signature is not null
            ? null
            : new SamlFailure(SamlError.SignatureMissing, "saml-profiles-2.0-os 4.1.4.5", "Neither the Response nor the assertion is signed.");
        return failure is null;
    }
}
