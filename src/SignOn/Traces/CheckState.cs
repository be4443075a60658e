namespace SignOn;

/// <summary>How a check went.</summary>
public enum CheckState
{
    /// <summary>It passed.</summary>
    Passed,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>What was kept of the sign-in does not tell.</summary>
    Undecided,

    /// <summary>It was not reached, and only another sign-in can tell.</summary>
    NotReached,
}
