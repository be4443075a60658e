namespace SignOn;

/// <summary>Sends messages again for users that stayed pending.</summary>
public sealed class ResendPending
{
    /// <summary>Messages to put on the queue.</summary>
    public Task<IReadOnlyList<ProvisionUserMessage>> RunAsync(CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
