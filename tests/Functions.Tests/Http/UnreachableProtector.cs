using SignOn;

namespace Functions.Tests.Http;

/// <summary>A key ring that cannot be read.</summary>
internal sealed class UnreachableProtector : ISharedProtector
{
    public byte[] Protect(byte[] plain) => throw new StorageUnavailableException("down", TimeSpan.FromSeconds(7));

    public byte[]? Unprotect(byte[] value) => throw new StorageUnavailableException("down", TimeSpan.FromSeconds(7));
}
