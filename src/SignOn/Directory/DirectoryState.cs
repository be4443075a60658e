namespace SignOn;

/// <summary>Where somebody in a tenant's directory stands, as admins see it.</summary>
public enum DirectoryState
{
    /// <summary>Made by an admin; has not signed in yet.</summary>
    Invited,

    /// <summary>Signed in for the first time; not provisioned yet.</summary>
    Pending,

    /// <summary>May use the application.</summary>
    Active,

    /// <summary>Shut out by an admin.</summary>
    Disabled,
}
