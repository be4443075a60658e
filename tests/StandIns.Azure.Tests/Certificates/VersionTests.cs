using Azure;

namespace StandIns.Tests.Certificates;

public sealed class VersionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Versions_come_over_all_pages_disabled_ones_too()
    {
        await using var vault = await FakeVault.StartAsync();
        var next = $"{vault.Uri}certificates/saml/versions?api-version=7.6&$skiptoken=abc%3D";
        vault.Answers["/certificates/saml/versions"] = (200, $$"""
            {
              "value": [
                {
                  "id": "{{vault.Uri}}certificates/saml/aaaa1111",
                  "x5t": "AAEC-_8",
                  "attributes": { "enabled": true, "nbf": 1700000000, "exp": 1800000000, "created": 1700000001, "updated": 1700000002 },
                  "subject": ""
                }
              ],
              "nextLink": "{{next}}"
            }
            """);
        vault.Answers["/certificates/saml/versions?&$skiptoken=abc%3D"] = (200, $$"""
            {
              "value": [ { "id": "{{vault.Uri}}certificates/saml/bbbb2222", "attributes": { "enabled": false } } ],
              "nextLink": null
            }
            """);

        var versions = await vault.NewClient().GetPropertiesOfCertificateVersionsAsync("saml", Cancel).ToListAsync(Cancel);

        Assert.Equal(["aaaa1111", "bbbb2222"], versions.Select(version => version.Version));
        Assert.Equal([true, false], versions.Select(version => version.Enabled));
        var first = versions[0];
        Assert.Equal(("saml", new Uri($"{vault.Uri}certificates/saml/aaaa1111"), vault.Uri), (first.Name, first.Id, first.VaultUri));
        Assert.Equal([0, 1, 2, 251, 255], first.X509Thumbprint);
        Assert.Equal(
            [1700000000L, 1800000000L, 1700000001L, 1700000002L],
            new[] { first.NotBefore, first.ExpiresOn, first.CreatedOn, first.UpdatedOn }.Select(time => time!.Value.ToUnixTimeSeconds()));
        Assert.Equal((null, null), (versions[1].NotBefore, versions[1].ExpiresOn));
    }

    [Fact]
    public async Task A_certificate_without_versions_gives_none()
    {
        await using var vault = await FakeVault.StartAsync();
        vault.Answers["/certificates/saml/versions"] = (200, """{"value":[],"nextLink":null}""");

        Assert.Empty(await vault.NewClient().GetPropertiesOfCertificateVersionsAsync("saml", Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_refusal_carries_the_vaults_code()
    {
        await using var vault = await FakeVault.StartAsync();
        vault.Answers["/certificates/saml/versions"] = (403, """{"error":{"code":"Forbidden","message":"No permission to list."}}""");

        var error = await Assert.ThrowsAsync<RequestFailedException>(
            () => vault.NewClient().GetPropertiesOfCertificateVersionsAsync("saml", Cancel).ToListAsync(Cancel).AsTask());

        Assert.Equal((403, "Forbidden"), (error.Status, error.ErrorCode));
    }

    [Fact]
    public async Task A_name_is_needed()
    {
        await using var vault = await FakeVault.StartAsync();

        Assert.Throws<ArgumentException>(() => vault.NewClient().GetPropertiesOfCertificateVersionsAsync("", Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => vault.NewClient().DownloadCertificateAsync("", null, Cancel));
    }
}
