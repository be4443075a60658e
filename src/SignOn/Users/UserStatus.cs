namespace SignOn;

/// <summary>Where a user stands.</summary>
public enum UserStatus
{
    /// <summary>Signed in for the first time; not provisioned yet.</summary>
    Pending,

    /// <summary>May use the application.</summary>
    Active,

    /// <summary>Shut out by an admin.</summary>
    Disabled,
}
