using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;
using Saml.Tests.Support;

namespace Benchmarks.Engine;

/// <summary>The least that any engine must do for a document: nothing of it can be left out, and nothing else is in it.</summary>
internal static class CryptoFloor
{
    /// <summary>Base64 of the form field, SHA-256 of the signed element's canonical octets, one RSA verification.</summary>
    /// <param name="form">The form field.</param>
    /// <param name="signedXml">A document with the assertion that is signed: the one sent, or what is in it when it is encrypted.</param>
    internal static Action Of(byte[] form, byte[] signedXml)
    {
        XmlDocument document = FrameworkXml.Load(signedXml);
        var assertion = (XmlElement)document.GetElementsByTagName("Assertion", "urn:oasis:names:tc:SAML:2.0:assertion")[0]!;
        var signature = (XmlElement)assertion.GetElementsByTagName("Signature", SignedXml.XmlDsigNamespaceUrl)[0]!;
        byte[] signedInfo = FrameworkXml.Canonical((XmlElement)signature.GetElementsByTagName("SignedInfo", SignedXml.XmlDsigNamespaceUrl)[0]!);
        byte[] value = Convert.FromBase64String(signature.GetElementsByTagName("SignatureValue", SignedXml.XmlDsigNamespaceUrl)[0]!.InnerText);
        assertion.RemoveChild(signature);
        byte[] signed = FrameworkXml.Canonical(assertion);
        byte[] decoded = new byte[form.Length];
        byte[] digest = new byte[32];
        RSA key = EngineKeys.Idp.GetRSAPublicKey()!;
        return () =>
        {
            Base64.DecodeFromUtf8(form, decoded, out _, out _);
            SHA256.HashData(signed, digest);
            if (!key.VerifyData(signedInfo, value, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
            {
                throw new InvalidOperationException("The floor's signature does not verify.");
            }
        };
    }

    /// <summary>RSA-OAEP of a content key, then AES of as many octets as the assertion has.</summary>
    internal static Action Decryption(string cipher, int length)
    {
        byte[] contentKey = RandomNumberGenerator.GetBytes(32);
        byte[] wrapped = EngineKeys.Own.GetRSAPublicKey()!.Encrypt(contentKey, RSAEncryptionPadding.OaepSHA1);
        RSA key = EngineKeys.Own.GetRSAPrivateKey()!;
        byte[] plaintext = new byte[length - (length % 16)];
        byte[] ciphertext = new byte[plaintext.Length];
        byte[] vector = new byte[16];
        byte[] tag = new byte[16];
        bool isGcm = cipher == HandEncryptor.Aes256Gcm;
        if (isGcm)
        {
            using var gcm = new AesGcm(contentKey, tag.Length);
            gcm.Encrypt(vector.AsSpan(0, 12), plaintext, ciphertext, tag);
        }

        return () =>
        {
            byte[] unwrapped = key.Decrypt(wrapped, RSAEncryptionPadding.OaepSHA1);
            if (isGcm)
            {
                using var gcm = new AesGcm(unwrapped, tag.Length);
                gcm.Decrypt(vector.AsSpan(0, 12), ciphertext, tag, plaintext);
                return;
            }

            using var aes = Aes.Create();
            aes.SetKey(unwrapped);
            aes.DecryptCbc(ciphertext, vector, plaintext, PaddingMode.None);
        };
    }
}
