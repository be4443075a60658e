namespace LocalIdp;

/// <summary>Which parts of a SAML Response carry a signature.</summary>
public enum SignedParts
{
    /// <summary>The assertion alone: Entra's default.</summary>
    Assertion,

    /// <summary>The Response alone.</summary>
    Response,

    /// <summary>The assertion first, then the Response around it.</summary>
    Both,

    /// <summary>Nothing: for tests of refusals.</summary>
    None,
}
