using LocalIdp;

namespace SignOn.Tests.Metadata;

/// <summary>An IdP's metadata as a test wants it.</summary>
internal static class IdpDocument
{
    public const string Url = "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/federationmetadata/2007-06/federationmetadata.xml?appid=11111111-2222-3333-4444-666666666666";

    public static string Of(params string[] certificates) => With("", TestIdp.EntityId, TestIdp.SsoUrl, certificates);

    public static string With(string attributes, string entityId, string ssoUrl, params string[] certificates) => $"""
        <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" ID="_m" entityID="{entityId}" {attributes}>
        <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
        {string.Concat(certificates.Select(c => $"""<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{c}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>"""))}
        <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{ssoUrl}"/>
        </IDPSSODescriptor>
        </EntityDescriptor>
        """;

    public static string Signed(string xml, XmlSignatureOptions by) => XmlSigner.Sign(xml, "_m", by);
}
