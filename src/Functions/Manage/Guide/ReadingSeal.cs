using System.Buffers.Text;
using System.Text.Json;
using SignOn;

namespace Functions.Manage.Guide;

/// <summary>
/// What was read of an IdP, on its way through the browser and back: sealed for one tenant and one admin's session, so that what is saved is what was
/// read and shown, and nobody can put other columns or other certificates in its place.
/// </summary>
/// <param name="protector">Encrypts and authenticates it, with keys that all instances share.</param>
public sealed class ReadingSeal(ISharedProtector protector)
{
    /// <summary>Goes before the JSON, so that no cookie's value is taken for a reading.</summary>
    private const byte Mark = (byte)'R';

    private const string Tenant = "tenant";
    private const string Session = "session";

    /// <summary>Seals columns.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="formToken">The form token of the admin's session.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">The key ring cannot be read.</exception>
    internal async ValueTask<string> WriteAsync(string tenantId, string formToken, IReadOnlyDictionary<string, object> columns, CancellationToken cancellation)
    {
        var values = columns.ToDictionary(c => c.Key, c => TenantText.Of(c.Value), StringComparer.Ordinal);
        (values[Tenant], values[Session]) = (tenantId, formToken);
        byte[] plain = [Mark, .. JsonSerializer.SerializeToUtf8Bytes(values, AppJson.Default.DictionaryStringString)];
        return Base64Url.EncodeToString(await protector.ProtectAsync(plain, cancellation));
    }

    /// <summary>The columns; null for what was not sealed here, for this tenant and this session.</summary>
    /// <param name="text">What came back.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="formToken">The form token of the admin's session.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">The key ring cannot be read.</exception>
    internal async ValueTask<Dictionary<string, object>?> ReadAsync(string text, string tenantId, string formToken, CancellationToken cancellation)
    {
        if (!Base64Url.IsValid(text) || await protector.UnprotectAsync(Base64Url.DecodeFromChars(text), cancellation) is not [Mark, .. var json])
            return null;
        var values = JsonSerializer.Deserialize(json, AppJson.Default.DictionaryStringString);
        return values is not null && values.GetValueOrDefault(Tenant) == tenantId && values.GetValueOrDefault(Session) == formToken
            ? ImportIdp.Written.Where(c => values.ContainsKey(c.Name)).ToDictionary(c => c.Name, c => TenantText.ToValue(c, values[c.Name]), StringComparer.Ordinal)
            : null;
    }
}
