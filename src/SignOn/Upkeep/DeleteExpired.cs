namespace SignOn;

/// <summary>Deletes what has expired.</summary>
public sealed class DeleteExpired
{
    /// <summary>Bounded work per run.</summary>
    public Task<DeletedRows> RunAsync(CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
