namespace SignOn;

/// <summary>Creates a user before the first sign-in.</summary>
public sealed class InviteUser
{
    /// <summary>Writes the invitation.</summary>
    public Task<InviteOutcome> RunAsync(string tenantId, InviteRequest invitation, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
