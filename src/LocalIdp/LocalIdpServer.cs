using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalIdp;

/// <summary>A pretend Entra ID that listens on loopback. It signs anyone in; never deploy it.</summary>
public sealed class LocalIdpServer : IAsyncDisposable
{
    private const int MostRequestBytes = 256 * 1024;
    private const int MostRequestLineBytes = 32 * 1024;

    private readonly WebApplication _app;
    private readonly IdpContext _context;
    private readonly MetadataEndpoint _metadata;
    private int _disposed;

    private LocalIdpServer(WebApplication app, IdpContext context, MetadataEndpoint metadata)
    {
        _metadata = metadata;
        _app = app;
        _context = context;
    }

    /// <summary>What it was started with.</summary>
    public LocalIdpOptions Options => _context.Options;

    /// <summary>Its addresses, with the real port.</summary>
    public IdpUrls Urls => _context.Urls;

    /// <summary>Entity ID and Issuer.</summary>
    public string Issuer => EntraNames.Issuer(Options.DirectoryId);

    /// <summary>The certificate that signs assertions until an application gets one of its own, with its private key. The server disposes it unless the options gave it.</summary>
    public X509Certificate2 SigningCertificate => _context.Keys.Signing.Certificate;

    /// <summary>How the server signs: give it to <see cref="XmlSigner"/> to sign changed documents with the trusted key.</summary>
    public XmlSignatureOptions Signature => _context.Keys.Signing.Signature;

    /// <summary>How often somebody has asked for metadata.</summary>
    public int MetadataRequests => _metadata.Served;

    /// <summary>Makes a new certificate for an application and signs with it from now on; its metadata publishes it and those before it.</summary>
    /// <param name="appId">The application.</param>
    /// <returns>The certificate. The server disposes it.</returns>
    public X509Certificate2 RollSigningKey(Guid appId) => _context.Keys.Roll(appId);

    /// <summary>Encrypts an application's assertions to another certificate from now on, as its page does.</summary>
    /// <param name="appId">The application.</param>
    /// <param name="certificate">With an RSA key; null: nothing is encrypted.</param>
    /// <param name="algorithm">The cipher's URI.</param>
    public void EncryptTo(Guid appId, X509Certificate2? certificate, string algorithm = AssertionEncryptor.Aes256Cbc) => _context.Encryption.Choose(appId, certificate, algorithm);

    /// <summary>Starts to listen.</summary>
    /// <exception cref="ArgumentException">An option is wrong.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="InvalidOperationException">A key file cannot be used.</exception>
    public static async Task<LocalIdpServer> StartAsync(LocalIdpOptions options, CancellationToken cancellationToken = default)
    {
        OptionsCheck.Check(options);
        var keys = new IdpKeys(options);
        var app = Build(options);
        try
        {
            var context = new IdpContext(options, keys, () => app.Urls.First(), app.Logger);
            var metadata = new MetadataEndpoint(context);
            IdpRoutes.Map(app, context, metadata);
            await app.StartAsync(cancellationToken);
            Log.Started(app.Logger, context.Urls.BaseUrl);
            return new(app, context, metadata);
        }
        catch
        {
            await app.DisposeAsync();
            keys.Dispose();
            throw;
        }
    }

    /// <summary>Describes the Response that the server would send, for <c>with</c> changes.</summary>
    /// <param name="application">One of the registered applications, or a variant of one.</param>
    /// <param name="user">The account; need not be one of the server's.</param>
    /// <param name="inResponseTo">The request's ID, or null for an unsolicited Response.</param>
    public SamlResponseOptions DescribeResponse(LocalIdpApplication application, LocalIdpUser user, string? inResponseTo = null)
        => _context.Responses.Describe(SignIn.Unsolicited(application) with { InResponseTo = inResponseTo }, user);

    /// <summary>Makes a signed Response without the pages, as XML.</summary>
    /// <param name="application">One of the registered applications, or a variant of one.</param>
    /// <param name="user">The account; need not be one of the server's.</param>
    /// <param name="inResponseTo">The request's ID, or null for an unsolicited Response.</param>
    /// <param name="overrides">Changes to make before signing.</param>
    public string CreateResponseXml(
        LocalIdpApplication application,
        LocalIdpUser user,
        string? inResponseTo = null,
        Func<SamlResponseOptions, SamlResponseOptions>? overrides = null)
    {
        var response = DescribeResponse(application, user, inResponseTo);
        return _context.Responses.Sign(application, overrides?.Invoke(response) ?? response);
    }

    /// <summary>Makes a signed Response without the pages, in base64: the value of the SAMLResponse form field.</summary>
    /// <inheritdoc cref="CreateResponseXml"/>
    public string CreateResponse(
        LocalIdpApplication application,
        LocalIdpUser user,
        string? inResponseTo = null,
        Func<SamlResponseOptions, SamlResponseOptions>? overrides = null)
        => Convert.ToBase64String(Encoding.UTF8.GetBytes(CreateResponseXml(application, user, inResponseTo, overrides)));

    /// <summary>Describes a LogoutRequest to an application, for <c>with</c> changes; it names nobody yet.</summary>
    /// <param name="application">One of the registered applications, or a variant of one, with a Logout URL.</param>
    public LogoutRequestOptions DescribeLogoutRequest(LocalIdpApplication application) => _context.DescribeLogoutRequest(application);

    /// <summary>Stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _app.StopAsync();
        await _app.DisposeAsync();
        _context.Keys.Dispose();
    }

    // Nothing is read from the environment or from appsettings.json: those belong to the process that hosts this server.
    private static WebApplication Build(LocalIdpOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostRequestBytes;
            kestrel.Limits.MaxRequestLineSize = MostRequestLineBytes;
        });
        builder.WebHost.UseUrls($"http://{options.Host}:{options.Port}");
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.AddSingleton(options.LoggerFactory ?? NullLoggerFactory.Instance);
        return builder.Build();
    }
}
