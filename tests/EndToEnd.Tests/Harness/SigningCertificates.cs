using System.Security.Cryptography.X509Certificates;

namespace EndToEnd.Tests.Harness;

/// <summary>Our own key as the test machine sees it.</summary>
public static class SigningCertificates
{
    /// <summary>The certificate that the app signs with at first, without its private key: what an admin uploads at the IdP.</summary>
    public static X509Certificate2 SigningCertificate(this AppUnderTest app)
    {
        ArgumentNullException.ThrowIfNull(app);
        using var pfx = X509CertificateLoader.LoadPkcs12FromFile(app.PfxPath, null);
        return X509CertificateLoader.LoadCertificate(pfx.RawData);
    }
}
