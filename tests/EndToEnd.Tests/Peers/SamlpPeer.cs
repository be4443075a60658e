using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TestSupport;

namespace EndToEnd.Tests.Peers;

/// <summary>An identity provider that this project did not write: the npm package samlp, as a process of its own.</summary>
public sealed class SamlpPeer : IAsyncDisposable
{
    /// <summary>Its entity ID.</summary>
    public const string Issuer = "urn:samlp-peer";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private SamlpPeer(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>Where it listens.</summary>
    public Uri BaseUrl { get; private set; } = null!;

    /// <summary>Installs it where it is missing, starts it and waits until it listens.</summary>
    /// <param name="entityId">The service provider's entity ID.</param>
    /// <param name="acsUrl">The service provider's reply URL.</param>
    /// <param name="signs">assertion, response or both.</param>
    /// <param name="requestCertificate">The certificate that must verify requests, as PEM; null: requests need no signature.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="encryptsTo">The certificate to encrypt assertions to, as PEM, and the cipher's URI; null: nothing is encrypted.</param>
    public static async Task<SamlpPeer> StartAsync(
        string entityId, string acsUrl, string signs, string? requestCertificate, CancellationToken cancellationToken, (string Certificate, string Cipher)? encryptsTo = null)
    {
        var folder = Repository.PathOf("tests", "peers", "samlp");
        await NpmPackages.EnsureAsync(folder, cancellationToken);
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=samlp peer", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        var start = new ProcessStartInfo("node", ["--no-deprecation", "server.mjs"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PEER_ISSUER"] = Issuer;
        start.Environment["PEER_KEY"] = key.ExportRSAPrivateKeyPem();
        start.Environment["PEER_CERTIFICATE"] = certificate.ExportCertificatePem();
        start.Environment["PEER_USER"] = """
            { "id": "peer-user-42", "displayName": "Petra Peer", "name": { "givenName": "Petra", "familyName": "Peer" }, "emails": [{ "value": "petra@contoso.com" }] }
            """;
        start.Environment["PEER_SIGNS"] = signs;
        start.Environment["PEER_SP_ENTITY_ID"] = entityId;
        start.Environment["PEER_SP_ACS"] = acsUrl;
        start.Environment["PEER_SP_CERTIFICATE"] = requestCertificate ?? "";
        start.Environment["PEER_ENCRYPTS_TO"] = encryptsTo?.Certificate ?? "";
        start.Environment["PEER_CIPHER"] = encryptsTo?.Cipher ?? "";
        var peer = new SamlpPeer(Process.Start(start)!);
        await peer.WaitAsync(cancellationToken);
        return peer;
    }

    /// <summary>Fetches its metadata, as an admin downloads the file.</summary>
    public async Task<byte[]> MetadataAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        return await http.GetByteArrayAsync(new Uri(BaseUrl, "/metadata"), cancellationToken);
    }

    /// <summary>Ends the process.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        var line = await _process.StandardOutput.ReadLineAsync(limit.Token);
        if (!int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            await _process.WaitForExitAsync(limit.Token);
            throw new InvalidOperationException($"The samlp peer did not start: {line} {_errors}");
        }

        BaseUrl = new Uri($"http://127.0.0.1:{port}");
    }
}
