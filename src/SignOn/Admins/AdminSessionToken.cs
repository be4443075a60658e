using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace SignOn;

/// <summary>The value of the admins' cookie: 256 random bits, always made here. Storage sees the hash only; what forms carry is derived from it.</summary>
internal sealed class AdminSessionToken
{
    private const int Bytes = 32;
    private const int Characters = 43;

    private readonly byte[] _secret;

    private AdminSessionToken(byte[] secret, string value)
    {
        _secret = secret;
        Value = value;
        Hash = Convert.ToHexStringLower(SHA256.HashData(secret));
    }

    public string Value { get; }

    public string Hash { get; }

    /// <summary>What a form of this session carries. Whoever reads it in a page learns nothing of the cookie.</summary>
    public string FormToken => Base64Url.EncodeToString(HMACSHA256.HashData(_secret, "form"u8));

    public static AdminSessionToken Create()
    {
        var secret = RandomNumberGenerator.GetBytes(Bytes);
        return new AdminSessionToken(secret, Base64Url.EncodeToString(secret));
    }

    public static bool TryParse(string? text, [NotNullWhen(true)] out AdminSessionToken? token)
    {
        token = null;
        var secret = new byte[Bytes];
        if (text?.Length != Characters
            || Base64Url.DecodeFromChars(text, secret, out _, out var length) != OperationStatus.Done
            || length != Bytes)
        {
            return false;
        }

        token = new AdminSessionToken(secret, text);
        return true;
    }

    /// <summary>A mark of the bootstrap key that only this token's holder can check: a reader of the table cannot try keys against it.</summary>
    public string ProveKey(string bootstrapKey) => Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes("key " + bootstrapKey)));

    public override string ToString() => "admin session token";
}
