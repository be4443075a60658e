using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using SignOn;

namespace Functions.Tests.Http;

/// <summary>What all instances of one deployment share.</summary>
internal sealed class SharedKeys : ISharedProtector
{
    private readonly IDataProtector _protector = new EphemeralDataProtectionProvider().CreateProtector("test");

    public ValueTask<byte[]> ProtectAsync(byte[] plain, CancellationToken cancellationToken) => new(_protector.Protect(plain));

    public ValueTask<byte[]?> UnprotectAsync(byte[] value, CancellationToken cancellationToken)
    {
        try
        {
            return new(_protector.Unprotect(value));
        }
        catch (CryptographicException)
        {
            return new((byte[]?)null);
        }
    }
}
