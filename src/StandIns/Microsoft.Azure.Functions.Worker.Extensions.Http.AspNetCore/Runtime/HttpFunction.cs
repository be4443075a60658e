using Microsoft.AspNetCore.Routing.Patterns;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>Names and route rules of HTTP functions.</summary>
internal static class HttpFunction
{
    public const string TriggerType = "httpTrigger";
    public const string OutputType = "http";
    public const string ContextKey = "HttpRequestContext";

    private static readonly string[] Reserved = ["admin", "runtime"];

    /// <summary>The full route of a function, with the prefix of host.json.</summary>
    /// <exception cref="FunctionWorkerException">The route is not a template, or the host keeps it for itself.</exception>
    public static RoutePattern PatternOf(FunctionEntry function, HttpTriggerAttribute trigger, HostSettings settings)
    {
        if (trigger.Route is { } given && string.IsNullOrWhiteSpace(given))
        {
            // The host would take the function's name, the worker the bare prefix: such a function never answers.
            throw new FunctionWorkerException(
                $"{function.Where} has an empty Route. Leave it out to use the function's name; for the root write \"{{root:maxlength(0)?}}\".");
        }

        var route = trigger.Route ?? function.Name;
        if (Reserved.Any(word => route.Trim('/').StartsWith(word, StringComparison.OrdinalIgnoreCase)))
        {
            throw new FunctionWorkerException(
                $"{function.Where} has the route '{route}'. The host keeps all routes that start with 'admin' or 'runtime' for itself; choose another.");
        }

        try
        {
            return RoutePatternFactory.Parse($"{settings.GetString("extensions.http.routePrefix") ?? "api"}/{route}");
        }
        catch (RoutePatternException e)
        {
            throw new FunctionWorkerException($"{function.Where} has the route '{route}', which is no route template: {e.Message}", e);
        }
    }
}
