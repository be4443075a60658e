namespace SignOn;

/// <summary>What a line of the audit trail is about.</summary>
public enum SignInEvent
{
    /// <summary>The response was accepted and a session stored. Whether the browser got the answer cannot be known.</summary>
    Accepted,

    /// <summary>The response was refused.</summary>
    Refused,

    /// <summary>A user could not be provisioned, although it was tried several times.</summary>
    ProvisioningFailed,

    /// <summary>The IdP ended sessions.</summary>
    LoggedOut,

    /// <summary>A logout message of an IdP was refused, or asked about because nobody vouches for it.</summary>
    LogoutRefused,

    /// <summary>A person was let in by an emergency link, without the IdP.</summary>
    EmergencySignIn,

    /// <summary>A person was erased on request; the line does not say who.</summary>
    UserErased,
}
