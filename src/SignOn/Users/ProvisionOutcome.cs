namespace SignOn;

/// <summary>What became of a message.</summary>
public enum ProvisionOutcome
{
    /// <summary>The user is active now.</summary>
    Activated,

    /// <summary>The user is active now and took over an admin's invitation.</summary>
    Linked,

    /// <summary>The user is disabled; all sessions are revoked.</summary>
    Disabled,

    /// <summary>There was nothing to do: the user is active already.</summary>
    AlreadyActive,

    /// <summary>There is no such user or tenant any more.</summary>
    Gone,
}
