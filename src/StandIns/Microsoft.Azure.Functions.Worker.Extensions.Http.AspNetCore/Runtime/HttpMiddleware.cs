using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>Gives HTTP functions their HTTP context and writes the result that they return.</summary>
internal static class HttpMiddleware
{
    public static FunctionExecutionDelegate Wrap(FunctionExecutionDelegate next) => context =>
        context.Features.Get<HttpContext>() is { } http ? InvokeAsync(context, http, next) : next(context);

    private static async Task InvokeAsync(FunctionContext context, HttpContext http, FunctionExecutionDelegate next)
    {
        context.Items.Add(HttpFunction.ContextKey, http);
        await next(context).ConfigureAwait(false);

        // The host sends outputs only after it has passed the whole response on to the caller.
        var bindings = InvocationBindings.Of(context);
        bindings.IsCallerGone = http.RequestAborted.IsCancellationRequested;
        if (!await TryWriteAsync(bindings.Result, http).ConfigureAwait(false)
            && bindings.Function.Outputs.FirstOrDefault(o => o.Plugin.BindingType == HttpFunction.OutputType) is { } output)
        {
            await TryWriteAsync(bindings.Outputs.GetValueOrDefault(output.Name), http).ConfigureAwait(false);
        }
    }

    // As in the official worker anything but a result is no response: the answer is 200 with an empty body.
    private static async Task<bool> TryWriteAsync(object? value, HttpContext http)
    {
        if (value is not IResult result) return false;

        await result.ExecuteAsync(http).ConfigureAwait(false);
        return true;
    }
}
