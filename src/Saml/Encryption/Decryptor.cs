using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Saml.Xml;

namespace Saml.Encryption;

/// <summary>Turns an encrypted element back into the element that it was (saml-core-2.0-os 6, xmlenc-core1 4.4).</summary>
internal static class Decryptor
{
    /// <summary>The failure of every decryption that fails, whatever the reason.</summary>
    internal static readonly SamlFailure Failed =
        new(SamlError.DecryptionFailed, "xmlenc-core1 6.1.3", "What is encrypted could not be decrypted with any of our keys, or is not what it should be.");

    /// <summary>Decrypts.</summary>
    /// <param name="container">A saml:EncryptedAssertion, EncryptedID or EncryptedAttribute.</param>
    /// <param name="keys">Our keys, all of which are tried: several during a rollover (Kantara IIP-SP08).</param>
    /// <param name="plaintext">The one element that was encrypted.</param>
    /// <param name="failure">A shape or an algorithm that is refused before any cryptography, or <see cref="Failed"/>.</param>
    internal static bool TryDecrypt(
        XmlElement container,
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
        int context = WriteContext(container, octets);
        Span<byte> room = octets.Reserve(data.Ciphertext.Length);
        int length = data.Cipher.Decrypt(contentKey, data.Ciphertext, room);
        CryptographicOperations.ZeroMemory(contentKey);
        if (length < 0)
        {
            room[..data.Ciphertext.Length].Clear();
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
        foreach (ServiceProviderKey key in keys)
        {
            foreach (WrappedKey wrapped in data.Keys)
            {
                if (key.TryUnwrap(wrapped, out byte[]? unwrapped) && unwrapped.Length == data.Cipher.KeyBytes)
                {
                    contentKey = unwrapped;
                }
            }
        }

        return contentKey;
    }

    /// <summary>
    /// The plaintext may use prefixes that were declared around the ciphertext (xmlenc-core1 4.4): an element of our own declares them,
    /// and the plaintext becomes its only child.
    /// </summary>
    private static int WriteContext(XmlElement container, PooledBuffer octets)
    {
        XmlTree tree = container.Tree;
        Span<bool> done = stackalloc bool[SamlLimits.MaxNamespaces];
        octets.Append("<x"u8);
        for (int at = container.Index; at >= 0; at = tree.Node(at).Parent)
        {
            foreach (ref XmlDeclaration declaration in tree.DeclarationsOf(tree.Node(at)))
            {
                if (!done[declaration.Prefix] && declaration.Prefix != XmlTree.XmlPrefix)
                {
                    done[declaration.Prefix] = true;
                    WriteDeclaration(tree, declaration, octets);
                }
            }
        }

        octets.Append((byte)'>');
        return octets.Length;
    }

    private static void WriteDeclaration(XmlTree tree, in XmlDeclaration declaration, PooledBuffer octets)
    {
        octets.Append(" xmlns"u8);
        if (declaration.Prefix != XmlTree.EmptyPrefix)
        {
            octets.Append((byte)':');
            octets.Append(tree.PrefixName(declaration.Prefix));
        }

        octets.Append("=\""u8);
        CanonicalText.AppendAttributeValue(tree.NamespaceName(declaration.Namespace), octets);
        octets.Append((byte)'"');
    }
}
