using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TestSupport;

namespace Infra.Tests.Workflows;

/// <summary>What can be set for a deployment, as main.parameters.json, main.bicep and the hooks have it.</summary>
internal static class DeploymentVariables
{
    /// <summary>Read by hooks alone: no parameter of Bicep.</summary>
    private static readonly string[] OfHooks = ["SEED_TENANT_ID", "SEED_TENANT_FILE"];

    public static IReadOnlyList<DeploymentVariable> All { get; } =
        [.. Parameters(), .. OfHooks.Select(h => new DeploymentVariable(h, null, "", IsSecret: false))];

    private static IEnumerable<DeploymentVariable> Parameters()
    {
        var bicep = File.ReadAllText(Repository.PathOf("infra", "main.bicep"));
        foreach (var (name, given) in JsonNode.Parse(File.ReadAllText(Repository.PathOf("infra", "main.parameters.json")))!["parameters"]!.AsObject())
        {
            var match = Regex.Match((string)given!["value"]!, @"^\$\{([A-Z_]+)(?:=(.*))?\}$");
            Assert.True(match.Success, name);
            yield return new(match.Groups[1].Value, name, match.Groups[2].Value, Regex.IsMatch(bicep, $@"^@secure\(\)\nparam {name} ", RegexOptions.Multiline));
        }
    }
}
