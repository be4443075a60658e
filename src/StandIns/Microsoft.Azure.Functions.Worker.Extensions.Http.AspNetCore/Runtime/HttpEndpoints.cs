using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>One endpoint per HTTP function.</summary>
internal static class HttpEndpoints
{
    public static void Map(WebApplication app, HostSettings settings)
    {
        var table = app.Services.GetRequiredService<FunctionTable>();
        var runner = app.Services.GetRequiredService<FunctionRunner>();
        var endpoints = new List<Endpoint>();
        var taken = new Dictionary<(string Route, string Method), FunctionEntry>();
        foreach (var function in table.Functions)
        {
            if (function.Trigger is not HttpTriggerAttribute trigger) continue;

            var pattern = HttpFunction.PatternOf(function, trigger, settings);
            ThrowIfTaken(taken, function, pattern.RawText!, trigger.Methods);
            var builder = new RouteEndpointBuilder(http => InvokeAsync(http, function, runner), pattern, order: 0) { DisplayName = function.Name };
            builder.Metadata.Add(RuntimeEndpoint.Marker);
            builder.Metadata.Add(new HttpMethodMetadata(trigger.Methods ?? []));
            endpoints.Add(builder.Build());
        }

        ((IEndpointRouteBuilder)app).DataSources.Add(new DefaultEndpointDataSource(endpoints));
    }

    private static async Task InvokeAsync(HttpContext http, FunctionEntry function, FunctionRunner runner)
    {
        var input = new TriggerInput(null, new Dictionary<string, object?>(http.Request.RouteValues, StringComparer.OrdinalIgnoreCase))
        {
            Prepare = context =>
            {
                context.Features.Set(http);
                http.Features.Set<IServiceProvidersFeature>(new InvocationServices(context));
            },
        };
        try
        {
            await runner.RunAsync(function, input, http.RequestAborted).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The runner has logged it; the caller must not see more than the status.
        catch (Exception e)
        {
            Fail(http, e);
        }
#pragma warning restore CA1031
    }

    private static void Fail(HttpContext http, Exception error)
    {
        if (http.Response.HasStarted)
        {
            // When only an output failed, the response is whole, and as with the official host the caller has it.
            if (error is not OutputFailedException) http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }

    private static void ThrowIfTaken(
        Dictionary<(string Route, string Method), FunctionEntry> taken,
        FunctionEntry function,
        string route,
        string[]? methods)
    {
        foreach (var method in methods is { Length: > 0 } ? methods : ["*"])
        {
            var key = (route.Trim('/').ToUpperInvariant(), method.ToUpperInvariant());
            if (!taken.TryAdd(key, function))
            {
                throw new FunctionWorkerException(
                    $"{function.Where} has the same route '{route}' and method '{method}' as {taken[key].Where}. Change one of them.");
            }
        }
    }

    // Makes HttpContext.RequestServices the scope of the invocation, so that results and function share their services.
    private sealed class InvocationServices(FunctionContext context) : IServiceProvidersFeature
    {
        private IServiceProvider? _replaced;

        public IServiceProvider RequestServices
        {
            get => _replaced ?? context.InstanceServices;
            set => _replaced = value;
        }
    }
}
