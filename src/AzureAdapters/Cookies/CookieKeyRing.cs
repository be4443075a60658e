using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using SignOn;

namespace AzureAdapters;

/// <summary>
/// Data Protection in a container of its own: in the host's container it would load the key ring before the first request could be answered.
/// A ring keeps what it read for about a day; to read sooner, a new one is made.
/// </summary>
internal sealed class CookieKeyRing
{
    /// <summary>Never change it: cookies of another application name cannot be read.</summary>
    private const string ApplicationName = "saml-service-provider";

    private static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(90);

    private CookieKeyRing(CookieKeyView view, IDataProtector protector)
    {
        View = view;
        Protector = protector;
    }

    public CookieKeyView View { get; }

    public IDataProtector Protector { get; }

    /// <summary>Makes a ring. Nothing is read before it is used.</summary>
    public static CookieKeyRing Create(CookieKeyView view, IServiceProviderKeys keys)
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName(ApplicationName).SetDefaultKeyLifetime(KeyLifetime);
        services.AddSingleton(keys);
        services.Configure<KeyManagementOptions>(options =>
        {
            options.XmlRepository = view;
            options.XmlEncryptor = new WrappedXmlEncryptor(keys);
        });

        // Never disposed of: others may be in the middle of using it, and there is nothing in it but memory.
        return new CookieKeyRing(view, services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>().CreateProtector("sign-in request", "v1"));
    }
}
