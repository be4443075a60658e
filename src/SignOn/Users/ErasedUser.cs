namespace SignOn;

/// <summary>What an erasure took away.</summary>
/// <param name="Users">Users' rows and invitations.</param>
/// <param name="Sessions">Sessions.</param>
/// <param name="SignIns">Lines of the audit trail that no longer say whose they are.</param>
public sealed record ErasedUser(int Users, int Sessions, int SignIns)
{
    /// <summary>Whether there was nobody to erase.</summary>
    public bool IsNobody => Users + Sessions + SignIns == 0;
}
