using System.ComponentModel;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Security.KeyVault.Certificates;

/// <summary>The certificates of one vault. Safe for use by many threads.</summary>
public class CertificateClient
{
    private readonly HttpPipeline _pipeline;
    private readonly string _apiVersion;

    /// <summary>A client that shows an identity's tokens.</summary>
    /// <param name="vaultUri">The vault's address, with https.</param>
    /// <param name="credential">The identity.</param>
    public CertificateClient(Uri vaultUri, TokenCredential credential)
        : this(vaultUri, credential, null)
    {
    }

    /// <summary>A client that shows an identity's tokens.</summary>
    /// <param name="vaultUri">The vault's address, with https.</param>
    /// <param name="credential">The identity.</param>
    /// <param name="options">Retries, transport, diagnostics.</param>
    public CertificateClient(Uri vaultUri, TokenCredential credential, CertificateClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(vaultUri);
        ArgumentNullException.ThrowIfNull(credential);
        options ??= new CertificateClientOptions();
        VaultUri = vaultUri;
        _apiVersion = options.VersionString;
        _pipeline = HttpPipelineBuilder.Build(options, new ChallengePolicy(credential, !options.DisableChallengeResourceVerification));
    }

    /// <summary>For derived classes in tests.</summary>
    protected CertificateClient()
    {
    }

    /// <summary>The vault's address.</summary>
    public virtual Uri VaultUri { get; }

    /// <summary>Lists the versions of a certificate, disabled ones too, in no order.</summary>
    /// <param name="certificateName">The certificate's name, not empty.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="RequestFailedException">The vault refused, or could not be reached. Thrown while the versions are read.</exception>
    public virtual AsyncPageable<CertificateProperties> GetPropertiesOfCertificateVersionsAsync(
        string certificateName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(certificateName);
        var first = AtVersion($"certificates/{Uri.EscapeDataString(certificateName)}/versions");
        return new VersionPages(FetchAsync);

        async Task<Page<CertificateProperties>> FetchAsync(string link)
        {
            var response = await GetAsync(link is null ? first : new Uri(link), cancellationToken);
            using var body = JsonDocument.Parse(response.Content);
            CertificateProperties[] versions = body.RootElement.TryGetProperty("value", out var list) && list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray().Select(item => new CertificateProperties(item))]
                : [];
            return Page<CertificateProperties>.FromValues(
                versions, body.RootElement.TryGetProperty("nextLink", out var next) ? next.GetString() : null, response);
        }
    }

    /// <summary>Reads a certificate with its private key, if the certificate's policy lets the key leave the vault.</summary>
    /// <param name="certificateName">The certificate's name, not empty.</param>
    /// <param name="version">The version, or <see langword="null"/> for the newest.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="RequestFailedException">The vault refused, for example a disabled version (403), or could not be reached.</exception>
    /// <exception cref="InvalidDataException">The vault's answer lacks the certificate or its secret.</exception>
    /// <exception cref="NotSupportedException">The secret is neither PKCS #12 nor PEM.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual async Task<Response<X509Certificate2>> DownloadCertificateAsync(
        string certificateName, string version, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(certificateName);
        var path = $"certificates/{Uri.EscapeDataString(certificateName)}/{Uri.EscapeDataString(version ?? "")}";
        using var certificate = JsonDocument.Parse((await GetAsync(AtVersion(path), cancellationToken)).Content);

        // The secret has versions of its own, so the certificate's version does not lead to it; its address does.
        var secretId = certificate.RootElement.TryGetProperty("sid", out var sid) ? sid.GetString() : null;
        var der = certificate.RootElement.TryGetProperty("cer", out var cer) ? cer.GetBytesFromBase64() : null;
        if (secretId is null || der is null)
        {
            throw new InvalidDataException($"The vault's answer about '{certificateName}' lacks the certificate or the address of its secret.");
        }

        var response = await GetAsync(AtVersion(secretId), cancellationToken);
        using var secret = JsonDocument.Parse(response.Content);
        return Response.FromValue(SecretContent.Read(secret.RootElement, der), response);
    }

    private Uri AtVersion(string address) => new(VaultUri, $"{address}?api-version={_apiVersion}");

    private async Task<Response> GetAsync(Uri uri, CancellationToken cancellationToken)
    {
        using var message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Get;
        message.Request.Uri.Reset(uri);
        message.Request.Headers.Add("Accept", "application/json");
        await _pipeline.SendAsync(message, cancellationToken);
        return message.Response.Status == 200 ? message.Response : throw new RequestFailedException(message.Response);
    }
}
