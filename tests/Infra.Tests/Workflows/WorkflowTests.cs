using System.Text.RegularExpressions;
using Infra.Tests.Azd;
using TestSupport;
using YamlDotNet.RepresentationModel;

namespace Infra.Tests.Workflows;

public sealed class WorkflowTests
{
    public static TheoryData<string> Files() =>
        [.. Directory.GetFiles(Repository.PathOf(".github", "workflows"), "*.y*ml").Select(f => Path.GetFileName(f)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Actions_are_pinned_and_well_known(string file) =>
        Assert.All(Steps(file).Select(s => s.Text("uses")).OfType<string>(), u =>
            Assert.Matches(@"^(actions|azure|Azure)/[a-z-]+@(v[1-9]\d*(\.\d+){0,2}|[0-9a-f]{40})$", u));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_workflow_may_only_read_unless_it_says_why(string file)
    {
        var permissions = (YamlMappingNode)Read(file).Find("permissions")!;
        var given = permissions.Keys().ToDictionary(k => k, k => permissions.Text(k));

        Assert.Equal("read", given["contents"]);
        Assert.Equal(file == "deploy.yml" ? ["contents", "id-token"] : ["contents"], given.Keys.Order());
        Assert.All(Jobs(file), j => Assert.Null(j.Find("permissions")));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_secret_opens_anything_and_no_text_of_strangers_is_in_a_command(string file)
    {
        var text = File.ReadAllText(PathOf(file));

        // A parameter that Bicep keeps secret may be one here, too; it is for the app.
        Assert.Subset(
            DeploymentVariables.All.Where(v => v.IsSecret).Select(v => $"secrets.{v.Name}").ToHashSet(),
            Regex.Matches(text, @"secrets\.\w+").Select(m => m.Value).ToHashSet());
        Assert.DoesNotContain("pull_request_target", text, StringComparison.Ordinal);
        Assert.All(Steps(file).Select(s => s.Text("run")).OfType<string>(), r => Assert.DoesNotContain("${{", r, StringComparison.Ordinal));
        Assert.All(Steps(file).Where(s => s.Text("uses")?.StartsWith("actions/checkout@", StringComparison.Ordinal) == true), s =>
            Assert.Equal("false", s.Text("with.persist-credentials")));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_job_ends_some_time_on_a_named_machine(string file) =>
        Assert.All(Jobs(file).Where(j => j.Find("uses") is null), j =>
        {
            Assert.InRange(int.Parse(j.Text("timeout-minutes")!), 1, 90);
            Assert.DoesNotContain("latest", j.Text("runs-on"), StringComparison.Ordinal);
        });

    [Theory]
    [MemberData(nameof(Files))]
    public void What_a_command_names_is_there(string file)
    {
        var paths = Steps(file).Select(s => s.Text("run")).OfType<string>()
            .SelectMany(r => Regex.Matches(r, @"(?<![\w/])(?:\./)?((?:\.ci|tests|src|infra)/[\w./-]+)"))
            .Select(m => m.Groups[1].Value);

        // The end-to-end tests have a project of their own.
        Assert.All(paths.Where(p => p != "tests/EndToEnd.Tests"), p => Assert.True(Path.Exists(Repository.PathOf(p)), p));
    }

    [Fact]
    public void CI_runs_both_builds()
    {
        var yaml = Read("ci.yml");

        Assert.Contains("./.ci/run", Steps("ci.yml").Select(s => s.Text("run")));
        Assert.Equal("official", yaml.Text("jobs.official.env.AzurePackages"));
        var commands = string.Join('\n', yaml.Find("jobs.official.steps").Items().Select(s => s.Text("run")));
        Assert.Contains("azure-functions-core-tools@4", commands, StringComparison.Ordinal);
        Assert.Contains("dotnet publish src/Functions -c Release", commands, StringComparison.Ordinal);
        Assert.Contains("dotnet test tests/EndToEnd.Tests", commands, StringComparison.Ordinal);
    }

    [Fact]
    public void Deployment_uses_federated_credentials_for_azd_and_for_the_az_of_the_hooks()
    {
        var steps = Steps("deploy.yml").ToList();
        var commands = steps.Select(s => s.Text("run")).OfType<string>().ToList();

        Assert.Contains(commands, c => c.StartsWith("azd auth login", StringComparison.Ordinal) && c.Contains("--federated-credential-provider github", StringComparison.Ordinal));
        Assert.Contains(steps, s => s.Text("uses")?.StartsWith("azure/login@", StringComparison.Ordinal) == true && s.Text("with.client-id") is not null);
        Assert.Equal(["azd provision --no-prompt", "azd deploy --no-prompt"], commands[^2..]);
        Assert.Equal("write", Read("deploy.yml").Text("permissions.id-token"));
    }

    [Fact]
    public void Only_what_passes_CI_is_deployed()
    {
        Assert.Equal("tests", Read("deploy.yml").Text("jobs.deploy.needs"));
        Assert.Equal("./.github/workflows/ci.yml", Read("deploy.yml").Text("jobs.tests.uses"));
        Assert.Contains("workflow_call", Read("ci.yml").Find("on").Keys());
    }

    private static string PathOf(string file) => Repository.PathOf(".github", "workflows", file);

    private static YamlMappingNode Read(string file) => YamlFile.Read(PathOf(file));

    private static IEnumerable<YamlMappingNode> Jobs(string file) =>
        ((YamlMappingNode)Read(file).Find("jobs")!).Children.Values.Cast<YamlMappingNode>();

    private static IEnumerable<YamlMappingNode> Steps(string file) => Jobs(file).Where(j => j.Find("uses") is null).SelectMany(j => j.Find("steps").Items());
}
