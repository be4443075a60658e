using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TestSupport;

namespace Infra.Tests.Bicep;

public sealed class NamesTests
{
    [Fact]
    public async Task Everything_that_can_be_tagged_says_which_azd_environment_it_belongs_to()
    {
        // The only resource with a location and without tags of its own would be one that we forgot.
        foreach (var deployment in new[] { await Deployment.Usual, await Deployment.Full })
        {
            Assert.All(deployment.Resources.Where(r => r.HasLocation), r => Assert.Equal("test", (string?)r.Tags?["azd-env-name"]));
        }
    }

    [Fact]
    public async Task The_tables_are_those_that_the_code_names()
    {
        var names = Directory.GetFiles(Repository.PathOf("src", "AzureAdapters"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => Regex.Matches(File.ReadAllText(f), """\bStoreTable \w+ = new\(\w+, "(\w+)"\)"""))
            .Select(m => m.Groups[1].Value)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.NotEmpty(names);
        Assert.Equal(names, (await Deployment.Usual).Names("Microsoft.Storage/storageAccounts/tableServices/tables").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_queues_are_those_of_the_attributes_and_the_documents_name_them()
    {
        var names = Code.QueueBindings.Select(b => b.Queue).Distinct().Order(StringComparer.Ordinal).ToList();
        var documents = string.Join('\n', Directory.GetFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories).Select(File.ReadAllText));

        Assert.NotEmpty(names);
        Assert.Equal(names, (await Deployment.Usual).Names("Microsoft.Storage/storageAccounts/queueServices/queues").Order(StringComparer.Ordinal));
        Assert.All(names, n => Assert.Contains($"`{n}`", documents, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_queue_that_is_read_has_its_poison_queue_read_too()
    {
        // The host's rule: the queue's name with '-poison'.
        var read = Code.QueueBindings.Where(b => b.IsTrigger).Select(b => b.Queue).ToHashSet();

        Assert.All(read.Where(q => !q.EndsWith("-poison", StringComparison.Ordinal)), q => Assert.Contains($"{q}-poison", read));
    }

    [Fact]
    public async Task Alerts_ask_for_functions_that_exist()
    {
        var queries = (await Deployment.Usual).All("Microsoft.Insights/scheduledQueryRules")
            .Select(r => (string)r["criteria.allOf"]![0]!["query"]!)
            .ToList();
        var names = queries.SelectMany(q => Regex.Matches(q, """Name (?:has |in \()([^|)]*)"""))
            .SelectMany(m => Regex.Matches(m.Groups[1].Value, "\"(\\w+)\""))
            .Select(m => m.Groups[1].Value)
            .ToList();

        Assert.Superset(names.ToHashSet(), Code.FunctionNames.ToHashSet());
        // What ends in a poison queue wants a person, whichever queue it is.
        Assert.Superset(Code.FunctionNames.Where(n => n.EndsWith("Poison", StringComparison.Ordinal)).ToHashSet(), names.ToHashSet());
        // Every way in that takes assertions is watched.
        Assert.Superset(Code.FunctionNames.Where(n => n.EndsWith("Acs", StringComparison.Ordinal)).ToHashSet(), names.ToHashSet());
    }

    [Fact]
    public async Task The_manual_has_each_alert_by_its_title_and_says_how_many_queues_the_host_asks()
    {
        var manual = File.ReadAllText(Repository.PathOf("docs", "operations.md"));
        var asked = Code.QueueBindings.Where(b => b.IsTrigger).Select(b => b.Queue).Distinct().Count();

        Assert.All((await Deployment.Usual).All("Microsoft.Insights/scheduledQueryRules"), r => Assert.Contains($"\n| {r["displayName"]} |", manual, StringComparison.Ordinal));
        Assert.Equal(4, asked);
        Assert.Contains("asking the\n  four queues", manual, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_addresses_that_are_printed_are_routes()
    {
        var outputs = (await Deployment.Usual).Outputs;

        foreach (var name in new[] { "SAML_ENTITY_ID_PATTERN", "SAML_ACS_URL_PATTERN", "SAML_SIGN_ON_URL_PATTERN" })
        {
            var path = Regex.Match((string)outputs[name]!, @"format\('\{0\}/([^']*)'").Groups[1].Value;
            Assert.Contains(path.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal), Code.Routes);
        }
    }

    [Fact]
    public async Task No_output_is_a_secret()
    {
        JsonObject outputs = (await Deployment.Full).Outputs;

        Assert.DoesNotContain(outputs, o => Regex.IsMatch(o.Value!.ToJsonString(), "listKeys|InstrumentationKey|ConnectionString|healthDetailKey", RegexOptions.IgnoreCase));
    }
}
