using Functions.Manage;
using Functions.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using SignOn;

namespace Functions.Http;

/// <summary>
/// The last net below HTTP functions: an outage of storage becomes 503, a bug becomes 500, both as fixed pages without any detail.
/// Queue and timer functions are left alone, because there the host must see the failure to try again.
/// </summary>
internal sealed class FailureMiddleware(AppOptions options, ILogger<FailureMiddleware> log) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (Exception e) when ((e is OperationCanceledException or IOException) && http.RequestAborted.IsCancellationRequested)
        {
            // The browser went away: nobody waits for the answer, and it is nobody's fault.
            context.GetInvocationResult().Value = new StatusResult(StatusCodes.Status499ClientClosedRequest);
        }
        catch (StorageUnavailableException e)
        {
            Log.StorageUnavailable(log, e, context.FunctionDefinition.Name);
            context.GetInvocationResult().Value = Error(context, http, StatusCodes.Status503ServiceUnavailable, ErrorText.StorageUnavailable, "StorageUnavailable", e.RetryAfter);
        }
        catch (SettingsException e)
        {
            // A setting that shows itself to be wrong only when it is used, such as a key file that others can read.
            Log.Unexpected(log, e, context.FunctionDefinition.Name);
            context.GetInvocationResult().Value = Error(context, http, StatusCodes.Status503ServiceUnavailable, ErrorText.Unexpected, "Misconfigured", null);
        }
#pragma warning disable CA1031 // Whatever it is, the browser must not see it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.Unexpected(log, e, context.FunctionDefinition.Name);
            context.GetInvocationResult().Value = Error(context, http, StatusCodes.Status500InternalServerError, ErrorText.Unexpected, "Unexpected", null);
        }
    }

#pragma warning disable CA1859 // Two kinds of results come out of it.
    private IResult Error(FunctionContext context, HttpContext http, int status, ErrorText text, string code, TimeSpan? retryAfter)
    {
        if (!ManageRoutes.All.TryGetValue(context.FunctionDefinition.Name, out var route) || !route.IsApi)
            return new PageResult(ErrorPage.Render(options.Name, text, code, Correlation.Of(http)), status) { RetryAfter = retryAfter };
        if (retryAfter is { } wait)
            http.Response.Headers.RetryAfter = RetryAfter.Seconds(wait);
        var type = code switch { "StorageUnavailable" => ProblemTypes.StorageUnavailable, "Stopping" => ProblemTypes.Stopping, _ => ProblemTypes.Unexpected };
        return ApiRefusals.Problem(http, status, type, text.Sentence);
    }
#pragma warning restore CA1859
}
