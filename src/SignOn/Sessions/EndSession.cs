namespace SignOn;

/// <summary>Signs out here.</summary>
public sealed class EndSession
{
    /// <summary>Revokes the session, where there is one.</summary>
    public Task RunAsync(string? cookie, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
