using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using SignOn;

namespace Functions.Tests.Http;

/// <summary>What all instances of one deployment share.</summary>
internal sealed class SharedKeys : ISharedProtector
{
    private readonly IDataProtector _protector = new EphemeralDataProtectionProvider().CreateProtector("test");

    public byte[] Protect(byte[] plain) => _protector.Protect(plain);

    public byte[]? Unprotect(byte[] value)
    {
        try
        {
            return _protector.Unprotect(value);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
