using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace LocalIdp.Tests.Pages;

/// <summary>'Token Encryption' on an application's page, and the account that is assigned to nothing.</summary>
public sealed class TokenEncryptionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AssertionEncryptor.Aes256Cbc, "use=\"encryption\"")]
    [InlineData(AssertionEncryptor.Aes256Gcm, "use=\"encryption\"")]
    [InlineData(AssertionEncryptor.Aes256Cbc, "")]
    public async Task The_certificate_comes_out_of_the_applications_metadata(string cipher, string use)
    {
        using var certificate = IdpCertificate.Create(DateTimeOffset.UtcNow);
        await using var metadata = await MetadataAsync(certificate, use);
        await using var idp = await StartAsync(metadata.Urls.First());

        var (status, _) = await idp.PostAsync(idp.Server.Urls.TokenEncryption(TestIdp.Pymetrics.AppId), ("cipher", cipher));
        var (_, page) = await idp.GetAsync(idp.Server.Urls.Application(TestIdp.Pymetrics.AppId));

        Assert.Equal(HttpStatusCode.Redirect, status);
        Assert.Contains($"<dd><code>{certificate.Thumbprint}</code>", page, StringComparison.Ordinal);
        var xml = idp.Server.CreateResponseXml(TestIdp.Pymetrics, SampleUsers.BSimon);
        Assert.Contains(cipher, xml, StringComparison.Ordinal);
        Assert.DoesNotContain("B.Simon", xml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_can_be_switched_off_and_other_applications_are_not_concerned()
    {
        using var certificate = IdpCertificate.Create(DateTimeOffset.UtcNow);
        await using var idp = await StartAsync(null);
        idp.Server.EncryptTo(TestIdp.Pymetrics.AppId, certificate);
        Assert.Contains("B.Simon", idp.Server.CreateResponseXml(TestIdp.RunMyProcess, SampleUsers.BSimon), StringComparison.Ordinal);

        await idp.PostAsync(idp.Server.Urls.TokenEncryption(TestIdp.Pymetrics.AppId), ("cipher", "off"));

        Assert.Contains("B.Simon", idp.Server.CreateResponseXml(TestIdp.Pymetrics, SampleUsers.BSimon), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AssertionEncryptor.Aes256Cbc, "without the address of its metadata")]
    [InlineData("rot13", "Choose one of the ciphers")]
    [InlineData("", "Choose one of the ciphers")]
    public async Task What_cannot_be_done_is_said(string cipher, string problem)
    {
        await using var idp = await StartAsync(null);

        var (status, page) = await idp.PostAsync(idp.Server.Urls.TokenEncryption(TestIdp.Pymetrics.AppId), ("cipher", cipher));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(problem, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_without_a_key_to_encrypt_to_is_said_and_nothing_changes()
    {
        using var certificate = IdpCertificate.Create(DateTimeOffset.UtcNow);
        await using var metadata = await MetadataAsync(certificate, "use=\"signing\"");
        await using var idp = await StartAsync(metadata.Urls.First());

        var (status, page) = await idp.PostAsync(idp.Server.Urls.TokenEncryption(TestIdp.Pymetrics.AppId), ("cipher", AssertionEncryptor.Aes256Cbc));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("has no key to encrypt to", page, StringComparison.Ordinal);
        Assert.Contains("B.Simon", idp.Server.CreateResponseXml(TestIdp.Pymetrics, SampleUsers.BSimon), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_is_not_assigned_gets_an_error_Response_that_answers_the_request()
    {
        await using var idp = await StartAsync(null);
        var (_, page) = await idp.GetAsync(TestRequest.Redirect(idp, TestRequest.Xml(), "r"));

        var (_, post) = await idp.PickAsync(page, SampleUsers.Unassigned);

        var xml = TestIdp.ResponseXml(post);
        Assert.Contains("AADSTS50105", xml, StringComparison.Ordinal);
        Assert.Contains("InResponseTo=", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("Assertion ID", xml, StringComparison.Ordinal);
        Assert.Equal("r", TestIdp.Field(post, "RelayState"));
    }

    private static Task<TestIdp> StartAsync(string? metadataUrl) => TestIdp.StartAsync(
        options => options with { Applications = [TestIdp.Pymetrics with { MetadataUrl = metadataUrl }, TestIdp.RunMyProcess] });

    /// <summary>An application that publishes its metadata.</summary>
    private static async Task<WebApplication> MetadataAsync(X509Certificate2 certificate, string use)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var document = $"""
            <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:sp"><md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
            <md:KeyDescriptor {use}><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>{Convert.ToBase64String(certificate.RawData)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
            </md:SPSSODescriptor></md:EntityDescriptor>
            """;
        app.Run(http => http.Response.WriteAsync(document, Cancel));
        await app.StartAsync(Cancel);
        return app;
    }
}
