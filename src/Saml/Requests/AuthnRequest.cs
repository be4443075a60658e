using Saml.Xml;

namespace Saml;

/// <summary>
/// A request to sign somebody in (saml-core-2.0-os 3.4.1). It says no more than needed: what Entra ignores or answers with an error
/// (Subject, Scoping, a context nobody asked for) is left out.
/// </summary>
public sealed record AuthnRequest
{
    /// <summary>The ID that the answer must name; from <see cref="MessageId.Create"/>.</summary>
    public required string Id { get; init; }

    /// <summary>When it is issued (UTC).</summary>
    public required DateTimeOffset IssueInstant { get; init; }

    /// <summary>The IdP's single sign-on URL, exactly as its metadata gives it.</summary>
    public required string Destination { get; init; }

    /// <summary>Our entity ID for this tenant.</summary>
    public required string Issuer { get; init; }

    /// <summary>Where the answer is to be posted. It must be registered at the IdP.</summary>
    public required string AssertionConsumerUrl { get; init; }

    /// <summary>The name identifier format to ask for, or null to leave the choice to the IdP's admin, as is best with Entra.</summary>
    public string? NameIdFormat { get; init; }

    /// <summary>The message as XML in UTF-8.</summary>
    public byte[] ToXml()
    {
        XmlOutput output = new XmlOutput()
            .Start("samlp:AuthnRequest")
            .Attribute("xmlns:saml", XmlNamespaces.AssertionUri)
            .Attribute("xmlns:samlp", XmlNamespaces.ProtocolUri)
            .Attribute("AssertionConsumerServiceURL", AssertionConsumerUrl)
            .Attribute("Destination", Destination)
            .Attribute("ID", Id)
            .Attribute("IssueInstant", XmlInstant.Write(IssueInstant))
            .Attribute("ProtocolBinding", Bindings.HttpPost)
            .Attribute("Version", "2.0")
            .Element("saml:Issuer", Issuer);
        if (NameIdFormat is not null)
        {
            output.Start("samlp:NameIDPolicy").Attribute("Format", NameIdFormat).End();
        }

        return output.End().ToUtf8();
    }
}
