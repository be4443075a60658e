using TestSupport;

namespace Infra.Tests.Bicep;

public sealed class DefaultsTests
{
    public static TheoryData<string, string, string> SecureDefaults => new()
    {
        { "Microsoft.Storage/storageAccounts", "allowSharedKeyAccess", "false" },
        { "Microsoft.Storage/storageAccounts", "allowBlobPublicAccess", "false" },
        { "Microsoft.Storage/storageAccounts", "allowCrossTenantReplication", "false" },
        { "Microsoft.Storage/storageAccounts", "supportsHttpsTrafficOnly", "true" },
        { "Microsoft.Storage/storageAccounts", "minimumTlsVersion", "TLS1_2" },
        { "Microsoft.Storage/storageAccounts/blobServices/containers", "publicAccess", "None" },
        { "Microsoft.KeyVault/vaults", "enableRbacAuthorization", "true" },
        { "Microsoft.KeyVault/vaults", "enablePurgeProtection", "true" },
        { "Microsoft.KeyVault/vaults", "enableSoftDelete", "true" },
        { "Microsoft.KeyVault/vaults", "softDeleteRetentionInDays", "90" },
        { "Microsoft.KeyVault/vaults", "createMode", "default" },
        { "Microsoft.OperationalInsights/workspaces", "features.disableLocalAuth", "true" },
        { "Microsoft.Insights/components", "DisableLocalAuth", "true" },
        { "Microsoft.Web/sites", "httpsOnly", "true" },
        { "Microsoft.Web/sites", "siteConfig.ftpsState", "Disabled" },
        { "Microsoft.Web/sites", "siteConfig.minTlsVersion", "1.2" },
        { "Microsoft.Web/sites", "siteConfig.scmMinTlsVersion", "1.2" },
        { "Microsoft.Web/sites", "functionAppConfig.runtime.name", "dotnet-isolated" },
        { "Microsoft.Web/sites", "functionAppConfig.runtime.version", "10.0" },
        { "Microsoft.Web/sites", "functionAppConfig.deployment.storage.authentication.type", "UserAssignedIdentity" },
        { "Microsoft.Insights/scheduledQueryRules", "enabled", "true" },
    };

    [Theory]
    [MemberData(nameof(SecureDefaults))]
    public async Task The_secure_choice_is_made_in_every_variant(string type, string property, string value)
    {
        foreach (var deployment in new[] { await Deployment.Usual, await Deployment.Full })
        {
            var resources = deployment.All(type).ToList();
            Assert.NotEmpty(resources);
            Assert.All(resources, r => Assert.Equal(value, r[property]?.ToString()));
        }
    }

    [Fact]
    public async Task Passwords_for_deployments_are_off()
    {
        var policies = (await Deployment.Usual).All("Microsoft.Web/sites/basicPublishingCredentialsPolicies").ToList();

        Assert.Equal(["ftp", "scm"], policies.Select(p => p.Name.Split('/')[1]).Order());
        Assert.All(policies, p => Assert.Equal("false", p["allow"]!.ToJsonString()));
    }

    [Fact]
    public async Task The_vault_logs_who_did_what()
    {
        var diagnostics = (await Deployment.Usual).Single("Microsoft.Insights/diagnosticSettings");

        Assert.Contains("audit", diagnostics["logs"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("Microsoft.KeyVault/vaults", diagnostics.Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Private_networking_takes_storage_and_vault_off_the_internet()
    {
        var deployment = await Deployment.Full;

        Assert.All([deployment.Single("Microsoft.Storage/storageAccounts"), deployment.Single("Microsoft.KeyVault/vaults")], r =>
        {
            Assert.Equal("Disabled", (string)r["publicNetworkAccess"]!);
            Assert.Equal("Deny", (string)r["networkAcls.defaultAction"]!);
        });
        Assert.Equal(
            ["blob", "queue", "table", "vault"],
            deployment.All("Microsoft.Network/privateEndpoints").Select(e => (string)e["privateLinkServiceConnections"]![0]!["name"]!).Order());
        Assert.Equal(4, deployment.All("Microsoft.Network/privateEndpoints/privateDnsZoneGroups").Count());
        Assert.Equal(4, deployment.All("Microsoft.Network/privateDnsZones/virtualNetworkLinks").Count());
        var subnets = deployment.Single("Microsoft.Network/virtualNetworks")["subnets"]!.AsArray();
        Assert.Equal("Microsoft.App/environments", (string)subnets[0]!["properties"]!["delegations"]![0]!["properties"]!["serviceName"]!);
    }

    [Fact]
    public async Task One_address_can_be_let_through_for_the_hooks()
    {
        var deployment = await BicepCompiler.PredictAsync("privateNetworking = true", "operatorIpAddress = '192.0.2.7'");

        Assert.All([deployment.Single("Microsoft.Storage/storageAccounts"), deployment.Single("Microsoft.KeyVault/vaults")], r =>
        {
            Assert.Equal("Deny", (string)r["networkAcls.defaultAction"]!);
            Assert.Equal("192.0.2.7", (string)Assert.Single(r["networkAcls.ipRules"]!.AsArray())!["value"]!);
        });
    }

    [Fact]
    public async Task A_vault_that_was_deleted_can_be_brought_back() =>
        Assert.Equal("recover", (string)(await BicepCompiler.PredictAsync("recoverVault = true")).Single("Microsoft.KeyVault/vaults")["createMode"]!);

    [Fact]
    public async Task Nothing_optional_is_made_unasked()
    {
        var deployment = await Deployment.Usual;

        Assert.DoesNotContain(deployment.Resources, r => r.Type.StartsWith("Microsoft.Network/", StringComparison.Ordinal));
        Assert.Empty(deployment.All("Microsoft.Web/sites/hostNameBindings"));
        Assert.Empty(deployment.All("Microsoft.Insights/actionGroups"));
    }

    [Fact]
    public async Task Size_and_always_ready_instances_are_parameters()
    {
        var none = await BicepCompiler.PredictAsync("alwaysReadyInstances = 0");
        var three = await BicepCompiler.PredictAsync("alwaysReadyInstances = 3", "instanceMemoryMB = 4096", "maximumInstanceCount = 40");

        Assert.Equal("[]", none.Single("Microsoft.Web/sites")["functionAppConfig.scaleAndConcurrency.alwaysReady"]!.ToJsonString());
        Assert.Equal(
            """{"instanceMemoryMB":4096,"maximumInstanceCount":40,"alwaysReady":[{"name":"http","instanceCount":3}]}""",
            three.Single("Microsoft.Web/sites")["functionAppConfig.scaleAndConcurrency"]!.ToJsonString());
    }

    [Fact]
    public async Task The_function_that_makes_accounts_can_be_always_ready_under_its_name()
    {
        var deployment = await BicepCompiler.PredictAsync("alwaysReadyProvisioning = 1");

        Assert.Equal(
            """[{"name":"http","instanceCount":1},{"name":"function:ProvisionUser","instanceCount":1}]""",
            deployment.Single("Microsoft.Web/sites")["functionAppConfig.scaleAndConcurrency.alwaysReady"]!.ToJsonString());
        Assert.Contains("[Function(\"ProvisionUser\")]", File.ReadAllText(Repository.PathOf("src", "Functions", "ProvisionUserFunction.cs")), StringComparison.Ordinal);
    }
}
