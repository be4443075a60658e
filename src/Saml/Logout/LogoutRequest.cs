using Saml.Xml;

namespace Saml;

/// <summary>A request that we send to end a session at the IdP and everywhere it knows of (saml-core-2.0-os 3.7.1).</summary>
public sealed record LogoutRequest
{
    /// <summary>The ID that the answer must name; from <see cref="MessageId.Create"/>.</summary>
    public required string Id { get; init; }

    /// <summary>When it is issued (UTC).</summary>
    public required DateTimeOffset IssueInstant { get; init; }

    /// <summary>The IdP's single logout URL.</summary>
    public required string Destination { get; init; }

    /// <summary>Our entity ID for this tenant.</summary>
    public required string Issuer { get; init; }

    /// <summary>The subject, exactly as the IdP named it at sign-in, qualifiers included.</summary>
    public required NameId NameId { get; init; }

    /// <summary>The IdP's session, as it called it at sign-in; null ends all of the subject's.</summary>
    public string? SessionIndex { get; init; }

    /// <summary>The message as XML in UTF-8.</summary>
    public byte[] ToXml()
    {
        XmlOutput output = LogoutXml.Start("samlp:LogoutRequest", Id, IssueInstant, Destination, inResponseTo: null, Issuer)
            .Start("saml:NameID")
            .Attribute("xmlns:saml", XmlNamespaces.AssertionUri)
            .Attribute("Format", NameId.Format)
            .Attribute("NameQualifier", NameId.NameQualifier)
            .Attribute("SPNameQualifier", NameId.SpNameQualifier)
            .Text(NameId.Value).End();
        if (SessionIndex is not null)
        {
            output.Element("samlp:SessionIndex", SessionIndex);
        }

        return output.End().ToUtf8();
    }
}
