using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AzureAdapters.Tests.Keys;

/// <summary>
/// As much of Key Vault's REST API as reading a certificate's versions needs, over real https with a certificate that only our client trusts.
/// It wants a token, gives versions in pages, and knows secrets by the certificate's <c>sid</c> alone.
/// </summary>
internal sealed class PretendVault : IAsyncDisposable
{
    private const string Token = "token-of-the-test";
    private readonly X509Certificate2 _tls = NewTls();
    private readonly List<Version> _versions = [];
    private readonly ConcurrentQueue<string> _requests = new();
    private WebApplication? _app;

    public Uri Address { get; private set; } = null!;

    /// <summary>How many versions a page holds.</summary>
    public int PageSize { get; set; } = 25;

    /// <summary>The status of each answer that is not 200; null: the vault works.</summary>
    public HttpStatusCode? Failure { get; set; }

    /// <summary>What the service says beside its code, such as SecretDisabled; null: nothing.</summary>
    public string? InnerCode { get; set; }

    /// <summary>Sent with failures; in seconds.</summary>
    public int? RetryAfter { get; set; }

    /// <summary>How many of the next requests fail; null: all.</summary>
    public int? FailuresLeft { get; set; }

    /// <summary>A path that is forbidden; null: none.</summary>
    public string? FailingPath { get; set; }

    /// <summary>No request is answered before this is done.</summary>
    public Task Slowness { get; set; } = Task.CompletedTask;

    /// <summary>Method and path of every request that brought its token.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>How many requests came without a token and were challenged.</summary>
    public int Challenges { get; private set; }

    /// <summary>What must never be seen outside: each private key and PFX as base64, and the token.</summary>
    public List<string> Secrets { get; } = [Token];

    public static async Task<PretendVault> StartAsync()
    {
        var vault = new PretendVault();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(vault._tls)));
        vault._app = builder.Build();
        vault._app.Run(vault.AnswerAsync);
        await vault._app.StartAsync();
        vault.Address = new Uri(vault._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");
        return vault;
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        _tls.Dispose();
    }

    /// <summary>The real client.</summary>
    public CertificateClient Connect(int retries)
    {
        var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == _tls.GetCertHashString() } };
        // The host's name is no vault's, so the check that a token goes to its own vault alone would refuse it.
        var options = new CertificateClientOptions { Transport = new HttpClientTransport(new HttpClient(handler)), DisableChallengeResourceVerification = true };
        options.Retry.MaxRetries = retries;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        return new CertificateClient(Address, new OneToken(), options);
    }

    /// <summary>Adds a version and returns its certificate's SHA-256 thumbprint.</summary>
    public string Add(string id, DateTimeOffset createdOn, bool enabled = true, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null, int bits = 2048, bool broken = false)
    {
        using var rsa = RSA.Create(bits);
        var request = new CertificateRequest($"CN={id}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(notBefore ?? createdOn.AddMinutes(-10), notAfter ?? createdOn.AddYears(1));
        var pfx = Convert.ToBase64String(certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, null));
        var secret = broken ? pfx[..(pfx.Length / 8 * 4)] : pfx;
        Secrets.AddRange(pfx[..60], pfx[200..260], Convert.ToBase64String(rsa.ExportPkcs8PrivateKey())[60..120]);
        _versions.Add(new Version(id, createdOn, enabled, certificate.NotBefore, certificate.NotAfter, Convert.ToBase64String(certificate.RawData), secret));
        return certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }

    public void Disable(string id)
    {
        var at = _versions.FindIndex(v => v.Id == id);
        _versions[at] = _versions[at] with { Enabled = false };
    }

    private async Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Headers.Authorization != "Bearer " + Token)
        {
            Challenges++;
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            http.Response.Headers.WWWAuthenticate = "Bearer authorization=\"https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555\", resource=\"https://vault.azure.net\"";
            return;
        }

        _requests.Enqueue($"{http.Request.Method} {http.Request.Path}");
        await Slowness.WaitAsync(http.RequestAborted);
        if (Failure is { } status && FailuresLeft is null or > 0)
        {
            FailuresLeft--;
            http.Response.StatusCode = (int)status;
            http.Response.Headers.RetryAfter = RetryAfter?.ToString(CultureInfo.InvariantCulture);
            await http.Response.WriteAsJsonAsync(new { error = new { code = status.ToString(), message = "The vault of the test fails.", innererror = new { code = InnerCode } } });
            return;
        }

        if (http.Request.Path == FailingPath)
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            await http.Response.WriteAsJsonAsync(new { error = new { code = "Forbidden", message = "The vault of the test fails." } });
            return;
        }

        object? answer = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["certificates", "signing", "versions"] => Page(int.TryParse(http.Request.Query["$skiptoken"], CultureInfo.InvariantCulture, out var from) ? from : 0),
            ["certificates", "signing", var id] => Certificate(_versions.Find(v => v.Id == id)),
            ["secrets", "signing", var id] => Secret(_versions.Find(v => "s" + v.Id == id)),
            _ => null,
        };
        http.Response.StatusCode = answer is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        await http.Response.WriteAsJsonAsync(answer ?? new { error = new { code = "CertificateNotFound", message = "x" } });
    }

    private object Page(int from) => new
    {
        value = _versions.Skip(from).Take(PageSize).Select(Describe),
        nextLink = from + PageSize < _versions.Count ? $"{Address}certificates/signing/versions?api-version=7.6&$skiptoken={from + PageSize}" : null,
    };

    private object Describe(Version version) => new
    {
        id = $"{Address}certificates/signing/{version.Id}",
        attributes = new
        {
            enabled = version.Enabled,
            nbf = new DateTimeOffset(version.NotBefore).ToUnixTimeSeconds(),
            exp = new DateTimeOffset(version.NotAfter).ToUnixTimeSeconds(),
            created = version.CreatedOn.ToUnixTimeSeconds(),
        },
    };

    private object? Certificate(Version? version) => version is null ? null : new
    {
        id = $"{Address}certificates/signing/{version.Id}",
        sid = $"{Address}secrets/signing/s{version.Id}",
        cer = version.Cer,
    };

    private static object? Secret(Version? version) => version is null ? null : new { value = version.Pfx, contentType = "application/x-pkcs12" };

    private static X509Certificate2 NewTls()
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private sealed record Version(string Id, DateTimeOffset CreatedOn, bool Enabled, DateTime NotBefore, DateTime NotAfter, string Cer, string Pfx);

    private sealed class OneToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(Token, DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
