using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;

namespace LocalIdp;

/// <summary>Encrypts the assertion of a Response with the framework's EncryptedXml, as Entra does: AES-256-CBC, its key wrapped with RSA-OAEP (SHA-1).</summary>
public static class AssertionEncryptor
{
    /// <summary>
    /// Puts an EncryptedAssertion in the place of the assertion. A signature in the assertion is encrypted with it; one around
    /// it must be made afterwards.
    /// </summary>
    /// <param name="xml">The Response.</param>
    /// <param name="certificate">The receiver's certificate, with an RSA key.</param>
    /// <param name="contentAlgorithm">A CBC cipher's URI.</param>
    /// <exception cref="ArgumentException">There is no assertion, or the key is not RSA.</exception>
    public static string Encrypt(string xml, X509Certificate2 certificate, string contentAlgorithm = EncryptedXml.XmlEncAES256Url)
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
            EncryptedXml.XmlEncAES128Url => 128,
            EncryptedXml.XmlEncAES192Url => 192,
            EncryptedXml.XmlEncAES256Url => 256,
            _ => throw new ArgumentException($"'{contentAlgorithm}' is no AES-CBC cipher.", nameof(contentAlgorithm)),
        };
        var data = new EncryptedData
        {
            Type = EncryptedXml.XmlEncElementUrl,
            EncryptionMethod = new EncryptionMethod(contentAlgorithm),
            CipherData = new CipherData(new EncryptedXml().EncryptData(plain, aes, content: false)),
        };
        data.KeyInfo.AddClause(new KeyInfoEncryptedKey(new EncryptedKey
        {
            EncryptionMethod = new EncryptionMethod(EncryptedXml.XmlEncRSAOAEPUrl),
            CipherData = new CipherData(EncryptedXml.EncryptKey(aes.Key, rsa, useOAEP: true)),
        }));
        return data;
    }
}
