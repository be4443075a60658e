using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TestSupport;

namespace Infra.Tests.Settings;

public sealed class ParameterFileTests
{
    private static readonly Regex Declared = new("""^param (\w+) (\w+)(?: = (.+))?$""", RegexOptions.Multiline);

    private static JsonObject Given { get; } =
        JsonNode.Parse(File.ReadAllText(Repository.PathOf("infra", "main.parameters.json")))!["parameters"]!.AsObject();

    private static Dictionary<string, (string Type, string? Default)> Parameters { get; } =
        Declared.Matches(File.ReadAllText(Repository.PathOf("infra", "main.bicep")))
            .ToDictionary(m => m.Groups[1].Value, m => (m.Groups[2].Value, m.Groups[3].Success ? m.Groups[3].Value.Trim('\'') : null));

    [Fact]
    public void Every_parameter_can_be_set_through_azd_and_nothing_else_is_given() =>
        Assert.Equal(Parameters.Keys.Order(), Given.Select(g => g.Key).Order());

    [Fact]
    public void A_default_is_the_same_in_both_files() =>
        Assert.All(Parameters.Where(p => p.Value.Default is not null && p.Key != "principalId"), p =>
            Assert.Equal($"={p.Value.Default}}}", Regex.Match((string)Given[p.Key]!["value"]!, "=.*$").Value));

    [Fact]
    public void What_azd_itself_knows_has_its_names()
    {
        Assert.Equal("${AZURE_ENV_NAME}", (string)Given["environmentName"]!["value"]!);
        Assert.Equal("${AZURE_LOCATION}", (string)Given["location"]!["value"]!);
        Assert.Equal("${AZURE_PRINCIPAL_ID}", (string)Given["principalId"]!["value"]!);
    }
}
