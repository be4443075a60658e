namespace SignOn;

/// <summary>Signs out here. The IdP's own session goes on.</summary>
public sealed class EndSession(ISessionStore sessions)
{
    /// <summary>Revokes the session of a cookie's value; does nothing when it is none. One storage operation.</summary>
    /// <exception cref="StorageUnavailableException">The session may still run.</exception>
    public Task RunAsync(string? cookie, CancellationToken cancellationToken) =>
        SessionToken.TryParse(cookie, out var token) ? sessions.RevokeAsync(token.TenantId, token.Hash, cancellationToken) : Task.CompletedTask;
}
