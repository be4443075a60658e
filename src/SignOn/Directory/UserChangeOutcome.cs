namespace SignOn;

/// <summary>What became of an admin's change of a user.</summary>
public enum UserChangeOutcome
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>There is no such user.</summary>
    Gone,

    /// <summary>Somebody else changed the user since the admin looked; nothing was written.</summary>
    ChangedMeanwhile,
}
