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

    /// <summary>A later version's action, whose name this one does not know.</summary>
    Other,
}
