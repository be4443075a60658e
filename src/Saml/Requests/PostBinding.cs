using Saml.Signatures;

namespace Saml;

/// <summary>The HTTP-POST binding (saml-bindings-2.0-os 3.5), for what we send.</summary>
public static class PostBinding
{
    /// <summary>The value of the form field SAMLRequest or SAMLResponse.</summary>
    /// <param name="message">The message as XML in UTF-8, with an ID.</param>
    /// <param name="signer">The key to sign with, or null.</param>
    public static string CreateFieldValue(byte[] message, ServiceProviderKey? signer) =>
        Convert.ToBase64String(signer is null ? message : EnvelopedSigner.Sign(message, signer));
}
