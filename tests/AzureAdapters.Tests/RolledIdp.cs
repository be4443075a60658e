using System.Security.Cryptography.X509Certificates;
using System.Text;
using LocalIdp;
using SignOn;

namespace AzureAdapters.Tests;

/// <summary>An IdP that can make a new key and publish it.</summary>
internal sealed class RolledIdp : IMetadataFetcher
{
    private X509Certificate2? _certificate;

    public int Fetches { get; private set; }

    public XmlSignatureOptions Signature => XmlSignatureOptions.From(_certificate!);

    public void Roll() => _certificate = IdpCertificate.Create(Start.AddDays(-1));

    public Task<FetchedMetadata> FetchAsync(Uri url, CancellationToken cancellationToken)
    {
        Fetches++;
        return Task.FromResult(FetchedMetadata.Of(Encoding.UTF8.GetBytes($"""
            <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example/">
            <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
            <KeyDescriptor><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{Convert.ToBase64String(_certificate!.RawData)}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
            <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example/sso"/>
            </IDPSSODescriptor></EntityDescriptor>
            """)));
    }
}
