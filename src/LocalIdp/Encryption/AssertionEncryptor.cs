using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;

namespace LocalIdp;

/// <summary>Encrypts the assertion of a Response with the framework's EncryptedXml, as Entra does: AES-256-CBC, its key wrapped with RSA-OAEP (SHA-1). GCM, which the framework lacks, is written out.</summary>
public static class AssertionEncryptor
{
    /// <summary>AES-256 in CBC: Entra's.</summary>
    public const string Aes256Cbc = EncryptedXml.XmlEncAES256Url;

    /// <summary>AES-256 in GCM (XML Encryption 1.1, 5.2.4).</summary>
    public const string Aes256Gcm = "http://www.w3.org/2009/xmlenc11#aes256-gcm";

    /// <summary>AES-128 in GCM.</summary>
    public const string Aes128Gcm = "http://www.w3.org/2009/xmlenc11#aes128-gcm";

    private const int GcmNonceBytes = 12;
    private const int GcmTagBytes = 16;

    /// <summary>
    /// Puts an EncryptedAssertion in the place of the assertion. A signature in the assertion is encrypted with it; one around
    /// it must be made afterwards.
    /// </summary>
    /// <param name="xml">The Response.</param>
    /// <param name="certificate">The receiver's certificate, with an RSA key.</param>
    /// <param name="contentAlgorithm">The cipher's URI: AES in CBC or GCM.</param>
    /// <exception cref="ArgumentException">There is no assertion, or the key is not RSA.</exception>
    public static string Encrypt(string xml, X509Certificate2 certificate, string contentAlgorithm = Aes256Cbc)
        => Replace(xml, "Assertion", "EncryptedAssertion", certificate, contentAlgorithm);

    /// <summary>Puts an EncryptedID in the place of the first NameID.</summary>
    /// <param name="xml">The message.</param>
    /// <param name="certificate">The receiver's certificate, with an RSA key.</param>
    /// <exception cref="ArgumentException">There is no NameID, or the key is not RSA.</exception>
    public static string EncryptNameId(string xml, X509Certificate2 certificate)
        => Replace(xml, "NameID", "EncryptedID", certificate, EncryptedXml.XmlEncAES256Url);

    private static string Replace(string xml, string name, string encryptedName, X509Certificate2 certificate, string contentAlgorithm)
    {
        var document = XmlText.Load(xml);
        var plain = document.GetElementsByTagName(name, SamlUris.Assertion).OfType<XmlElement>().FirstOrDefault()
            ?? throw new ArgumentException($"The document has no {name}, so none can be encrypted.", nameof(xml));
        using var rsa = certificate.GetRSAPublicKey()
            ?? throw new ArgumentException("The certificate has no RSA key, so nothing can be encrypted to it.", nameof(certificate));
        var encrypted = document.CreateElement(encryptedName, SamlUris.Assertion);
        encrypted.AppendChild(document.ImportNode(Encrypt(plain, rsa, contentAlgorithm).GetXml(), deep: true));
        plain.ParentNode!.ReplaceChild(encrypted, plain);
        return document.OuterXml;
    }

    private static EncryptedData Encrypt(XmlElement plain, RSA rsa, string contentAlgorithm)
    {
        using var aes = Aes.Create();
        aes.KeySize = contentAlgorithm switch
        {
            EncryptedXml.XmlEncAES128Url or Aes128Gcm => 128,
            EncryptedXml.XmlEncAES192Url => 192,
            Aes256Cbc or Aes256Gcm => 256,
            _ => throw new ArgumentException($"'{contentAlgorithm}' is no cipher of AES in CBC or GCM.", nameof(contentAlgorithm)),
        };
        var data = new EncryptedData
        {
            Type = EncryptedXml.XmlEncElementUrl,
            EncryptionMethod = new EncryptionMethod(contentAlgorithm),
            CipherData = new CipherData(contentAlgorithm is Aes128Gcm or Aes256Gcm
                ? EncryptGcm(Encoding.UTF8.GetBytes(plain.OuterXml), aes.Key)
                : new EncryptedXml().EncryptData(plain, aes, content: false)),
        };
        data.KeyInfo.AddClause(new KeyInfoEncryptedKey(new EncryptedKey
        {
            EncryptionMethod = new EncryptionMethod(EncryptedXml.XmlEncRSAOAEPUrl),
            CipherData = new CipherData(EncryptedXml.EncryptKey(aes.Key, rsa, useOAEP: true)),
        }));
        return data;
    }

    // XML Encryption 1.1, 5.2.4: nonce, ciphertext, tag.
    private static byte[] EncryptGcm(byte[] plain, byte[] key)
    {
        var octets = new byte[GcmNonceBytes + plain.Length + GcmTagBytes];
        RandomNumberGenerator.Fill(octets.AsSpan(0, GcmNonceBytes));
        using var gcm = new AesGcm(key, GcmTagBytes);
        gcm.Encrypt(octets.AsSpan(0, GcmNonceBytes), plain, octets.AsSpan(GcmNonceBytes, plain.Length), octets.AsSpan(GcmNonceBytes + plain.Length));
        return octets;
    }
}
