using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Functions.Http;

/// <summary>Gives every HTTP request its correlation id: in the response, in every line of the log, on error pages.</summary>
internal sealed class CorrelationMiddleware(ILogger<CorrelationMiddleware> log) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        var id = Correlation.Of(http);
        http.Response.Headers[Correlation.Header] = id;
        using (Log.CorrelationScope(log, id))
            await next(context);
    }
}
