using System.Text.RegularExpressions;
using Infra.Tests.Azd;
using TestSupport;

namespace Infra.Tests.Workflows;

/// <summary>What can be set for a deployment: the same in main.parameters.json, in the workflow and in the manual.</summary>
public sealed class DeploymentVariablesTests
{
    /// <summary>What azd asks for, or finds out from who is signed in.</summary>
    private static readonly string[] OfAzd = ["AZURE_ENV_NAME", "AZURE_LOCATION", "AZURE_PRINCIPAL_ID", "AZURE_PRINCIPAL_TYPE"];

    private static IEnumerable<DeploymentVariable> Options => DeploymentVariables.All.Where(v => !OfAzd.Contains(v.Name));

    [Fact]
    public void The_workflow_passes_each_of_them_and_nothing_that_nobody_reads()
    {
        string[] forSignIn = ["AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_SUBSCRIPTION_ID"];
        // The principal's id comes from the sign-in.
        var wanted = DeploymentVariables.All.Select(v => v.Name).Where(n => n != "AZURE_PRINCIPAL_ID").Concat(forSignIn);

        Assert.Equal(wanted.Order(), Workflow.Keys().Order());
    }

    [Fact]
    public void The_workflow_takes_each_from_the_variable_of_the_same_name_and_a_secret_from_a_secret() =>
        Assert.All(Options, v => Assert.Equal($"${{{{ {(v.IsSecret ? "secrets" : "vars")}.{v.Name} }}}}", Workflow.Text(v.Name)));

    [Fact]
    public void A_variables_name_is_its_parameters_name_in_capitals() =>
        Assert.All(Options.Where(v => v.Parameter is not null), v =>
            Assert.Equal(Regex.Replace(v.Parameter!, "(?<=[a-z])(?=[A-Z])", "_").ToUpperInvariant(), v.Name));

    [Fact]
    public void The_manual_names_each_with_its_default()
    {
        var manual = Manual();

        Assert.Equal(Options.Select(v => v.Name).Order(), manual.Keys.Order());
        // An empty value leaves the app's own default in force, which the manual may name.
        Assert.All(Options.Where(v => v.Default.Length > 0), v => Assert.Equal(v.Default, manual[v.Name]));
    }

    private static YamlDotNet.RepresentationModel.YamlNode Workflow =>
        YamlFile.Read(Repository.PathOf(".github", "workflows", "deploy.yml")).Find("jobs.deploy.env")!;

    /// <summary>The rows of the table of options: names, defaults in the same order, meaning.</summary>
    private static Dictionary<string, string> Manual()
    {
        var text = File.ReadAllText(Repository.PathOf("docs", "operations.md"));
        var table = Regex.Match(text, @"^\| value \| default \| meaning \|\n\|---\|---\|---\|\n((?:\|.*\n)+)", RegexOptions.Multiline).Groups[1].Value;
        return table.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(row => row.Split('|', StringSplitOptions.TrimEntries))
            .SelectMany(cells => Regex.Matches(cells[1], "`([A-Z_]+)`").Zip(Regex.Split(cells[2], ", ?"), (n, d) => (Name: n.Groups[1].Value, Default: d.Trim('`'))))
            .ToDictionary(r => r.Name, r => r.Default);
    }
}
