using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using Microsoft.AspNetCore.Http;

namespace LocalIdp;

/// <summary>Reads the certificate to encrypt to from an application's own metadata, which spares uploading a file by hand.</summary>
internal static class ApplicationMetadata
{
    private const string Metadata = "urn:oasis:names:tc:SAML:2.0:metadata";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="BadHttpRequestException">There is no metadata, or no certificate in it; the message says which.</exception>
    public static async Task<X509Certificate2> EncryptionCertificateAsync(LocalIdpApplication application, CancellationToken cancellation)
    {
        var url = application.MetadataUrl ?? throw Wrong($"'{application.Name}' is registered without the address of its metadata (MetadataUrl).");
        try
        {
            using var http = new HttpClient { Timeout = Patience };
            var descriptors = XmlText.Load(await http.GetStringAsync(new Uri(url), cancellation)).GetElementsByTagName("KeyDescriptor", Metadata).OfType<XmlElement>();
            // No use means both (Metadata 2.4.1.1).
            var base64 = descriptors.Where(key => key.GetAttribute("use") is "encryption" or "")
                .SelectMany(key => key.GetElementsByTagName("X509Certificate", SamlUris.Signature).OfType<XmlElement>()).FirstOrDefault()?.InnerText
                ?? throw Wrong($"The metadata {url} has no key to encrypt to.");
            return X509CertificateLoader.LoadCertificate(Convert.FromBase64String(base64));
        }
        catch (Exception e) when (e is HttpRequestException or XmlException or FormatException or CryptographicException or TaskCanceledException)
        {
            throw Wrong($"The metadata {url} cannot be used: {e.Message}");
        }
    }

    private static BadHttpRequestException Wrong(string message) => new(message);
}
