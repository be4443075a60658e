using System.Runtime.Versioning;
using TestSupport;

namespace Infra.Tests.Azd;

[UnsupportedOSPlatform("windows")]
public sealed class PostprovisionTests
{
    private const string Tenant = "DisplayName=Contoso\r\n# a remark\n\nIdpCertificates=MIIC==\nRoleNames=Admins=admin";
    private const string NoRightYet = "(Forbidden) Caller is not authorized to perform action on resource. Inner error: { \"code\": \"ForbiddenByRbac\" }";

    [Fact]
    public async Task A_missing_certificate_is_made_by_the_policy()
    {
        using var azure = new FakeAzure();

        var result = await azure.RunAsync("postprovision.sh");

        Assert.True(result.ExitCode == 0, result.All);
        Assert.True(azure.HasCertificate);
        Assert.Contains($"--policy @{Repository.PathOf("infra", "hooks", "signing-certificate.json")}", azure.Calls[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Running_twice_changes_nothing()
    {
        using var azure = new FakeAzure();
        azure.Variables["SEED_TENANT_ID"] = "contoso";
        azure.Variables["SEED_TENANT_FILE"] = azure.Write("tenant.txt", Tenant);
        Assert.Equal(0, (await azure.RunAsync("postprovision.sh")).ExitCode);
        var row = azure.Row;
        azure.ForgetCalls();

        var again = await azure.RunAsync("postprovision.sh");

        Assert.True(again.ExitCode == 0, again.All);
        Assert.Equal(2, azure.Calls.Count);
        Assert.All(azure.Calls, c => Assert.Contains(" show ", c, StringComparison.Ordinal));
        Assert.Equal(row, azure.Row);
    }

    [Fact]
    public async Task The_first_tenants_row_has_the_columns_of_the_file()
    {
        using var azure = new FakeAzure { HasCertificate = true };
        azure.Variables["SEED_TENANT_ID"] = "contoso";
        azure.Variables["SEED_TENANT_FILE"] = azure.Write("tenant.txt", Tenant);

        var result = await azure.RunAsync("postprovision.sh");

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Equal(["PartitionKey=contoso", "RowKey=settings", "DisplayName=Contoso", "IdpCertificates=MIIC==", "RoleNames=Admins=admin"], azure.Row);
    }

    [Fact]
    public async Task No_tenant_is_written_unasked()
    {
        using var azure = new FakeAzure();

        await azure.RunAsync("postprovision.sh");

        Assert.DoesNotContain(azure.Calls, c => c.StartsWith("storage ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rights_that_do_not_hold_yet_are_waited_for()
    {
        using var azure = new FakeAzure { Refusals = [NoRightYet, NoRightYet] };

        var result = await azure.RunAsync("postprovision.sh");

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Equal(4, azure.Calls.Count);
        Assert.True(azure.HasCertificate);
    }

    [Fact]
    public async Task Rights_that_never_hold_end_with_what_to_check()
    {
        using var azure = new FakeAzure { Refusals = [.. Enumerable.Repeat(NoRightYet, 50)] };

        var result = await azure.RunAsync("postprovision.sh");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(40, azure.Calls.Count);
        Assert.Contains("AZURE_PRINCIPAL_ID", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(Forbidden) Public network access is disabled. Inner error: { \"code\": \"ForbiddenByConnection\" }")]
    [InlineData("(Forbidden) Client address is not authorized. Inner error: { \"code\": \"ForbiddenByFirewall\" }")]
    public async Task A_closed_network_ends_at_once_with_the_way_in(string refusal)
    {
        using var azure = new FakeAzure { Refusals = [refusal] };

        var result = await azure.RunAsync("postprovision.sh");

        Assert.Equal(1, result.ExitCode);
        Assert.Single(azure.Calls);
        Assert.Contains("OPERATOR_IP_ADDRESS", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_says_neither_yes_nor_no_makes_nothing()
    {
        using var azure = new FakeAzure { Refusals = ["Please run 'az login' to setup account."] };

        var result = await azure.RunAsync("postprovision.sh");

        Assert.Equal(1, result.ExitCode);
        Assert.Single(azure.Calls);
        Assert.Contains("az login", result.Errors, StringComparison.Ordinal);
        Assert.False(azure.HasCertificate);
    }

    [Theory]
    [InlineData("Contoso", "DisplayName=x", "SEED_TENANT_ID")]
    [InlineData("-contoso", "DisplayName=x", "SEED_TENANT_ID")]
    [InlineData("contoso", "DisplayName", "Write Column=value")]
    public async Task A_tenant_that_cannot_be_is_refused(string tenant, string file, string says)
    {
        using var azure = new FakeAzure { HasCertificate = true };
        azure.Variables["SEED_TENANT_ID"] = tenant;
        azure.Variables["SEED_TENANT_FILE"] = azure.Write("tenant.txt", file);

        var result = await azure.RunAsync("postprovision.sh");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(says, result.Errors, StringComparison.Ordinal);
        Assert.Empty(azure.Row);
    }

    [Theory]
    [InlineData("AZURE_KEY_VAULT_NAME")]
    [InlineData("SIGNING_CERTIFICATE_NAME")]
    [InlineData("APP_STORAGE_ACCOUNT_NAME")]
    public async Task A_missing_variable_is_named(string name)
    {
        using var azure = new FakeAzure();
        azure.Variables[name] = "";

        var result = await azure.RunAsync("postprovision.sh");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(name, result.Errors, StringComparison.Ordinal);
        Assert.Empty(azure.Calls);
    }

    [Fact]
    public async Task An_operator_is_seeded_when_asked_and_the_key_is_shown_to_nobody()
    {
        using var azure = Seeding(new FakeAzure { HasCertificate = true });

        var result = await azure.RunAsync("postprovision.sh");

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Matches("^[0-9a-f]{64}$", azure.Secret);
        Assert.Equal("600", azure.SecretMode);
        Assert.DoesNotContain(azure.Secret, result.All, StringComparison.Ordinal);
        Assert.DoesNotContain(azure.Calls, c => c.Contains(azure.Secret, StringComparison.Ordinal));
        Assert.Contains("az keyvault secret show --vault-name kv-test --name manage-bootstrap-key --query value --output tsv", result.Output, StringComparison.Ordinal);
        Assert.Contains("https://sso.example.com/manage", result.Output, StringComparison.Ordinal);
        Assert.Contains(
            "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-test/providers/Microsoft.Web/sites/func-test/config/configreferences/appsettings/refresh?",
            azure.Calls[^1],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_is_seeded_once()
    {
        using var azure = Seeding(new FakeAzure { HasCertificate = true });
        await azure.RunAsync("postprovision.sh");
        var key = azure.Secret;
        azure.ForgetCalls();

        var again = await azure.RunAsync("postprovision.sh");

        Assert.True(again.ExitCode == 0, again.All);
        Assert.All(azure.Calls, c => Assert.Contains(" show ", c, StringComparison.Ordinal));
        Assert.Equal(key, azure.Secret);
        Assert.Contains("az keyvault secret show", again.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("false")]
    public async Task No_operator_is_seeded_unasked(string wish)
    {
        using var azure = Seeding(new FakeAzure());
        azure.Variables["SEED_OPERATOR"] = wish;

        await azure.RunAsync("postprovision.sh");

        Assert.DoesNotContain(azure.Calls, c => c.StartsWith("keyvault secret ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_app_that_cannot_be_told_is_no_failure_and_the_way_out_is_named()
    {
        using var azure = Seeding(new FakeAzure { HasCertificate = true, RefusesRefresh = true });

        var result = await azure.RunAsync("postprovision.sh");

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Contains("Restart it", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seeding_before_provisioning_says_what_to_run()
    {
        using var azure = Seeding(new FakeAzure { HasCertificate = true });
        azure.Variables["BOOTSTRAP_SECRET_NAME"] = "";

        var result = await azure.RunAsync("postprovision.sh");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("azd provision", result.Errors, StringComparison.Ordinal);
        Assert.Equal("", azure.Secret);
    }

    private static FakeAzure Seeding(FakeAzure azure)
    {
        azure.Variables["SEED_OPERATOR"] = "true";
        azure.Variables["BOOTSTRAP_SECRET_NAME"] = "manage-bootstrap-key";
        return azure;
    }
}
