namespace SignOn;

/// <summary>Encrypts and authenticates small secrets that leave the product and come back, to whichever instance.</summary>
public interface ISharedProtector
{
    /// <summary>Encrypts and authenticates.</summary>
    /// <exception cref="StorageUnavailableException">The shared keys cannot be read, and no copy is at hand.</exception>
    byte[] Protect(byte[] plain);

    /// <summary>Reads back what <see cref="Protect"/> made on any instance; null for anything else, and where the key is lost.</summary>
    /// <exception cref="StorageUnavailableException">The shared keys cannot be read, and no copy is at hand.</exception>
    byte[]? Unprotect(byte[] value);
}
