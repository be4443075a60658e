using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace StandIns.Tests.Certificates;

/// <summary>A vault on loopback with https. Clients reach it as contoso.vault.azure.net, whatever that name is elsewhere.</summary>
internal sealed class FakeVault : IAsyncDisposable
{
    public const string Tenant = "11111111-2222-3333-4444-555555555555";
    private readonly WebApplication _app;
    private readonly X509Certificate2 _tls;

    private FakeVault(WebApplication app, X509Certificate2 tls)
    {
        _app = app;
        _tls = tls;
    }

    /// <summary>The resource that the vault asks a token for.</summary>
    public string Resource { get; set; } = "https://vault.azure.net";

    /// <summary>What the vault's challenge says besides; sent once, also to a request with a good token.</summary>
    public string? ExtraChallenge { get; set; }

    /// <summary>Bodies by path with query, api-version left out; a path that is not there gives 404.</summary>
    public ConcurrentDictionary<string, (int Status, string Body)> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>All requests: path with query, and whether they had a token.</summary>
    public ConcurrentQueue<(string Path, bool HasToken)> Requests { get; } = new();

    public RecordingCredential Credential { get; } = new();

    public Uri Uri => new($"https://contoso.vault.azure.net:{new Uri(_app.Urls.First()).Port}/");

    public static async Task<FakeVault> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var tls = NewTlsCertificate();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(tls)));
        var vault = new FakeVault(builder.Build(), tls);
        vault._app.Run(vault.AnswerAsync);
        await vault._app.StartAsync();
        return vault;
    }

    public CertificateClient NewClient(bool verify = true, string scheme = "https")
    {
        var port = Uri.Port;
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, remote, _, _) => remote?.GetCertHashString() == _tls.GetCertHashString();
        var options = new CertificateClientOptions(CertificateClientOptions.ServiceVersion.V7_6)
        {
            Transport = new HttpClientTransport(new HttpClient(handler)),
            DisableChallengeResourceVerification = !verify,
        };
        options.Retry.MaxRetries = 0;
        return new CertificateClient(new UriBuilder(Uri) { Scheme = scheme }.Uri, Credential, options);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _tls.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        var path = context.Request.Path + context.Request.QueryString.ToString();
        Requests.Enqueue((path, authorization.Length > 0));
        context.Response.ContentType = "application/json";
        if (authorization != "Bearer good-token" || ExtraChallenge is not null)
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate =
                ExtraChallenge ?? $"Bearer authorization=\"https://login.microsoftonline.com/{Tenant}\", resource=\"{Resource}\"";
            ExtraChallenge = authorization.Length > 0 ? null : ExtraChallenge;
            return;
        }

        var found = Answers.TryGetValue(path.Replace("api-version=7.6", "").TrimEnd('?', '&'), out var answer);
        context.Response.StatusCode = found ? answer.Status : 404;
        await context.Response.WriteAsync(found ? answer.Body : """{"error":{"code":"CertificateNotFound","message":"There is none."}}""");
    }

    private static X509Certificate2 NewTlsCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=contoso.vault.azure.net", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    internal sealed class RecordingCredential : TokenCredential
    {
        public ConcurrentQueue<TokenRequestContext> Asked { get; } = new();

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Asked.Enqueue(requestContext);
            return new("good-token", DateTimeOffset.UtcNow.AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
