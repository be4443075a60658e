using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Saml.Tests.Support;

/// <summary>
/// Encrypts an element as an IdP would that knows every algorithm, and lets a test spoil each step. It shares no code with the engine.
/// </summary>
internal sealed record HandEncryptor
{
    public const string Aes128Gcm = "http://www.w3.org/2009/xmlenc11#aes128-gcm";
    public const string Aes192Gcm = "http://www.w3.org/2009/xmlenc11#aes192-gcm";
    public const string Aes256Gcm = "http://www.w3.org/2009/xmlenc11#aes256-gcm";
    public const string Aes128Cbc = "http://www.w3.org/2001/04/xmlenc#aes128-cbc";
    public const string Aes192Cbc = "http://www.w3.org/2001/04/xmlenc#aes192-cbc";
    public const string Aes256Cbc = "http://www.w3.org/2001/04/xmlenc#aes256-cbc";
    public const string OaepMgf1p = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";
    public const string Oaep11 = "http://www.w3.org/2009/xmlenc11#rsa-oaep";
    public const string Sha1 = "http://www.w3.org/2000/09/xmldsig#sha1";
    public const string Sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
    public const string Sha384 = "http://www.w3.org/2001/04/xmldsig-more#sha384";
    public const string Sha512 = "http://www.w3.org/2001/04/xmlenc#sha512";
    public const string MgfSha1 = "http://www.w3.org/2009/xmlenc11#mgf1sha1";
    public const string MgfSha256 = "http://www.w3.org/2009/xmlenc11#mgf1sha256";
    public const string MgfSha384 = "http://www.w3.org/2009/xmlenc11#mgf1sha384";
    public const string MgfSha512 = "http://www.w3.org/2009/xmlenc11#mgf1sha512";

    private const string Namespaces = "xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\"";

    public string Content { get; init; } = Aes256Gcm;

    public string Transport { get; init; } = OaepMgf1p;

    /// <summary>URI of the digest; null leaves DigestMethod out, which means SHA-1.</summary>
    public string? Digest { get; init; }

    /// <summary>URI of the mask function; null leaves MGF out, which means MGF1-SHA1.</summary>
    public string? Mask { get; init; }

    /// <summary>The label of OAEP; null leaves OAEPparams out.</summary>
    public byte[]? Label { get; init; }

    /// <summary>To whom; each gets an EncryptedKey.</summary>
    public IReadOnlyList<X509Certificate2> Recipients { get; init; } = [TestKeys.ServiceProvider];

    /// <summary>Whether the wrapped keys stand beside the EncryptedData and not inside its KeyInfo.</summary>
    public bool KeysBeside { get; init; }

    /// <summary>Changes what is encrypted.</summary>
    public Func<string, string> Plaintext { get; init; } = text => text;

    /// <summary>Makes the padding of CBC out of how many octets are missing to the full block (1 to 16).</summary>
    public Func<int, byte[]> Padding { get; init; } = missing => [.. RandomNumberGenerator.GetBytes(missing - 1), (byte)missing];

    /// <summary>Changes the nonce or vector, the ciphertext and the tag.</summary>
    public Func<byte[], byte[]> Ciphertext { get; init; } = octets => octets;

    /// <summary>Changes the content key before it is wrapped; the content stays encrypted with the true one.</summary>
    public Func<byte[], byte[]> ContentKey { get; init; } = key => key;

    public Func<byte[], byte[]> WrappedKey { get; init; } = octets => octets;

    /// <summary>Changes the finished element.</summary>
    public Func<string, string> Element { get; init; } = text => text;

    /// <summary>As Okta writes it: the key stands beside the data, and a RetrievalMethod in the data says where.</summary>
    public static HandEncryptor WithReference(string uri, string attributes = "", string content = "") => new()
    {
        KeysBeside = true,
        Element = xml => Edit.First(
            Edit.Once(xml, "<xenc:EncryptedKey ", "<xenc:EncryptedKey Id=\"_key\" "),
            "<xenc:CipherData>",
            $"<ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:RetrievalMethod URI=\"{uri}\"{attributes}>{content}</ds:RetrievalMethod></ds:KeyInfo><xenc:CipherData>"),
    };

    public override string ToString() => $"{Short(Content)} {Short(Transport)} {Short(Digest)} {Short(Mask)}";

    /// <summary>The encrypted form of <paramref name="xml"/> in a container of that name, in the assertion's namespace.</summary>
    public string Encrypt(string xml, string container)
    {
        byte[] key = RandomNumberGenerator.GetBytes(KeyBytes);
        byte[] ciphertext = Ciphertext(EncryptContent(key, Encoding.UTF8.GetBytes(Plaintext(xml))));
        string keys = string.Concat(Recipients.Select(r => KeyElement(ContentKey(key), r)));
        string keyInfo = KeysBeside ? "" : $"<ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">{keys}</ds:KeyInfo>";
        return Element(
            $"<saml:{container} xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"><xenc:EncryptedData {Namespaces} Type=\"http://www.w3.org/2001/04/xmlenc#Element\">"
            + $"<xenc:EncryptionMethod Algorithm=\"{Content}\"/>{keyInfo}{CipherData(ciphertext)}</xenc:EncryptedData>{(KeysBeside ? keys : "")}</saml:{container}>");
    }

