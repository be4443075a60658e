using Saml;

namespace SignOn;

/// <summary>Where our own keys come from, which sign and decrypt.</summary>
public interface IServiceProviderKeys
{
    /// <summary>What is wrong as of the last look, also while an earlier copy is in use; null: nothing, or nobody has looked yet.</summary>
    KeyProblem? Problem { get; }

    /// <summary>The keys as of now; cheap, because adapters cache.</summary>
    /// <exception cref="StorageUnavailableException">The keys cannot be read, and no earlier copy is at hand.</exception>
    Task<ServiceProviderKeyRing> ReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The keys that decrypt as of now, those first that IdPs are told of. Behind them stand keys whose certificate has expired: that ends what a key
    /// vouches for, not what was encrypted to it. Cheap, because adapters cache; it works also while no key can sign.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The keys cannot be read, and no earlier copy is at hand.</exception>
    Task<IReadOnlyList<ServiceProviderKey>> ReadForDecryptionAsync(CancellationToken cancellationToken);
}
