using System.Text.RegularExpressions;
using TestSupport;

namespace Infra.Tests.Bicep;

public sealed class RolesTests
{
    /// <summary>Everything that the app's identity may do: role, where, and the clients that need it.</summary>
    private static readonly string[] AppRoles =
    [
        "b7e6dc6d-f1e8-4753-8033-0f276bb0955b on Microsoft.Storage/storageAccounts for AzureWebJobsStorage", // Storage Blob Data Owner
        "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3 on Microsoft.Storage/storageAccounts for TableServiceClient", // Storage Table Data Contributor
        "974c5e8b-45b9-4653-ba55-5f855dd0fb88 on provision-user for QueueTrigger, QueueOutput", // Storage Queue Data Contributor
        "974c5e8b-45b9-4653-ba55-5f855dd0fb88 on provision-user-poison for QueueTrigger",
        "974c5e8b-45b9-4653-ba55-5f855dd0fb88 on send-email for QueueTrigger, QueueOutput",
        "974c5e8b-45b9-4653-ba55-5f855dd0fb88 on send-email-poison for QueueTrigger, QueueOutput",
        "db79e9a7-68ee-4b58-9aeb-b90e7c24fcba on Microsoft.KeyVault/vaults for CertificateClient", // Key Vault Certificate User
        "3913510d-42f4-4e42-8a64-420c390055eb on Microsoft.Insights/components for APPLICATIONINSIGHTS_AUTHENTICATION_STRING", // Monitoring Metrics Publisher
    ];

    /// <summary>What whoever deploys may do.</summary>
    private static readonly string[] DeployerRoles =
    [
        "a4417e6f-fecd-4de8-b567-7b0420556985 on Microsoft.KeyVault/vaults for az keyvault certificate", // Key Vault Certificates Officer
        "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3 on Tenants for az storage entity", // Storage Table Data Contributor
    ];

    /// <summary>And when an operator is to be seeded.</summary>
    private const string SeedingRole = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7 on Microsoft.KeyVault/vaults for az keyvault secret"; // Key Vault Secrets Officer

    [Fact]
    public async Task The_app_has_exactly_these_rights_and_whoever_deploys_exactly_those()
    {
        foreach (var deployment in new[] { await Deployment.Usual, await Deployment.Full })
        {
            Assert.Equal(AppRoles.Order(), deployment.All(AssignmentType).Where(IsOfTheApp).Select(Describe).Order());
            var seeds = deployment == await Deployment.Full;
            Assert.Equal((seeds ? DeployerRoles.Append(SeedingRole) : DeployerRoles).Order(), deployment.All(AssignmentType).Where(r => !IsOfTheApp(r)).Select(Describe).Order());
        }
    }

    [Fact]
    public async Task Nobody_gets_rights_to_deploy_when_there_is_nobody() =>
        Assert.All((await BicepCompiler.PredictAsync("principalId = ''")).All(AssignmentType), r => Assert.True(IsOfTheApp(r)));

    [Fact]
    public async Task Every_role_names_a_client_that_is_used()
    {
        var settings = (await Deployment.Usual).Single("Microsoft.Web/sites/config").Properties.Select(p => p.Key).ToList();
        var hooks = await File.ReadAllTextAsync(Repository.PathOf("infra", "hooks", "postprovision.sh"), TestContext.Current.CancellationToken);

        foreach (var client in AppRoles.Concat(DeployerRoles).Append(SeedingRole).SelectMany(r => r[(r.IndexOf(" for ", StringComparison.Ordinal) + 5)..].Split(", ")))
        {
            var used = client.StartsWith("az ", StringComparison.Ordinal)
                ? hooks.Contains($"ask {client[3..]} ", StringComparison.Ordinal)
                : settings.Any(s => s == client || s.StartsWith(client + "__", StringComparison.Ordinal)) || Code.Uses(client);
            Assert.True(used, $"A role is given for {client}, which nothing uses.");
        }
    }

    [Fact]
    public async Task Every_Azure_client_that_the_code_makes_has_a_role()
    {
        var clients = Code.AzureClients;

        Assert.Equal(["CertificateClient", "TableServiceClient"], clients.Order());
        var described = string.Join('\n', (await Deployment.Usual).All(AssignmentType).Select(r => (string)r["description"]!));
        Assert.All(clients, c => Assert.Contains($"{c}:", described, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_queue_roles_are_on_the_queues_of_the_bindings()
    {
        var onQueues = (await Deployment.Usual).All(AssignmentType).Where(IsOfTheApp).Select(Describe)
            .Select(d => Regex.Match(d, "on ((?:provision|send)-\\S+) for (.*)$")).Where(m => m.Success)
            .ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value.Split(", ").ToHashSet());
        var used = Code.QueueBindings.GroupBy(b => b.Queue).ToDictionary(g => g.Key, g => g.Select(b => b.IsTrigger ? "QueueTrigger" : "QueueOutput").ToHashSet());

        Assert.Equal(used.Keys.Order(), onQueues.Keys.Order());
        Assert.All(used, u => Assert.Equal(u.Value.Order(), onQueues[u.Key].Order()));
    }

    private const string AssignmentType = "Microsoft.Authorization/roleAssignments";

    private static bool IsOfTheApp(Resource assignment) => ((string)assignment["principalId"]!).StartsWith("[reference(", StringComparison.Ordinal);

    private static string Describe(Resource assignment)
    {
        var role = ((string)assignment["roleDefinitionId"]!).Split('/')[^1];
        var client = ((string)assignment["description"]!).Split(':')[0];
        // The id of what the role is on is an expression: type, then the names, the last of which says which table or queue.
        var scope = Regex.Match(assignment.Id, @"'(Microsoft\.(?:Storage|KeyVault|Insights)/[\w/]+)', .*?\.outputs\.\w+\.value(?:, 'default', '([\w-]+)')?\)");
        return $"{role} on {(scope.Groups[2].Success ? scope.Groups[2].Value : scope.Groups[1].Value)} for {client}";
    }
}
