namespace SignOn;

/// <summary>Records that provisioning was given up.</summary>
public sealed class RecordPoison
{
    /// <summary>Marks the user and writes an audit line.</summary>
    public Task RunAsync(ProvisionUserMessage message, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
