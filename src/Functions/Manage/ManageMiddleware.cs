using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Manage;

/// <summary>Sends every request for a function below <c>/manage</c> through the gate. The gate is made when it is first needed, not at the start.</summary>
internal sealed class ManageMiddleware : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) =>
        ManageRoutes.Covers(context.FunctionDefinition.Name) ? GuardAsync(context, next) : next(context);

    private static async Task GuardAsync(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.GetHttpContext() ?? throw new InvalidOperationException("Functions below /manage are HTTP functions.");
        var gate = context.InstanceServices.GetRequiredService<ManageGate>();
        if (await gate.RefuseAsync(context.FunctionDefinition.Name, http, http.RequestAborted) is { } refusal)
            context.GetInvocationResult().Value = refusal;
        else
            await next(context);
    }
}
