using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace AzureAdapters.Tests.Keys;

/// <summary>As much of Key Vault's REST API as reading a certificate's versions needs. It is asked through the real client.</summary>
internal sealed class PretendVault : HttpMessageHandler
{
    private readonly List<Version> _versions = [];
    private int _requests;

    public Uri Address { get; } = new("https://pretend.vault.azure.net/");

    public bool Down { get; set; }

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Adds a version and returns its certificate's SHA-256 thumbprint.</summary>
    public string Add(string id, DateTimeOffset createdOn, bool enabled = true, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null, int bits = 2048)
    {
        using var rsa = RSA.Create(bits);
        var request = new CertificateRequest($"CN={id}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(notBefore ?? createdOn.AddMinutes(-10), notAfter ?? createdOn.AddYears(1));
        _versions.Add(new Version(
            id, createdOn, enabled, certificate.NotBefore, certificate.NotAfter, certificate.RawData,
            certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, null)));
        return certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }

    public void Disable(string id)
    {
        var at = _versions.FindIndex(v => v.Id == id);
        _versions[at] = _versions[at] with { Enabled = false };
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        object? answer = request.RequestUri!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["certificates", "signing", "versions"] => new { value = _versions.Select(Describe) },
            ["certificates", "signing", var id] => Certificate(_versions.Find(v => v.Id == id)),
            ["secrets", "signing", var id] => Secret(_versions.Find(v => "s" + v.Id == id)),
            _ => null,
        };
        return Task.FromResult(new HttpResponseMessage(Down ? HttpStatusCode.ServiceUnavailable : answer is null ? HttpStatusCode.NotFound : HttpStatusCode.OK)
        {
            Content = new StringContent(JsonSerializer.Serialize(answer ?? new { error = new { code = "CertificateNotFound", message = "x" } })),
        });
    }

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
        cer = Convert.ToBase64String(version.Der),
    };

    private static object? Secret(Version? version) =>
        version is null ? null : new { value = Convert.ToBase64String(version.Pfx), contentType = "application/x-pkcs12" };

    private sealed record Version(string Id, DateTimeOffset CreatedOn, bool Enabled, DateTime NotBefore, DateTime NotAfter, byte[] Der, byte[] Pfx);
}
