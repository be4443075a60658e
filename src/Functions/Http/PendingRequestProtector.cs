using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using SignOn;

namespace Functions.Http;

/// <summary>
/// Encrypts the request cookies with ASP.NET Core Data Protection, whose key ring all instances share. Data Protection lives in a container
/// of its own, made when it is first needed: in the host's container it would load the key ring before the first request could be answered.
/// </summary>
/// <param name="keys">Where the key ring is kept.</param>
/// <param name="clock">Tells which cookies are too old.</param>
public sealed class PendingRequestProtector(IXmlRepository keys, TimeProvider clock) : IPendingRequestProtector
{
    /// <summary>Never change it: cookies of another application name cannot be read.</summary>
    private const string ApplicationName = "saml-service-provider";

    /// <summary>Without the escapes that keep JSON safe inside HTML: this is going to be encrypted, and must fit into a cookie.</summary>
    private static readonly AppJson Compact = new(new JsonSerializerOptions(AppJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private readonly Lazy<IDataProtector> _protector = new(() => Create(keys));

    /// <inheritdoc/>
    /// <exception cref="StorageUnavailableException">The key ring cannot be read.</exception>
    public string Protect(PendingRequest request)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(request, Compact.PendingRequest);
        try
        {
            return Base64Url.EncodeToString(_protector.Value.Protect(plain));
        }
        catch (CryptographicException e) when (OutageIn(e) is { } outage)
        {
            throw new StorageUnavailableException("The key ring of the request cookies cannot be read.", outage.RetryAfter, e);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StorageUnavailableException">The key ring cannot be read.</exception>
    public PendingRequest? Unprotect(string value)
    {
        try
        {
            var plain = _protector.Value.Unprotect(Base64Url.DecodeFromChars(value));
            var request = JsonSerializer.Deserialize(plain, Compact.PendingRequest);
            return request is not null && request.ExpiresAt > clock.GetUtcNow() ? request : null;
        }
        catch (CryptographicException e) when (OutageIn(e) is { } outage)
        {
            throw new StorageUnavailableException("The key ring of the request cookies cannot be read.", outage.RetryAfter, e);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }

    private static IDataProtector Create(IXmlRepository keys)
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName(ApplicationName);
        services.Configure<KeyManagementOptions>(o => o.XmlRepository = keys);
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>().CreateProtector("sign-in request", "v1");
    }

    /// <summary>Data Protection wraps whatever its repository throws.</summary>
    private static StorageUnavailableException? OutageIn(Exception e)
    {
        for (var inner = e.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is StorageUnavailableException outage)
                return outage;
        }

        return null;
    }
}
