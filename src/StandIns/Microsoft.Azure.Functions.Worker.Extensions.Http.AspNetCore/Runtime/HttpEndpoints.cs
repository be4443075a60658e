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
        foreach (var function in table.Functions.OrderBy(f => f.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (function.Trigger is not HttpTriggerAttribute trigger) continue;

            var pattern = trigger.PatternOf(function, settings);
            ThrowIfTaken(taken, function, pattern.RawText!, trigger.Methods);
            // The host asks its routes one after the other, by the functions' names; the better template has no precedence there.
            var builder = new RouteEndpointBuilder(http => InvokeAsync(http, function, runner), pattern, order: endpoints.Count) { DisplayName = function.Name };
            builder.Metadata.Add(RuntimeEndpoint.Marker);
            builder.Metadata.Add(new HttpMethodMetadata(trigger.Methods ?? []));
            endpoints.Add(builder.Build());
        }

        ((IEndpointRouteBuilder)app).DataSources.Add(new DefaultEndpointDataSource(endpoints));
    }

    private static async Task InvokeAsync(HttpContext http, FunctionEntry function, FunctionRunner runner)
    {
        try
        {
            Forward(http.Request);
            var input = new TriggerInput(null, await HttpBindingData.ReadAsync(http.Request).ConfigureAwait(false))
            {
                Prepare = context =>
                {
                    context.Features.Set(http);
                    http.Features.Set<IServiceProvidersFeature>(new InvocationServices(context));
                },
            };
            await runner.RunAsync(function, input, http.RequestAborted).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The runner has logged it; the caller must not see more than the status.
        catch (Exception e)
        {
            Fail(http, e);
        }
#pragma warning restore CA1031
    }

    // The host sends the request on to the worker by a System.Uri, which takes away escapes that nobody needs and escapes what should have been.
    private static void Forward(HttpRequest request)
    {
        if (request.QueryString.HasValue) request.QueryString = new QueryString(new Uri("http://worker/" + request.QueryString.ToUriComponent()).Query);
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
