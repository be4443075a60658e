using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace AzureAdapters;

/// <summary>
/// Data Protection in a container of its own: in the host's container it would load the key ring before the first request could be answered.
/// All that it reads is at hand before it is made; to read anew, a new one is made.
/// </summary>
internal sealed class CookieKeyRing
{
    /// <summary>Never change it: cookies of another application name cannot be read.</summary>
    private const string ApplicationName = "saml-service-provider";

    private static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(90);

    private CookieKeyRing(CookieKeyView view, IDataProtector protector, long readAt)
    {
        View = view;
        Protector = protector;
        ReadAt = readAt;
    }

    public CookieKeyView View { get; }

    public IDataProtector Protector { get; }

    /// <summary>When the table was read, as a timestamp of the clock.</summary>
    public long ReadAt { get; }

    /// <summary>Makes a ring. Nothing is unwrapped before it is used.</summary>
    public static CookieKeyRing Create(CookieKeyView view, CookieCertificates certificates, long readAt)
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName(ApplicationName).SetDefaultKeyLifetime(KeyLifetime);
        services.AddSingleton(certificates);
        services.Configure<KeyManagementOptions>(options =>
        {
            options.XmlRepository = view;
            options.XmlEncryptor = new WrappedXmlEncryptor(certificates);
        });

        // Never disposed of: others may be in the middle of using it, and there is nothing in it but memory.
        return new CookieKeyRing(view, services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>().CreateProtector("sign-in request", "v1"), readAt);
    }
}
