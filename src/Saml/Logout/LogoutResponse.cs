namespace Saml;

/// <summary>Our answer to a LogoutRequest (saml-core-2.0-os 3.7.2, 3.7.3.2).</summary>
public sealed record LogoutResponse
{
    private const string Success = "urn:oasis:names:tc:SAML:2.0:status:Success";
    private const string Responder = "urn:oasis:names:tc:SAML:2.0:status:Responder";
    private const string PartialLogout = "urn:oasis:names:tc:SAML:2.0:status:PartialLogout";

    /// <summary>Its own ID; from <see cref="MessageId.Create"/>.</summary>
    public required string Id { get; init; }

    /// <summary>When it is issued (UTC).</summary>
    public required DateTimeOffset IssueInstant { get; init; }

    /// <summary>The IdP's URL for logout responses.</summary>
    public required string Destination { get; init; }

    /// <summary>Our entity ID for this tenant.</summary>
    public required string Issuer { get; init; }

    /// <summary>The ID of the request that this answers.</summary>
    public required string InResponseTo { get; init; }

    /// <summary>Whether a session could not be ended: then the status says so (PartialLogout under Responder).</summary>
    public bool IsPartial { get; init; }

    /// <summary>The message as XML in UTF-8.</summary>
    public byte[] ToXml()
    {
        Xml.XmlOutput output = LogoutXml.Start("samlp:LogoutResponse", Id, IssueInstant, Destination, InResponseTo, Issuer)
            .Start("samlp:Status")
            .Start("samlp:StatusCode").Attribute("Value", IsPartial ? Responder : Success);
        if (IsPartial)
        {
            output.Start("samlp:StatusCode").Attribute("Value", PartialLogout).End();
        }

        return output.End().End().End().ToUtf8();
    }
}
