namespace SignOn;

/// <summary>Takes an IdP's answer.</summary>
public sealed class AcceptResponse
{
    /// <summary>Accepts or refuses.</summary>
    public Task<AcceptOutcome> RunAsync(AcceptRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
