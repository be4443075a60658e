namespace SignOn;

/// <summary>How an admin came in.</summary>
public enum AdminSessionKind
{
    /// <summary>With the bootstrap key.</summary>
    BootstrapKey,

    /// <summary>As a user of the operators' tenant.</summary>
    User,

    /// <summary>Through a setup link.</summary>
    SetupLink,
}
