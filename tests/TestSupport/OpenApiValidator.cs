using System.Diagnostics;
using System.Text.Json.Nodes;

namespace TestSupport;

/// <summary>Holds a description, and samples of what it describes, against a validator that is not ours (tests/peers/openapi).</summary>
public static class OpenApiValidator
{
    /// <summary>Asks it.</summary>
    /// <param name="document">The description.</param>
    /// <param name="samples">Values, each with the name of its schema.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What is wrong; empty when nothing is.</returns>
    public static async Task<string> FindProblemsAsync(JsonObject document, IEnumerable<(string Schema, JsonNode Value)> samples, CancellationToken cancellation)
    {
        var folder = Repository.PathOf("tests", "peers", "openapi");
        await NpmPackages.EnsureAsync(folder, cancellation);
        var start = new ProcessStartInfo("node", ["validate.mjs"]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var node = Process.Start(start)!;
        var output = node.StandardOutput.ReadToEndAsync(cancellation);
        var errors = node.StandardError.ReadToEndAsync(cancellation);
        var input = new JsonObject
        {
            ["document"] = document.DeepClone(),
            ["samples"] = new JsonArray([.. samples.Select(s => (JsonNode)new JsonObject { ["schema"] = s.Schema, ["value"] = s.Value.DeepClone() })]),
        };
        await node.StandardInput.WriteAsync(input.ToJsonString());
        node.StandardInput.Close();
        await node.WaitForExitAsync(cancellation);
        return node.ExitCode == 0 ? await output : throw new InvalidOperationException(await errors);
    }
}
