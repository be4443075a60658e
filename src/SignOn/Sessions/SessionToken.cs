using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace SignOn;

/// <summary>
/// The value of the session cookie: the tenant, which says in which partition to look, and 256 random bits. It is always made
/// here and never taken over from a browser, so nobody can plant a session. Storage sees its hash only.
/// </summary>
internal sealed class SessionToken
{
    private const int RandomBytes = 32;
    private const int RandomCharacters = 43;

    private SessionToken(string tenantId, string value, ReadOnlySpan<byte> random)
    {
        TenantId = tenantId;
        Value = value;
        Hash = Convert.ToHexStringLower(SHA256.HashData(random));
    }

    public string TenantId { get; }

    public string Value { get; }

    public string Hash { get; }

    public static SessionToken Create(string tenantId)
    {
        Span<byte> random = stackalloc byte[RandomBytes];
        RandomNumberGenerator.Fill(random);
        var value = $"{Base64Url.EncodeToString(Encoding.ASCII.GetBytes(tenantId))}.{Base64Url.EncodeToString(random)}";
        return new SessionToken(tenantId, value, random);
    }

    public static bool TryParse(string? text, [NotNullWhen(true)] out SessionToken? token)
    {
        token = null;
        var dot = text?.IndexOf('.') ?? -1;
        if (text is null || dot is < 1 or > 2 * TenantIds.MaxLength || text.Length - dot - 1 != RandomCharacters)
        {
            return false;
        }

        Span<byte> tenant = stackalloc byte[2 * TenantIds.MaxLength];
        Span<byte> random = stackalloc byte[RandomBytes];
        if (Base64Url.DecodeFromChars(text.AsSpan(0, dot), tenant, out _, out var tenantLength) != OperationStatus.Done
            || Base64Url.DecodeFromChars(text.AsSpan(dot + 1), random, out _, out var randomLength) != OperationStatus.Done
            || randomLength != RandomBytes
            || Encoding.Latin1.GetString(tenant[..tenantLength]) is var tenantId && !TenantIds.IsValid(tenantId))
        {
            return false;
        }

        token = new SessionToken(tenantId, text, random);
        return true;
    }

    public override string ToString() => $"session token of tenant {TenantId}";
}
