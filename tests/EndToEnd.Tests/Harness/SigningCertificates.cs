using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using LocalIdp;

namespace EndToEnd.Tests.Harness;

/// <summary>Our own key as the world sees it.</summary>
public static class SigningCertificates
{
    /// <summary>The certificate in our metadata: what an admin uploads at the IdP. All tenants share it.</summary>
    public static async Task<X509Certificate2> SigningCertificateAsync(this AppUnderTest app)
    {
        ArgumentNullException.ThrowIfNull(app);
        // Another tenant is asked, because the app remembers a tenant that it has seen for half a minute, and tests go on to edit theirs.
        var metadata = await app.NewBrowser().OpenAsync((await app.AddTenantAsync()).MetadataUrl);
        var base64 = XDocument.Parse(metadata.Visit.Text).Descendants(XName.Get("X509Certificate", SamlUris.Signature)).First().Value;
        return X509CertificateLoader.LoadCertificate(Convert.FromBase64String(base64));
    }
}
