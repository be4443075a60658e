using System.Text.Json.Nodes;

namespace Infra.Tests.Bicep;

/// <summary>What a deployment would make. What only Azure can know, such as a host name, stays an expression in square brackets.</summary>
internal sealed class Deployment(JsonNode snapshot)
{
    private static readonly Lazy<Task<Deployment>> LazyUsual = new(() => BicepCompiler.PredictAsync(
        "principalId = '11111111-1111-1111-1111-111111111111'"));

    private static readonly Lazy<Task<Deployment>> LazyFull = new(() => BicepCompiler.PredictAsync(
        "principalId = '11111111-1111-1111-1111-111111111111'",
        "privateNetworking = true",
        "customDomain = 'sso.example.com'",
        "alertEmail = 'operator@example.com'",
        "seedOperator = true",
        "operatorTenant = 'operators'",
        "operatorRole = 'Operator'",
        "emailHost = 'smtp.azurecomm.net'",
        "emailUser = 'mailer'",
        "emailFrom = 'DoNotReply@example.com'",
        "emailFromName = 'Sign-on'"));

    /// <summary>As `azd up` deploys it when nobody sets anything.</summary>
    public static Task<Deployment> Usual => LazyUsual.Value;

    /// <summary>With everything that is optional.</summary>
    public static Task<Deployment> Full => LazyFull.Value;

    public IReadOnlyList<Resource> Resources { get; } =
        [.. snapshot["predictedResources"]!.AsArray().Select(r => new Resource(r!.AsObject()))];

    public JsonObject Outputs { get; } = snapshot["outputs"]!.AsObject();

    public Resource Single(string type) => Assert.Single(All(type));

    public IEnumerable<Resource> All(string type) => Resources.Where(r => r.Type == type);

    /// <summary>The last parts of the names of all resources of a type.</summary>
    public IEnumerable<string> Names(string type) => All(type).Select(r => r.Name.Split('/')[^1]);
}
