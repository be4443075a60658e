using System.Security.Cryptography.X509Certificates;

namespace LocalIdp;

/// <summary>A certificate with its private key, and how it signs.</summary>
internal sealed class IdpKey(X509Certificate2 certificate)
{
    public X509Certificate2 Certificate => certificate;

    public XmlSignatureOptions Signature { get; } = XmlSignatureOptions.From(certificate);
}
