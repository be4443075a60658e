using System.Security.Cryptography;

namespace Saml.Encryption;

/// <summary>
/// The allow-list of content ciphers (Kantara IIP-ALG, xmlenc-core1 5.2): AES in GCM, and in CBC for those who cannot do better.
/// </summary>
internal sealed class ContentCipher
{
    private const int BlockBytes = 16;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private static readonly ContentCipher[] Allowed =
    [
        new("http://www.w3.org/2009/xmlenc11#aes128-gcm", 16, isAuthenticated: true),
        new("http://www.w3.org/2009/xmlenc11#aes192-gcm", 24, isAuthenticated: true),
        new("http://www.w3.org/2009/xmlenc11#aes256-gcm", 32, isAuthenticated: true),
        new("http://www.w3.org/2001/04/xmlenc#aes128-cbc", 16, isAuthenticated: false),
        new("http://www.w3.org/2001/04/xmlenc#aes192-cbc", 24, isAuthenticated: false),
        new("http://www.w3.org/2001/04/xmlenc#aes256-cbc", 32, isAuthenticated: false),
    ];

    private readonly bool _isAuthenticated;

    private ContentCipher(string uri, int keyBytes, bool isAuthenticated)
    {
        Uri = uri;
        KeyBytes = keyBytes;
        _isAuthenticated = isAuthenticated;
    }

    internal string Uri { get; }

    /// <summary>The length of the content key, in octets.</summary>
    internal int KeyBytes { get; }

    internal static ContentCipher? Find(string? uri) => Array.Find(Allowed, c => c.Uri == uri);

    /// <summary>Decrypts into <paramref name="plaintext"/>, which is at least as long as <paramref name="ciphertext"/>.</summary>
    /// <returns>The plaintext's length; -1 when anything is wrong, whatever it is.</returns>
    internal int Decrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext)
    {
        try
        {
            return _isAuthenticated ? DecryptGcm(key, ciphertext, plaintext) : DecryptCbc(key, ciphertext, plaintext);
        }
        catch (CryptographicException)
        {
            return -1;
        }
    }

    /// <summary>xmlenc-core1 5.2.4: nonce, ciphertext, tag.</summary>
    private static int DecryptGcm(ReadOnlySpan<byte> key, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext)
    {
        int length = ciphertext.Length - NonceBytes - TagBytes;
        if (length <= 0)
        {
            return -1;
        }

        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(ciphertext[..NonceBytes], ciphertext.Slice(NonceBytes, length), ciphertext[^TagBytes..], plaintext[..length]);
        return length;
    }

    /// <summary>xmlenc-core1 5.2.3: initialisation vector, ciphertext; the last octet tells how many octets of padding there are (5.2.1).</summary>
    private static int DecryptCbc(ReadOnlySpan<byte> key, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext)
    {
        int length = ciphertext.Length - BlockBytes;
        if (length <= 0 || length % BlockBytes != 0)
        {
            return -1;
        }

        using var aes = Aes.Create();
        aes.SetKey(key);
        aes.DecryptCbc(ciphertext[BlockBytes..], ciphertext[..BlockBytes], plaintext, PaddingMode.None);
        int padding = plaintext[length - 1];
        return padding is >= 1 and <= BlockBytes ? length - padding : -1;
    }
}
