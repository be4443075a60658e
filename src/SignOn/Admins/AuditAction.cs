namespace SignOn;

/// <summary>What an admin did. Names are stored: never rename one.</summary>
public enum AuditAction
{
    /// <summary>Came in.</summary>
    SignedIn,

    /// <summary>Made an API key.</summary>
    ApiKeyMade,

    /// <summary>Revoked an API key.</summary>
    ApiKeyRevoked,

    /// <summary>Made a setup link.</summary>
    SetupLinkMade,

    /// <summary>Revoked a setup link.</summary>
    SetupLinkRevoked,

    /// <summary>Made a tenant.</summary>
    TenantMade,

    /// <summary>Changed a tenant's settings.</summary>
    TenantChanged,

    /// <summary>Deleted a tenant.</summary>
    TenantDeleted,

    /// <summary>Did a step of the set-up guide through a link.</summary>
    SetupStepDone,

    /// <summary>Began a test sign-in.</summary>
    TestSignInStarted,

    /// <summary>Saw the result of a test sign-in.</summary>
    TestSignInEnded,

    /// <summary>Made an invitation.</summary>
    UserInvited,

    /// <summary>Changed what an admin sets of a user.</summary>
    UserEdited,

    /// <summary>Disabled a user.</summary>
    UserDisabled,

    /// <summary>Enabled a user.</summary>
    UserEnabled,

    /// <summary>Erased a user.</summary>
    UserErased,

    /// <summary>Made invitations from a file.</summary>
    UsersImported,

    /// <summary>Had a mail sent again.</summary>
    MailSentAgain,

    /// <summary>Had provisioning tried again.</summary>
    ProvisioningRetried,

    /// <summary>Discarded a user who could not be provisioned.</summary>
    ProvisioningDiscarded,

    /// <summary>Opened a tenant's emergency access.</summary>
    EmergencyOpened,

    /// <summary>Closed a tenant's emergency access.</summary>
    EmergencyClosed,

    /// <summary>Made an emergency link for a person.</summary>
    EmergencyLinkMade,

    /// <summary>Revoked an emergency link.</summary>
    EmergencyLinkRevoked,

    /// <summary>A person came in by an emergency link.</summary>
    EmergencyLinkUsed,

    /// <summary>A later version's action, whose name this one does not know.</summary>
    Other,
}
