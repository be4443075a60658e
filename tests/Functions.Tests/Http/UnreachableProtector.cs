using SignOn;

namespace Functions.Tests.Http;

/// <summary>A key ring that cannot be read.</summary>
internal sealed class UnreachableProtector : ISharedProtector
{
    public async ValueTask<byte[]> ProtectAsync(byte[] plain, CancellationToken cancellationToken)
    {
        await Task.Yield();
        throw new StorageUnavailableException("down", TimeSpan.FromSeconds(7));
    }

    public async ValueTask<byte[]?> UnprotectAsync(byte[] value, CancellationToken cancellationToken)
    {
        await Task.Yield();
        throw new StorageUnavailableException("down", TimeSpan.FromSeconds(7));
    }
}
