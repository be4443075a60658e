using Infra.Tests.Bicep;
using SignOn;

namespace Infra.Tests.Settings;

/// <summary>The app, started with what Bicep gives it. Nothing is connected: adapters connect when they are first used.</summary>
public sealed class AppSettingsTests
{
    [Fact]
    public async Task The_app_accepts_what_Bicep_gives()
    {
        foreach (var deployment in new[] { await Deployment.Usual, await Deployment.Full })
        {
            StartedApp.Read(Given(deployment));
        }
    }

    [Fact]
    public async Task Every_setting_given_is_read_by_the_code_or_by_the_platform()
    {
        var given = Given(await Deployment.Usual);
        var read = StartedApp.Read(given);

        Assert.Empty(given.Keys.Except(read).Except(PlatformSettings.Reasons.Keys));
        // No excuse is kept for what is not given any more, or what the code does read.
        Assert.Empty(PlatformSettings.Reasons.Keys.Except(given.Keys.Except(read)));
    }

    [Fact]
    public async Task Every_setting_that_the_code_reads_can_be_given_through_azd_or_the_manual_says_why_not()
    {
        var read = StartedApp.ReadAll();
        var notGiven = read.Except(Given(await Deployment.Usual).Keys);

        Assert.Equal(PlatformSettings.NotThroughAzd.Order(StringComparer.Ordinal), notGiven.Order(StringComparer.Ordinal));
        Assert.Equal(PlatformSettings.NotThroughAzd.Order(StringComparer.Ordinal), SettingsManualTests.NotThroughAzd.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("App__SignInRetentionDays", "90", "400")]
    [InlineData("App__SessionRetentionDays", "1", "0")]
    [InlineData("Manage__AuditRetentionDays", "365", "3650")]
    public async Task How_long_rows_are_kept_comes_from_the_parameters(string setting, string usual, string changed)
    {
        var deployment = await BicepCompiler.PredictAsync("signInRetentionDays = 400", "sessionRetentionDays = 0", "auditRetentionDays = 3650");

        Assert.Equal((usual, changed), (Given(await Deployment.Usual)[setting], Given(deployment)[setting]));
        StartedApp.Read(Given(deployment));
    }

    [Theory]
    [InlineData("App__BaseUrl")]
    [InlineData("Storage__tableServiceUri")]
    [InlineData("Keys__VaultUri")]
    [InlineData("Keys__CertificateName")]
    public async Task A_required_setting_is_missed_when_it_is_not_given(string name)
    {
        var given = Given(await Deployment.Usual);
        Assert.True(given.Remove(name));

        Assert.Contains(name, Assert.Throws<SettingsException>(() => StartedApp.Read(given)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_connection_is_a_secret()
    {
        var given = Given(await Deployment.Usual);

        Assert.DoesNotContain(given.Keys, k => k is "AzureWebJobsStorage" or "Storage__ConnectionString" or "Storage__connectionString" or "Keys__PfxPath");
        Assert.DoesNotContain(given, s => s.Value!.Contains("AccountKey", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(["managedidentity", "managedidentity"], given.Where(s => s.Key.EndsWith("__credential", StringComparison.Ordinal)).Select(s => s.Value));
    }

    [Fact]
    public async Task Whichever_section_the_host_takes_for_the_queues_it_finds_the_same_account()
    {
        var given = (await Deployment.Usual).Single("Microsoft.Web/sites/config").Properties;
        var connection = Assert.Single(Code.QueueBindings.Select(b => b.Connection).Distinct());

        foreach (var part in new[] { "queueServiceUri", "credential", "clientId" })
        {
            var own = (string?)given[$"{connection}__{part}"];
            Assert.NotNull(own);
            Assert.Equal(own, (string?)given[$"AzureWebJobs{connection}__{part}"]);
        }
    }

    [Fact]
    public async Task Nothing_is_set_that_Flex_Consumption_has_no_use_for() =>
        Assert.Empty(Given(await Deployment.Usual).Keys.Intersect(PlatformSettings.NotOnFlexConsumption));

    [Fact]
    public async Task The_custom_domain_is_the_public_address() =>
        Assert.Equal("https://sso.example.com", Given(await Deployment.Full)["App__BaseUrl"]);

    [Fact]
    public async Task The_bootstrap_key_is_a_reference_to_the_secret_that_the_hook_makes_and_is_followed_by_the_apps_own_identity()
    {
        var setting = (string)(await Deployment.Full).Single("Microsoft.Web/sites/config").Properties["Manage__BootstrapKey"]!;
        var app = (await Deployment.Full).Single("Microsoft.Web/sites");

        Assert.Matches(@"^\[format\('@Microsoft\.KeyVault\(SecretUri=\{0\}secrets/\{1\}\)', .*outputs\.uri\.value, 'manage-bootstrap-key'\)\]$", setting);
        Assert.Contains(((string)app.Properties["keyVaultReferenceIdentity"]!).Trim('[', ']'), app.Identity!["userAssignedIdentities"]!.AsObject().Single().Key, StringComparison.Ordinal);
        Assert.Equal("", Given(await Deployment.Usual)["Manage__BootstrapKey"]);
    }

    [Fact]
    public async Task Who_is_an_operator_comes_from_the_parameters()
    {
        var given = Given(await Deployment.Full);

        Assert.Equal("operators", given["Manage__OperatorTenant"]);
        Assert.Equal("Operator", given["Manage__OperatorRole"]);
    }

    [Fact]
    public async Task Mail_comes_from_the_parameters_and_its_password_is_a_reference_to_the_vault()
    {
        var given = Given(await Deployment.Full);
        var password = (string)(await Deployment.Full).Single("Microsoft.Web/sites/config").Properties["Email__Password"]!;

        Assert.Equal(("smtp.azurecomm.net", "587", "mailer", "DoNotReply@example.com"), (given["Email__Host"], given["Email__Port"], given["Email__User"], given["Email__From"]));
        Assert.Matches(@"^\[format\('@Microsoft\.KeyVault\(SecretUri=\{0\}secrets/\{1\}\)', .*outputs\.uri\.value, 'email-password'\)\]$", password);
        Assert.Equal("", Given(await Deployment.Usual)["Email__Password"]);
    }

    private static SortedDictionary<string, string?> Given(Deployment deployment) => new(
        deployment.Single("Microsoft.Web/sites/config").Properties.ToDictionary(p => p.Key, p => (string?)Resolve((string)p.Value!)),
        StringComparer.Ordinal);

    /// <summary>Puts a value of the right kind where only Azure knows it.</summary>
    private static string Resolve(string value) => value switch
    {
        ['[', ..] when value.EndsWith(".primaryEndpoints.blob]", StringComparison.Ordinal) => "https://account.blob.core.windows.net/",
        ['[', ..] when value.EndsWith(".primaryEndpoints.queue]", StringComparison.Ordinal) => "https://account.queue.core.windows.net/",
        ['[', ..] when value.EndsWith(".primaryEndpoints.table]", StringComparison.Ordinal) => "https://account.table.core.windows.net/",
        ['[', ..] when value.Contains("'vault'", StringComparison.Ordinal) && value.EndsWith(".outputs.uri.value]", StringComparison.Ordinal) => "https://name.vault.azure.net/",
        ['[', ..] when value.StartsWith("[format('https://{0}'", StringComparison.Ordinal) && value.Contains("defaultHostName", StringComparison.Ordinal) => "https://name.azurewebsites.net",
        ['[', ..] when value.Contains(".outputs.clientId.value", StringComparison.Ordinal) => "22222222-2222-2222-2222-222222222222",
        ['[', ..] when value.EndsWith(".ConnectionString]", StringComparison.Ordinal) => "InstrumentationKey=x",
        // As Azure leaves it until the hook has made the secret.
        ['[', ..] when value.Contains("@Microsoft.KeyVault(", StringComparison.Ordinal) => "@Microsoft.KeyVault(SecretUri=https://name.vault.azure.net/secrets/manage-bootstrap-key)",
        // The compiler shows no secrets. Unset, as for most people.
        "[parameters('healthDetailKey')]" => "",
        ['[', ..] => throw new InvalidOperationException($"The test knows no value for {value}."),
        _ => value,
    };
}
