namespace SignOn;

/// <summary>Where our own keys come from, which sign and decrypt.</summary>
public interface IServiceProviderKeys
{
    /// <summary>The keys as of now; cheap, because adapters cache.</summary>
    /// <exception cref="StorageUnavailableException">The keys cannot be read, and no earlier copy is at hand.</exception>
    Task<ServiceProviderKeyRing> ReadAsync(CancellationToken cancellationToken);
}
