using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Saml.Xml;

namespace Saml.Encryption;

/// <summary>Turns an encrypted element back into the element that it was (saml-core-2.0-os 6, xmlenc-core1 4.4).</summary>
internal static class Decryptor
{
    // What one message may cost: each try of a key on a wrapped key is a private-key operation. Our own takes as long as several of the
    // framework's, and a stranger can ask for it.
    private const int MaxCost = 12;
    private const int OwnOaepCost = 4;

    /// <summary>The failure of every decryption that fails, whatever the reason.</summary>
    internal static readonly SamlFailure Failed =
        new(SamlError.DecryptionFailed, "xmlenc-core1 6.7", "What is encrypted could not be decrypted with any of our keys, or is not what it should be.");

    /// <summary>
    /// What a failure becomes while no signature vouches for the ciphertext: an attacker can change it and ask again, so that any
    /// difference that he sees would tell him of the plaintext (xmlenc-core1 6.7, 6.8). What it really was stays for the audit trail.
    /// </summary>
    internal static SamlFailure Conceal(SamlFailure failure) => Failed with
    {
        Expected = failure.Expected,
        Received = SamlFailure.Quote($"{failure.Error}: {failure.Detail}{(failure.Received is null ? "" : " " + failure.Received)}"),
    };

    /// <summary>Decrypts.</summary>
    /// <param name="container">A saml:EncryptedAssertion, EncryptedID or EncryptedAttribute.</param>
    /// <param name="received">The same element in the received document, where <paramref name="container"/> stands in signed octets; else null.</param>
    /// <param name="keys">Our keys, all of which are tried: several during a rollover (Kantara IIP-SP08).</param>
    /// <param name="plaintext">The one element that was encrypted.</param>
    /// <param name="failure">A shape or an algorithm that is refused before any cryptography, or <see cref="Failed"/>.</param>
    internal static bool TryDecrypt(
        XmlElement container,
        XmlElement? received,
        IReadOnlyList<ServiceProviderKey> keys,
        [NotNullWhen(true)] out DecryptedElement? plaintext,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        plaintext = null;
        if (!EncryptedData.TryRead(container, out EncryptedData? data, out failure))
        {
            return false;
        }

        byte[] contentKey = Unwrap(data, keys);
        var octets = new PooledBuffer(data.Ciphertext.Length + 512);
        int context = DecryptionContext.Write(container, received, octets);
        Span<byte> room = octets.Reserve(data.Ciphertext.Length)[..data.Ciphertext.Length];
        int length = data.Cipher.Decrypt(contentKey, data.Ciphertext, room);
        CryptographicOperations.ZeroMemory(contentKey);
        // What the buffer does not count as written it does not wipe: padding, or all of a plaintext that is none.
        room[Math.Max(length, 0)..].Clear();
        if (length < 0)
        {
            octets.Dispose();
            failure = Failed;
            return false;
        }

        octets.Advance(length);
        octets.Append("</x>"u8);
        plaintext = DecryptedElement.Parse(octets, context);
        failure = plaintext is null ? Failed : null;
        return plaintext is not null;
    }

    /// <summary>
    /// The content key, or random octets where no key unwraps it: then the content is decrypted all the same and fails there, so that
    /// time does not tell the one failure from the other.
    /// </summary>
    private static byte[] Unwrap(EncryptedData data, IReadOnlyList<ServiceProviderKey> keys)
    {
        byte[] contentKey = RandomNumberGenerator.GetBytes(data.Cipher.KeyBytes);
        int left = MaxCost;
        foreach (ServiceProviderKey key in keys)
        {
            foreach (WrappedKey wrapped in data.Keys)
            {
                left -= wrapped.Transport.IsOfFramework ? 1 : OwnOaepCost;
                if (left >= 0 && key.TryUnwrap(wrapped, out byte[]? unwrapped))
                {
                    (contentKey, unwrapped) = unwrapped.Length == contentKey.Length ? (unwrapped, contentKey) : (contentKey, unwrapped);
                    CryptographicOperations.ZeroMemory(unwrapped);
                }
            }
        }

        return contentKey;
    }
}
