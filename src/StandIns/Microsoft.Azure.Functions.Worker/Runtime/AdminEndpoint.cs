using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>
/// <c>POST /admin/functions/{name}</c> with <c>{"input": "…"}</c>: runs a timer or queue function at once, as the official host does.
/// The host asks for the master key; here, as in the host on a laptop, no key is needed, but the caller must be this machine.
/// </summary>
internal sealed class AdminEndpoint(
    FunctionTable table,
    FunctionRunner runner,
    IServiceProvider services,
    ILogger<AdminEndpoint> logger)
{
    public static void Map(IEndpointRouteBuilder endpoints, AdminEndpoint admin) =>
        endpoints.Map("/admin/functions/{name}", (RequestDelegate)admin.InvokeAsync).WithMetadata(RuntimeEndpoint.Marker);

    private async Task InvokeAsync(HttpContext http)
    {
        http.Response.StatusCode = http.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address)
            ? StatusCodes.Status401Unauthorized
            : HttpMethods.IsPost(http.Request.Method)
                ? await StartAsync(http).ConfigureAwait(false)
                : StatusCodes.Status404NotFound;
    }

    private async Task<int> StartAsync(HttpContext http)
    {
        if (await ReadInputAsync(http).ConfigureAwait(false) is not { } body) return StatusCodes.Status400BadRequest;
        if (table.Find((string)http.Request.RouteValues["name"]!) is not { } function) return StatusCodes.Status404NotFound;
        if (function.Trigger.CreateManualInput(function, body.Input, services) is not { } input) return StatusCodes.Status400BadRequest;

        Log.ManualStart(logger, function.Name);
        _ = Task.Run(() => RunAsync(function, input), CancellationToken.None);
        return StatusCodes.Status202Accepted;
    }

    private async Task RunAsync(FunctionEntry function, TriggerInput input)
    {
        try
        {
            await runner.RunAsync(function, input, CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The runner has logged it, and nobody waits for this task.
        catch (Exception)
        {
        }
#pragma warning restore CA1031
    }

    private static async Task<ManualInput?> ReadInputAsync(HttpContext http)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted).ConfigureAwait(false);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return null;
            if (!document.RootElement.TryGetProperty("input", out var input)) return new ManualInput(null);

            return input.ValueKind switch
            {
                JsonValueKind.String => new ManualInput(input.GetString()),
                JsonValueKind.Null => new ManualInput(null),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record ManualInput(string? Input);
}
