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

    /// <summary>A later version's action, whose name this one does not know.</summary>
    Other,
}
