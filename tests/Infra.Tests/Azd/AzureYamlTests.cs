using Infra.Tests.Bicep;
using TestSupport;
using YamlDotNet.RepresentationModel;

namespace Infra.Tests.Azd;

/// <summary>azure.yaml against what azd documents of it (schema v1.0).</summary>
public sealed class AzureYamlTests
{
    private static YamlMappingNode Yaml { get; } = YamlFile.Read(Repository.PathOf("azure.yaml"));

    [Fact]
    public void It_has_only_parts_that_azd_knows()
    {
        string[] known = ["name", "resourceGroup", "metadata", "infra", "services", "pipeline", "hooks", "requiredVersions", "state", "platform", "workflows", "cloud", "resources"];

        Assert.Empty(Yaml.Keys().Except(known));
        Assert.Matches("^[a-z0-9][a-z0-9-]*[a-z0-9]$", Yaml.Text("name"));
    }

    [Fact]
    public void Bicep_is_where_azd_looks_for_it()
    {
        Assert.Equal("bicep", Yaml.Text("infra.provider"));
        Assert.True(File.Exists(Repository.PathOf(Yaml.Text("infra.path")!, Yaml.Text("infra.module") + ".bicep")));
        Assert.True(File.Exists(Repository.PathOf(Yaml.Text("infra.path")!, Yaml.Text("infra.module") + ".parameters.json")));
    }

    [Fact]
    public void The_service_is_a_dotnet_function_app_with_one_project()
    {
        var name = Assert.Single(Yaml.Find("services").Keys());

        Assert.Equal("function", Yaml.Text($"services.{name}.host"));
        Assert.Equal("dotnet", Yaml.Text($"services.{name}.language"));
        Assert.Single(Directory.GetFiles(Repository.PathOf(Yaml.Text($"services.{name}.project")!), "*.*proj"));
    }

    [Fact]
    public async Task The_services_name_is_the_tag_of_the_app_and_of_nothing_else()
    {
        var tagged = (await Deployment.Usual).Resources.Where(r => r.Tags?.ContainsKey("azd-service-name") == true).ToList();

        Assert.Equal("Microsoft.Web/sites", Assert.Single(tagged).Type);
        Assert.Equal(Assert.Single(Yaml.Find("services").Keys()), (string)tagged[0].Tags!["azd-service-name"]!);
    }

    [Fact]
    public void Each_hook_is_there_for_both_kinds_of_machine()
    {
        Assert.Equal(["postdeploy", "postprovision"], Yaml.Find("hooks").Keys().Order());
        foreach (var hook in Yaml.Find("hooks").Keys())
        {
            Assert.Equal(("sh", "pwsh"), (Yaml.Text($"hooks.{hook}.posix.shell"), Yaml.Text($"hooks.{hook}.windows.shell")));
            Assert.Equal($"infra/hooks/{hook}.sh", Yaml.Text($"hooks.{hook}.posix.run"));
            Assert.Equal($"infra/hooks/{hook}.ps1", Yaml.Text($"hooks.{hook}.windows.run"));
            Assert.All([$"{hook}.sh", $"{hook}.ps1"], f => Assert.True(File.Exists(Repository.PathOf("infra", "hooks", f)), f));
        }
    }

    [Fact]
    public async Task Hooks_read_only_variables_that_Bicep_gives_or_a_person_sets()
    {
        string[] setByPeople = ["SEED_TENANT_ID", "SEED_TENANT_FILE", "SEED_OPERATOR", "HOOK_PAUSE_SECONDS"];
        string[] setByAzd = ["AZURE_SUBSCRIPTION_ID"];
        var given = (await Deployment.Usual).Outputs.Select(o => o.Key).Concat(setByPeople).Concat(setByAzd).ToHashSet();

        Assert.All(Directory.GetFiles(Repository.PathOf("infra", "hooks"), "post*"), f =>
            Assert.Subset(given, HookFiles.VariablesReadBy(f).ToHashSet()));
    }
}