    private int KeyBytes => Content.Contains("128", StringComparison.Ordinal) ? 16 : Content.Contains("192", StringComparison.Ordinal) ? 24 : 32;

    private static string? Short(string? uri) => uri?[(uri.IndexOf('#', StringComparison.Ordinal) + 1)..] ?? "default";

    private static string CipherData(byte[] octets) =>
        $"<xenc:CipherData><xenc:CipherValue>{Convert.ToBase64String(octets, Base64FormattingOptions.InsertLineBreaks).Replace("\r", "", StringComparison.Ordinal)}</xenc:CipherValue></xenc:CipherData>";

    private byte[] EncryptContent(byte[] key, byte[] plaintext)
    {
        if (Content.EndsWith("gcm", StringComparison.Ordinal))
        {
            byte[] nonce = RandomNumberGenerator.GetBytes(12);
            byte[] ciphertext = new byte[plaintext.Length];
            byte[] tag = new byte[16];
            using var gcm = new AesGcm(key, tag.Length);
            gcm.Encrypt(nonce, plaintext, ciphertext, tag);
            return [.. nonce, .. ciphertext, .. tag];
        }

        using var aes = Aes.Create();
        aes.Key = key;
        byte[] padded = [.. plaintext, .. Padding(16 - (plaintext.Length % 16))];
        return [.. aes.IV, .. aes.EncryptCbc(padded, aes.IV, PaddingMode.None)];
    }

    private string KeyElement(byte[] key, X509Certificate2 recipient)
    {
        string label = Label is null ? "" : $"<xenc:OAEPparams>{Convert.ToBase64String(Label)}</xenc:OAEPparams>";
        string digest = Digest is null ? "" : $"<ds:DigestMethod xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Algorithm=\"{Digest}\"/>";
        string mask = Mask is null ? "" : $"<xenc11:MGF xmlns:xenc11=\"http://www.w3.org/2009/xmlenc11#\" Algorithm=\"{Mask}\"/>";
        return $"<xenc:EncryptedKey {Namespaces}><xenc:EncryptionMethod Algorithm=\"{Transport}\">{label}{digest}{mask}</xenc:EncryptionMethod>{CipherData(WrappedKey(Wrap(key, recipient)))}</xenc:EncryptedKey>";
    }

    /// <summary>RSAES-OAEP-ENCRYPT (RFC 8017, 7.1.1) with any pair of hashes.</summary>
    private byte[] Wrap(byte[] key, X509Certificate2 recipient)
    {
        using RSA? rsa = recipient.GetRSAPublicKey();
        RSAParameters parameters = rsa!.ExportParameters(false);
        int k = parameters.Modulus!.Length;
        HashAlgorithmName digest = Hash(Digest);
        HashAlgorithmName mask = Hash(Mask);
        byte[] labelHash = CryptographicOperations.HashData(digest, Label ?? []);
        int h = labelHash.Length;
        byte[] block = [.. labelHash, .. new byte[k - key.Length - (2 * h) - 2], 1, .. key];
        byte[] seed = RandomNumberGenerator.GetBytes(h);
        byte[] maskedBlock = Xor(block, Mgf1(seed, block.Length, mask));
        byte[] maskedSeed = Xor(seed, Mgf1(maskedBlock, h, mask));
        var number = BigInteger.ModPow(Number([0, .. maskedSeed, .. maskedBlock]), Number(parameters.Exponent!), Number(parameters.Modulus));
        byte[] octets = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[k - octets.Length], .. octets];
    }

    private static HashAlgorithmName Hash(string? uri) => uri switch
    {
        Sha256 or MgfSha256 => HashAlgorithmName.SHA256,
        Sha384 or MgfSha384 => HashAlgorithmName.SHA384,
        Sha512 or MgfSha512 => HashAlgorithmName.SHA512,
        _ => HashAlgorithmName.SHA1,
    };

    private static BigInteger Number(byte[] octets) => new(octets, isUnsigned: true, isBigEndian: true);

    private static byte[] Xor(byte[] a, byte[] b) => [.. a.Select((octet, i) => (byte)(octet ^ b[i]))];

    /// <summary>MGF1 (RFC 8017, B.2.1).</summary>
    public static byte[] Mgf1(byte[] seed, int length, HashAlgorithmName hash)
    {
        var mask = new List<byte>();
        for (int counter = 0; mask.Count < length; counter++)
        {
            mask.AddRange(CryptographicOperations.HashData(hash, (byte[])[.. seed, 0, 0, (byte)(counter >> 8), (byte)counter]));
        }

        return [.. mask.Take(length)];
    }
}
