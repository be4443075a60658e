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

    /// <summary>Whether the IdP must ask the person anew, even with a session of its own.</summary>
    public bool ForceAuthn { get; init; }

    /// <summary>Whether the IdP must not show anything: without a session it answers NoPassive.</summary>
    public bool IsPassive { get; init; }

    /// <summary>
    /// The ways of authentication to insist on, compared with <c>exact</c> (Kantara IIP-SP06); none, as by default, leaves the way to the
    /// IdP. Entra answers AADSTS75011 to people who signed in in another way.
    /// </summary>
    public IReadOnlyList<string> AuthnContextClassRefs { get; init; } = [];

    /// <summary>The application's name for the IdP to show, or null.</summary>
    public string? ProviderName { get; init; }

    /// <summary>The message as XML in UTF-8.</summary>
    public byte[] ToXml()
    {
        XmlOutput output = new XmlOutput()
            .Start("samlp:AuthnRequest")
            .Attribute("xmlns:samlp", XmlNamespaces.ProtocolUri)
            .Attribute("AssertionConsumerServiceURL", AssertionConsumerUrl)
            .Attribute("Destination", Destination)
            .Attribute("ForceAuthn", ForceAuthn ? "true" : null)
            .Attribute("ID", Id)
            .Attribute("IsPassive", IsPassive ? "true" : null)
            .Attribute("IssueInstant", XmlInstant.Write(IssueInstant))
            .Attribute("ProtocolBinding", Bindings.HttpPost)
            .Attribute("ProviderName", ProviderName)
            .Attribute("Version", "2.0")
            .Start("saml:Issuer").Attribute("xmlns:saml", XmlNamespaces.AssertionUri).Text(Issuer).End();
        if (NameIdFormat is not null)
        {
            output.Start("samlp:NameIDPolicy").Attribute("AllowCreate", "true").Attribute("Format", NameIdFormat).End();
        }

        if (AuthnContextClassRefs.Count > 0)
        {
            output.Start("samlp:RequestedAuthnContext").Attribute("Comparison", "exact");
            foreach (string classRef in AuthnContextClassRefs)
            {
                output.Start("saml:AuthnContextClassRef").Attribute("xmlns:saml", XmlNamespaces.AssertionUri).Text(classRef).End();
            }

            output.End();
        }

        return output.End().ToUtf8();
    }
}
