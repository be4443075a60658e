namespace LocalIdp;

/// <summary>The fixed strings of SAML 2.0 and of Entra's claims.</summary>
public static class SamlUris
{
    /// <summary>Namespace of protocol messages.</summary>
    public const string Protocol = "urn:oasis:names:tc:SAML:2.0:protocol";

    /// <summary>Namespace of assertions.</summary>
    public const string Assertion = "urn:oasis:names:tc:SAML:2.0:assertion";

    /// <summary>Namespace of metadata.</summary>
    public const string Metadata = "urn:oasis:names:tc:SAML:2.0:metadata";

    /// <summary>Namespace of XML signatures.</summary>
    public const string Signature = "http://www.w3.org/2000/09/xmldsig#";

    /// <summary>HTTP-Redirect binding (Bindings 3.4).</summary>
    public const string RedirectBinding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

    /// <summary>HTTP-POST binding (Bindings 3.5).</summary>
    public const string PostBinding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";

    /// <summary>Bearer confirmation method (Profiles 3.3).</summary>
    public const string Bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

    /// <summary>NameID format: a stable, opaque, pairwise value (Core 8.3.7).</summary>
    public const string PersistentNameId = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";

    /// <summary>NameID format: a new value each time (Core 8.3.8).</summary>
    public const string TransientNameId = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";

    /// <summary>NameID format: an e-mail address (Core 8.3.2).</summary>
    public const string EmailNameId = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";

    /// <summary>NameID format: left to the receiver (Core 8.3.1).</summary>
    public const string UnspecifiedNameId = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";

    /// <summary>Authentication context class: password (AuthnContext 3.4.7).</summary>
    public const string PasswordContext = "urn:oasis:names:tc:SAML:2.0:ac:classes:Password";

    /// <summary>Status code: success (Core 3.2.2.2).</summary>
    public const string Success = "urn:oasis:names:tc:SAML:2.0:status:Success";

    /// <summary>Status code: the requester is to blame (Core 3.2.2.2).</summary>
    public const string Requester = "urn:oasis:names:tc:SAML:2.0:status:Requester";

    /// <summary>Status code: the responder is to blame (Core 3.2.2.2).</summary>
    public const string Responder = "urn:oasis:names:tc:SAML:2.0:status:Responder";

    /// <summary>Second-level status code: the user cannot be signed in without being asked (Core 3.2.2.2).</summary>
    public const string NoPassive = "urn:oasis:names:tc:SAML:2.0:status:NoPassive";

    /// <summary>Second-level status code: some sessions could not be ended (Core 3.2.2.2).</summary>
    public const string PartialLogout = "urn:oasis:names:tc:SAML:2.0:status:PartialLogout";

    /// <summary>Second-level status code: the user was not authenticated (Core 3.2.2.2).</summary>
    public const string AuthnFailed = "urn:oasis:names:tc:SAML:2.0:status:AuthnFailed";
}
