using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SignOn;

namespace Functions.Http;

/// <summary>Makes the request cookies' values.</summary>
/// <param name="protector">Encrypts them, with keys that all instances share.</param>
/// <param name="clock">Tells which cookies are too old.</param>
public sealed class PendingRequestProtector(ISharedProtector protector, TimeProvider clock) : IPendingRequestProtector
{
    /// <summary>Without the escapes that keep JSON safe inside HTML: this is going to be encrypted, and must fit into a cookie.</summary>
    private static readonly AppJson Compact = new(new JsonSerializerOptions(AppJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <inheritdoc/>
    /// <exception cref="StorageUnavailableException">The key ring cannot be read.</exception>
    public async ValueTask<string> ProtectAsync(PendingRequest request, CancellationToken cancellationToken) =>
        Base64Url.EncodeToString(await protector.ProtectAsync(JsonSerializer.SerializeToUtf8Bytes(request, Compact.PendingRequest), cancellationToken));

    /// <inheritdoc/>
    /// <exception cref="StorageUnavailableException">The key ring cannot be read.</exception>
    public async ValueTask<PendingRequest?> UnprotectAsync(string value, CancellationToken cancellationToken)
    {
        try
        {
            if (await protector.UnprotectAsync(Base64Url.DecodeFromChars(value), cancellationToken) is not { } plain)
                return null;
            var request = JsonSerializer.Deserialize(plain, Compact.PendingRequest);
            return request is not null && request.ExpiresAt > clock.GetUtcNow() ? request : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }
}
