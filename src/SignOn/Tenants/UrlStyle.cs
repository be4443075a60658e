namespace SignOn;

/// <summary>How a tenant's URLs look.</summary>
public enum UrlStyle
{
    /// <summary><c>/saml/{tenant}/metadata</c>, <c>…/sso</c>, <c>…/acs</c>, <c>…/slo</c>. The entity ID is the metadata URL.</summary>
    Standard,

    /// <summary><c>/saml2-sp/{t}/{t}/metadata/</c> (also the entity ID), <c>/saml2-sp/{t}/{t}/?acs</c>, <c>/saml2-sp/{t}/{t}/?sso</c>.</summary>
    Saml2Sp,

    /// <summary>Sign-on at <c>/live/{t}</c>, the rest as <see cref="Standard"/>; the entity ID is a fixed string.</summary>
    Live,
}
