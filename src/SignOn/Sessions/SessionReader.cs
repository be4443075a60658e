namespace SignOn;

/// <summary>Says who is signed in.</summary>
public sealed class SessionReader
{
    /// <summary>Reads the session; null when nobody is signed in.</summary>
    public Task<SessionView?> ReadAsync(string? cookie, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
