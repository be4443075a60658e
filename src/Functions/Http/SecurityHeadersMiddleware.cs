using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Functions.Http;

/// <summary>Puts the security headers on every response before its function runs, so that no function can forget them.</summary>
internal sealed class SecurityHeadersMiddleware(AppOptions options) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http)
            SecurityHeaders.Apply(http.Response, options.IsHttps);
        return next(context);
    }
}
