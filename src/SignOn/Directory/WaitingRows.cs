namespace SignOn;

/// <summary>What of a tenant waits.</summary>
/// <param name="Pending">Users who wait to be provisioned, those included who were given up.</param>
/// <param name="Poisoned">Users who were given up.</param>
/// <param name="Mails">Mails that wait, those included that failed.</param>
/// <param name="FailedMails">Mails that were given up or refused.</param>
/// <param name="IsComplete">False when there are more than were looked at: then each number is 'at least'.</param>
public sealed record WaitingRows(int Pending, int Poisoned, int Mails, int FailedMails, bool IsComplete)
{
    /// <summary>The users to show: given up first, then the longest waiting.</summary>
    public IReadOnlyList<PendingUser> Users { get; init; } = [];

    /// <summary>The failed mails to show.</summary>
    public IReadOnlyList<MailMarker> Failed { get; init; } = [];
}
