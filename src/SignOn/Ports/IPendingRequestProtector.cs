namespace SignOn;

/// <summary>Turns a <see cref="PendingRequest"/> into a cookie value that a browser can neither read nor change.</summary>
public interface IPendingRequestProtector
{
    /// <summary>Encrypts and authenticates.</summary>
    /// <exception cref="StorageUnavailableException">The shared keys cannot be read.</exception>
    ValueTask<string> ProtectAsync(PendingRequest request, CancellationToken cancellationToken);

    /// <summary>Reads back what <see cref="ProtectAsync"/> made; null for anything else, whatever it is.</summary>
    /// <exception cref="StorageUnavailableException">The shared keys cannot be read.</exception>
    ValueTask<PendingRequest?> UnprotectAsync(string value, CancellationToken cancellationToken);
}
