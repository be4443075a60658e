using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Runtime;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Access to the HTTP request of an invocation.</summary>
public static class FunctionContextExtensions
{
    /// <summary>
    /// The HTTP context; null when no HTTP request started the function, and in middleware that was added before
    /// <c>ConfigureFunctionsWebApplication()</c> was called.
    /// </summary>
    public static HttpContext? GetHttpContext(this FunctionContext context) =>
        context.Items.TryGetValue(HttpFunction.ContextKey, out var value) ? value as HttpContext : null;
}
