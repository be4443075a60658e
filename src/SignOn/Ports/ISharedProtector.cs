namespace SignOn;

/// <summary>Encrypts and authenticates small secrets that leave the product and come back, to whichever instance.</summary>
public interface ISharedProtector
{
    /// <summary>Encrypts and authenticates. Ends at once where the shared keys have been read.</summary>
    /// <exception cref="StorageUnavailableException">The shared keys cannot be read, and no copy is at hand.</exception>
    ValueTask<byte[]> ProtectAsync(byte[] plain, CancellationToken cancellationToken);

    /// <summary>Reads back what <see cref="ProtectAsync"/> made on any instance; null for anything else, and where the key is lost.</summary>
    /// <exception cref="StorageUnavailableException">The shared keys cannot be read, and no copy is at hand.</exception>
    ValueTask<byte[]?> UnprotectAsync(byte[] value, CancellationToken cancellationToken);
}
