using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace SignOn;

/// <summary>
/// The text of an API key (<c>mk.id.secret</c>), a setup link (<c>ml.tenant.id.secret</c>) or an emergency link (<c>me.tenant.id.secret</c>): where to
/// look, the seal that says that it was made here (it ends the id), and 256 random bits. The prefix lets scanners of source code find keys that leaked.
/// </summary>
internal sealed class AdminToken
{
    private const int SecretBytes = 32;
    private const int SecretCharacters = 43;
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private readonly string _seal;

    private AdminToken(AdminGrantKind kind, string? tenantId, string id, string seal, string value, ReadOnlySpan<byte> secret)
    {
        Kind = kind;
        TenantId = tenantId;
        Id = id;
        _seal = seal;
        Value = value;
        Hash = Convert.ToHexStringLower(SHA256.HashData(secret));
    }

    public AdminGrantKind Kind { get; }

    /// <summary>The tenant of a link; null for an API key, whose row says which it is.</summary>
    public string? TenantId { get; }

    public string Id { get; }

    public string Value { get; }

    public string Hash { get; }

    public static async ValueTask<AdminToken> CreateAsync(AdminGrantKind kind, string? tenantId, string id, TokenSeal seals, CancellationToken cancellationToken)
    {
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        var where = kind == AdminGrantKind.ApiKey ? null : tenantId;
        var begin = Begin(kind, where, id);
        var seal = await seals.OfAsync(begin, cancellationToken);
        return new AdminToken(kind, where, id, seal, $"{begin}{seal}.{Base64Url.EncodeToString(secret)}", secret);
    }

    public static bool TryParse(string? text, [NotNullWhen(true)] out AdminToken? token)
    {
        token = text is { Length: <= 256 } ? Parse(text.Split('.'), text) : null;
        return token is not null;
    }

    /// <summary>Whether this product made it.</summary>
    public async ValueTask<bool> IsOursAsync(TokenSeal seals, CancellationToken cancellationToken) =>
        await seals.OfAsync(Begin(Kind, TenantId, Id), cancellationToken) is var seal && Same(seal, _seal);

    /// <summary>Whether this is the secret of that row. Takes the same time whatever differs.</summary>
    public bool Opens(AdminGrant grant) => Same(Hash, grant.SecretHash);

    public override string ToString() => $"{Kind} {Id}";

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(one), System.Text.Encoding.ASCII.GetBytes(other));

    private static string Begin(AdminGrantKind kind, string? tenantId, string id) => kind switch
    {
        AdminGrantKind.ApiKey => $"mk.{id}",
        AdminGrantKind.SetupLink => $"ml.{tenantId}.{id}",
        _ => $"me.{tenantId}.{id}",
    };

    private static AdminToken? Parse(string[] parts, string text) => parts switch
    {
        ["mk", var id, var secret] => Read(AdminGrantKind.ApiKey, null, id, secret, text),
        ["ml", var tenant, var id, var secret] when TenantIds.IsValid(tenant) => Read(AdminGrantKind.SetupLink, tenant, id, secret, text),
        ["me", var tenant, var id, var secret] when TenantIds.IsValid(tenant) => Read(AdminGrantKind.EmergencyLink, tenant, id, secret, text),
        _ => null,
    };

    private static AdminToken? Read(AdminGrantKind kind, string? tenantId, string id, string secret, string text)
    {
        if (id.Length != GrantIds.Length + TokenSeal.Characters || id.AsSpan().IndexOfAnyExcept(LowerHex) >= 0 || secret.Length != SecretCharacters)
        {
            return null;
        }

        Span<byte> octets = stackalloc byte[SecretBytes];
        return Base64Url.DecodeFromChars(secret, octets, out _, out var length) == OperationStatus.Done && length == SecretBytes
            ? new AdminToken(kind, tenantId, id[..GrantIds.Length], id[GrantIds.Length..], text, octets)
            : null;
    }
}
