using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>Runs one invocation from the trigger's input to the outputs.</summary>
internal sealed class FunctionRunner(
    IServiceProvider services,
    IServiceScopeFactory scopes,
    PipelineBuilder pipeline,
    FunctionExecutor executor,
    IHostApplicationLifetime lifetime,
    ILogger<FunctionRunner> logger)
{
    private readonly FunctionExecutionDelegate _pipeline = pipeline.Build(executor);

    /// <summary>
    /// Runs the pipeline, then sends the outputs. The official host does the same: an HTTP response leaves in the pipeline, so it may
    /// reach the caller before the messages are in their queues; and when it does not reach the caller, no message is sent at all.
    /// </summary>
    /// <exception cref="OutputFailedException">The function has ended well, but an output could not be sent; it is logged already.</exception>
    /// <exception cref="Exception">Whatever the function or its middleware threw; it is logged already.</exception>
    public async Task RunAsync(FunctionEntry function, TriggerInput input, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var bindings = new InvocationBindings(function, input);
        var context = new LocalFunctionContext(bindings, scopes, stop.Token);
        await using (context.ConfigureAwait(false))
        {
            input.Prepare?.Invoke(context);
            try
            {
                await _pipeline(context).ConfigureAwait(false);
                if (bindings.IsCallerGone)
                {
                    Log.CallerGone(logger, function.Name, context.InvocationId);
                    return;
                }

                await SendOutputsAsync(function, bindings).ConfigureAwait(false);
            }
            catch (OperationCanceledException e) when (stop.IsCancellationRequested)
            {
                Log.InvocationCancelled(logger, function.Name, context.InvocationId, e);
                throw;
            }
            catch (Exception e)
            {
                Log.InvocationFailed(logger, function.Name, context.InvocationId, e);
                throw;
            }
        }
    }

    // Once the function has returned, its outputs are sent to the end, even while the host stops.
    private async Task SendOutputsAsync(FunctionEntry function, InvocationBindings bindings)
    {
        foreach (var output in function.Outputs)
        {
            var value = output.Property is null ? bindings.Result : bindings.Outputs.GetValueOrDefault(output.Name);
            if (value is null) continue;

            try
            {
                await output.SendAsync(value, services, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                throw new OutputFailedException($"{function.Where}: output '{output.Name}' could not be sent: {e.Message}", e);
            }
        }
    }
}
