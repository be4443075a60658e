using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace SignOn;

/// <summary>
/// The text of an API key (<c>mk.id.secret</c>), a setup link (<c>ml.tenant.id.secret</c>) or an emergency link (<c>me.tenant.id.secret</c>): where to
/// look, and 256 random bits. The prefix lets scanners of source code find keys that leaked.
/// </summary>
internal sealed class AdminToken
{
    private const int SecretBytes = 32;
    private const int SecretCharacters = 43;
    private const int IdCharacters = 16;
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private AdminToken(AdminGrantKind kind, string? tenantId, string id, string value, ReadOnlySpan<byte> secret)
    {
        Kind = kind;
        TenantId = tenantId;
        Id = id;
        Value = value;
        Hash = Convert.ToHexStringLower(SHA256.HashData(secret));
    }

    public AdminGrantKind Kind { get; }

    /// <summary>The tenant of a link; null for an API key, whose row says which it is.</summary>
    public string? TenantId { get; }

    public string Id { get; }

    public string Value { get; }

    public string Hash { get; }

    public static AdminToken Create(AdminGrantKind kind, string? tenantId)
    {
        Span<byte> secret = stackalloc byte[SecretBytes];
        RandomNumberGenerator.Fill(secret);
        var id = RandomNumberGenerator.GetHexString(IdCharacters, lowercase: true);
        var where = kind switch { AdminGrantKind.ApiKey => "mk", AdminGrantKind.SetupLink => $"ml.{tenantId}", _ => $"me.{tenantId}" };
        return new AdminToken(kind, kind == AdminGrantKind.ApiKey ? null : tenantId, id, $"{where}.{id}.{Base64Url.EncodeToString(secret)}", secret);
    }

    public static bool TryParse(string? text, [NotNullWhen(true)] out AdminToken? token)
    {
        token = text is { Length: <= 256 } ? Parse(text.Split('.'), text) : null;
        return token is not null;
    }

    /// <summary>Whether this is the secret of that row. Takes the same time whatever differs.</summary>
    public bool Opens(AdminGrant grant) => CryptographicOperations.FixedTimeEquals(
        System.Text.Encoding.ASCII.GetBytes(Hash), System.Text.Encoding.ASCII.GetBytes(grant.SecretHash));

    public override string ToString() => $"{Kind} {Id}";

    private static AdminToken? Parse(string[] parts, string text) => parts switch
    {
        ["mk", var id, var secret] => Read(AdminGrantKind.ApiKey, null, id, secret, text),
        ["ml", var tenant, var id, var secret] when TenantIds.IsValid(tenant) => Read(AdminGrantKind.SetupLink, tenant, id, secret, text),
        ["me", var tenant, var id, var secret] when TenantIds.IsValid(tenant) => Read(AdminGrantKind.EmergencyLink, tenant, id, secret, text),
        _ => null,
    };

    private static AdminToken? Read(AdminGrantKind kind, string? tenantId, string id, string secret, string text)
    {
        if (id.Length != IdCharacters || id.AsSpan().IndexOfAnyExcept(LowerHex) >= 0 || secret.Length != SecretCharacters)
        {
            return null;
        }

        Span<byte> octets = stackalloc byte[SecretBytes];
        return Base64Url.DecodeFromChars(secret, octets, out _, out var length) == OperationStatus.Done && length == SecretBytes
            ? new AdminToken(kind, tenantId, id, text, octets)
            : null;
    }
}
