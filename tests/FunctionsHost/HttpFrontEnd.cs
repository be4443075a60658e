using FunctionsHost.Protocol;
using Yarp.ReverseProxy.Forwarder;

namespace FunctionsHost;

/// <summary>Takes requests, tells the worker which function they start, and hands them over to the worker's own server.</summary>
internal sealed class HttpFrontEnd(Worker worker, IHttpForwarder forwarder, HttpMessageInvoker client)
{
    private const string CorrelationHeader = "x-ms-invocation-id";

    /// <summary>Adds the routes of all functions, in the order of their names, in which they are asked.</summary>
    public void Map(IApplicationBuilder app, IReadOnlyList<HostedFunction> functions)
    {
        var routes = new RouteBuilder(app);
        foreach (var function in functions.Where(f => f.IsStartedBy("httpTrigger")).OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            foreach (var method in function.Trigger["methods"]!.AsArray())
            {
                routes.MapVerb(((string)method!).ToUpperInvariant(), HostedFunction.Text(function.Trigger, "route"), http => RunAsync(function, http));
            }
        }

        // As the host has it: a timer's function can be started at once.
        routes.MapPost("admin/functions/{name}", http =>
        {
            var function = functions.FirstOrDefault(f => f.Name == (string?)http.GetRouteValue("name") && f.IsStartedBy("timerTrigger"));
            http.Response.StatusCode = function is null ? StatusCodes.Status404NotFound : StatusCodes.Status202Accepted;
            _ = function is null ? null : TimerTriggers.RunAsync(function, worker, CancellationToken.None);
            return Task.CompletedTask;
        });
        app.UseRouter(routes.Build());
    }

    private async Task RunAsync(HostedFunction function, HttpContext http)
    {
        string id = Guid.NewGuid().ToString();
        var request = new InvocationRequest { InvocationId = id, FunctionId = function.Metadata.FunctionId };
        var message = new RpcHttp();
        foreach (var (name, value) in http.GetRouteData().Values)
        {
            message.NullableParams[name] = new NullableString { Value = $"{value}" };
            request.TriggerMetadata[name] = new TypedData { String = $"{value}" };
        }

        foreach (var (name, value) in http.Request.Query)
        {
            request.TriggerMetadata.TryAdd(name, new TypedData { String = $"{value}" });
        }

        request.InputData.Add(new ParameterBinding { Name = function.TriggerName, Data = new TypedData { Http = message } });
        var running = worker.RunAsync(function, request, http.RequestAborted);
        var error = await forwarder.SendAsync(http, worker.HttpUri.ToString(), client, ForwarderRequestConfig.Empty, new Handover(id));
        if (error != ForwarderError.None)
        {
            Console.WriteLine($"Warning: {http.Request.Path} could not be handed over: {error}");
        }

        await running;
    }

    private sealed class Handover(string invocationId) : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.Headers.TryAddWithoutValidation(CorrelationHeader, invocationId);
            proxyRequest.Headers.TryAddWithoutValidation("X-Forwarded-For", $"{httpContext.Connection.RemoteIpAddress}");
            proxyRequest.Headers.TryAddWithoutValidation("X-Forwarded-Host", $"{httpContext.Request.Host}");
            proxyRequest.Headers.TryAddWithoutValidation("X-Forwarded-Proto", httpContext.Request.Scheme);
            proxyRequest.Headers.Host = null;
        }
    }
}
