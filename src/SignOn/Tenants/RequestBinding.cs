namespace SignOn;

/// <summary>How our sign-in requests reach the IdP.</summary>
public enum RequestBinding
{
    /// <summary>In the address (saml-bindings-2.0-os 3.4).</summary>
    Redirect,

    /// <summary>In a form (saml-bindings-2.0-os 3.5).</summary>
    Post,
}
