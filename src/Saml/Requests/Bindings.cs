namespace Saml;

/// <summary>URIs of the bindings in use (saml-bindings-2.0-os 3.4.1, 3.5.1).</summary>
public static class Bindings
{
    /// <summary>A message in a URL's query.</summary>
    public const string HttpRedirect = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

    /// <summary>A message in an HTML form.</summary>
    public const string HttpPost = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
}
