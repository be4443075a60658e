namespace SignOn;

/// <summary>Why a sign-in is refused although, or before, the engine looked at a message. Closed; the names are stable.</summary>
public enum SignOnError
{
    /// <summary>There is no such tenant.</summary>
    TenantUnknown,

    /// <summary>The tenant is switched off. Browsers see the same page as for <see cref="TenantUnknown"/>.</summary>
    TenantDisabled,

    /// <summary>The tenant's row does not parse; its columns are named in the log.</summary>
    TenantMisconfigured,

    /// <summary>The assertion, or the response that carried it, was accepted before (saml-profiles-2.0-os 4.1.4.5).</summary>
    ResponseReplayed,

    /// <summary>The request that this response answers was answered before.</summary>
    RequestAlreadyConsumed,

    /// <summary>The logout request was obeyed before (saml-profiles-2.0-os 4.4).</summary>
    LogoutRequestReplayed,

    /// <summary>The assertion names nobody whom we could recognise at the next sign-in.</summary>
    SubjectMissing,

    /// <summary>Just-in-time provisioning is off, and no admin has created this user.</summary>
    UserUnknown,

    /// <summary>An admin has disabled this user.</summary>
    UserDisabled,

    /// <summary>The IdP authenticated the person in a way that this tenant does not accept (Kantara IIP-SP07).</summary>
    AuthnContextNotAccepted,

    /// <summary>This tenant has people authenticated anew at every sign-in, and the IdP tells of an earlier time (saml-core-2.0-os 3.4.1, ForceAuthn).</summary>
    AuthenticationTooOld,

    /// <summary>The IdP's metadata says that it must not be used any longer (validUntil), and no newer one can be had (saml-metadata-2.0-os 2.3.1).</summary>
    IdpMetadataExpired,
}
