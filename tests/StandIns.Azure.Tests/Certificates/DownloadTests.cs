using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Azure;

namespace StandIns.Tests.Certificates;

public sealed class DownloadTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_key_comes_from_the_secret_that_the_certificate_names_not_from_the_one_of_its_version()
    {
        await using var vault = await FakeVault.StartAsync();
        using var certificate = NewRsa("CN=saml");
        Put(vault, "/certificates/saml/cert1", certificate, "secret9");
        PutSecret(vault, "/secrets/saml/secret9", "application/x-pkcs12", Convert.ToBase64String(certificate.Export(X509ContentType.Pkcs12)));
        using var other = NewRsa("CN=other");
        PutSecret(vault, "/secrets/saml/cert1", "application/x-pkcs12", Convert.ToBase64String(other.Export(X509ContentType.Pkcs12)));

        using var read = (await vault.NewClient().DownloadCertificateAsync("saml", "cert1", Cancel)).Value;

        Assert.Equal(certificate.Thumbprint, read.Thumbprint);
        AssertSigns(read);
    }

    [Fact]
    public async Task Without_a_version_the_newest_is_read()
    {
        await using var vault = await FakeVault.StartAsync();
        using var certificate = NewRsa("CN=saml");
        Put(vault, "/certificates/saml/", certificate, "s");
        PutSecret(vault, "/secrets/saml/s", "application/x-pkcs12", Convert.ToBase64String(certificate.Export(X509ContentType.Pkcs12)));

        using var read = (await vault.NewClient().DownloadCertificateAsync("saml", null, Cancel)).Value;

        Assert.Equal(certificate.Thumbprint, read.Thumbprint);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_PEM_secret_gives_the_keys_own_certificate_wherever_it_stands_in_the_chain(bool ellipticCurve, bool issuerFirst)
    {
        await using var vault = await FakeVault.StartAsync();
        using var issuer = NewRsa("CN=issuer");
        using var certificate = ellipticCurve ? NewEc("CN=saml", issuer) : NewRsa("CN=saml", issuer);
        using var key = (AsymmetricAlgorithm?)certificate.GetRSAPrivateKey() ?? certificate.GetECDsaPrivateKey()!;
        var (first, second) = issuerFirst ? (issuer, certificate) : (certificate, issuer);
        Put(vault, "/certificates/saml/v", certificate, "s");
        PutSecret(
            vault, "/secrets/saml/s", "application/x-pem-file",
            $"{key.ExportPkcs8PrivateKeyPem()}\n{first.ExportCertificatePem()}\n{second.ExportCertificatePem()}\n");

        using var read = (await vault.NewClient().DownloadCertificateAsync("saml", "v", Cancel)).Value;

        Assert.Equal(certificate.Thumbprint, read.Thumbprint);
        AssertSigns(read);
    }

    [Fact]
    public async Task A_key_that_may_not_leave_the_vault_is_not_there()
    {
        await using var vault = await FakeVault.StartAsync();
        using var certificate = NewRsa("CN=saml");
        Put(vault, "/certificates/saml/v", certificate, "s");
        PutSecret(vault, "/secrets/saml/s", "application/x-pem-file", certificate.ExportCertificatePem());

        using var read = (await vault.NewClient().DownloadCertificateAsync("saml", "v", Cancel)).Value;

        Assert.Equal(certificate.Thumbprint, read.Thumbprint);
        Assert.False(read.HasPrivateKey);
    }

    [Fact]
    public async Task A_disabled_version_is_refused_by_the_vault()
    {
        await using var vault = await FakeVault.StartAsync();
        using var certificate = NewRsa("CN=saml");
        Put(vault, "/certificates/saml/v", certificate, "s");
        vault.Answers["/secrets/saml/s"] = (403, """{"error":{"code":"Forbidden","message":"Operation get is not allowed on a disabled secret."}}""");

        var error = await Assert.ThrowsAsync<RequestFailedException>(() => vault.NewClient().DownloadCertificateAsync("saml", "v", Cancel));

        Assert.Equal((403, "Forbidden"), (error.Status, error.ErrorCode));
    }

    [Fact]
    public async Task An_unknown_certificate_is_not_found()
    {
        await using var vault = await FakeVault.StartAsync();

        var error = await Assert.ThrowsAsync<RequestFailedException>(() => vault.NewClient().DownloadCertificateAsync("saml", "v", Cancel));

        Assert.Equal((404, "CertificateNotFound"), (error.Status, error.ErrorCode));
    }

    [Fact]
    public async Task A_secret_without_a_value_or_of_another_type_is_refused()
    {
        await using var vault = await FakeVault.StartAsync();
        using var certificate = NewRsa("CN=saml");
        Put(vault, "/certificates/saml/v", certificate, "s");
        PutSecret(vault, "/secrets/saml/s", "application/x-pkcs12", "");
        await Assert.ThrowsAsync<InvalidDataException>(() => vault.NewClient().DownloadCertificateAsync("saml", "v", Cancel));

        PutSecret(vault, "/secrets/saml/s", "text/plain", "hello");
        await Assert.ThrowsAsync<NotSupportedException>(() => vault.NewClient().DownloadCertificateAsync("saml", "v", Cancel));
    }

    private static void Put(FakeVault vault, string path, X509Certificate2 certificate, string secretVersion) =>
        vault.Answers[path] = (200, JsonSerializer.Serialize(new
        {
            id = $"{vault.Uri}certificates/saml/v",
            sid = $"{vault.Uri}secrets/saml/{secretVersion}",
            cer = Convert.ToBase64String(certificate.RawData),
            attributes = new { enabled = true },
        }));

    private static void PutSecret(FakeVault vault, string path, string contentType, string value) =>
        vault.Answers[path] = (200, JsonSerializer.Serialize(new { value, contentType, id = $"{vault.Uri}{path[1..]}" }));

    private static void AssertSigns(X509Certificate2 certificate)
    {
        var data = RandomNumberGenerator.GetBytes(32);
        if (certificate.GetRSAPrivateKey() is { } rsa)
        {
            using var publicKey = certificate.GetRSAPublicKey()!;
            var signature = rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            Assert.True(publicKey.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
            rsa.Dispose();
            return;
        }

        using var ec = certificate.GetECDsaPrivateKey()!;
        using var ecPublic = certificate.GetECDsaPublicKey()!;
        Assert.True(ecPublic.VerifyData(data, ec.SignData(data, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256));
    }

    private static X509Certificate2 NewRsa(string subject, X509Certificate2? issuer = null)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (issuer is null)
        {
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(2));
        }

        using var issued = request.Create(issuer, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), [1, 2, 3]);
        return issued.CopyWithPrivateKey(key);
    }

    private static X509Certificate2 NewEc(string subject, X509Certificate2 issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        using var issuerKey = issuer.GetRSAPrivateKey()!;
        using var issued = request.Create(
            issuer.SubjectName, X509SignatureGenerator.CreateForRSA(issuerKey, RSASignaturePadding.Pkcs1),
            DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), [1, 2, 3]);
        return issued.CopyWithPrivateKey(key);
    }
}
