using System.Text;
using Azure;
using Azure.Security.KeyVault.Certificates;

namespace StandIns.Tests.Certificates;

public sealed class ChallengeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_sent_only_after_the_vault_asked_and_then_at_once()
    {
        await using var vault = await NewVaultAsync();
        var client = vault.NewClient();

        await ListAsync(client);
        await ListAsync(client);

        Assert.Equal([false, true, true], vault.Requests.Select(request => request.HasToken));
        var asked = Assert.Single(vault.Credential.Asked);
        Assert.Equal(["https://vault.azure.net/.default"], asked.Scopes);
        Assert.Equal(FakeVault.Tenant, asked.TenantId);
    }

    [Theory]
    [InlineData("https://vault.example.net")]
    [InlineData("https://azure.net.evil.example")]
    [InlineData("https://lt.azure.net")]
    [InlineData("https://user@vault.azure.net")]
    [InlineData("nonsense")]
    public async Task A_vault_outside_the_domain_of_the_resource_that_it_names_gets_no_token(string resource)
    {
        await using var vault = await NewVaultAsync();
        vault.Resource = resource;

        await Assert.ThrowsAsync<InvalidOperationException>(() => ListAsync(vault.NewClient()));

        Assert.Empty(vault.Credential.Asked);
        Assert.All(vault.Requests, request => Assert.False(request.HasToken));
    }

    [Fact]
    public async Task Verification_can_be_switched_off()
    {
        await using var vault = await NewVaultAsync();
        vault.Resource = "https://vault.example.net";

        await ListAsync(vault.NewClient(verify: false));

        Assert.Equal(["https://vault.example.net/.default"], Assert.Single(vault.Credential.Asked).Scopes);
    }

    [Fact]
    public async Task A_demand_for_claims_is_met_with_a_new_token()
    {
        await using var vault = await NewVaultAsync();
        var client = vault.NewClient();
        await ListAsync(client);
        const string Claims = """{"access_token":{"nbf":{"essential":true,"value":"1"}}}""";
        vault.ExtraChallenge =
            $"Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/{FakeVault.Tenant}/oauth2/authorize\", " +
            $"error=\"insufficient_claims\", claims=\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(Claims))}\"";

        await ListAsync(client);

        Assert.Equal([null, Claims], vault.Credential.Asked.Select(asked => asked.Claims));
    }

    [Fact]
    public async Task A_refusal_without_a_challenge_is_the_answer()
    {
        await using var vault = await NewVaultAsync();
        vault.ExtraChallenge = "Basic realm=\"vault\"";

        var error = await Assert.ThrowsAsync<RequestFailedException>(() => ListAsync(vault.NewClient()));

        Assert.Equal(401, error.Status);
        Assert.Empty(vault.Credential.Asked);
    }

    [Fact]
    public async Task Nothing_is_sent_without_TLS()
    {
        await using var vault = await NewVaultAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => ListAsync(vault.NewClient(scheme: "http")));

        Assert.Empty(vault.Requests);
    }

    private static async Task<FakeVault> NewVaultAsync()
    {
        var vault = await FakeVault.StartAsync();
        vault.Answers["/certificates/saml/versions"] = (200, """{"value":[]}""");
        return vault;
    }

    private static async Task ListAsync(CertificateClient client) =>
        Assert.Empty(await client.GetPropertiesOfCertificateVersionsAsync("saml", Cancel).ToListAsync(Cancel));
}
