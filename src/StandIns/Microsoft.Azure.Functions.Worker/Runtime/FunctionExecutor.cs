using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>The innermost step of the pipeline: creates the function class, binds, calls, and takes the outputs.</summary>
internal sealed class FunctionExecutor(ParameterBinder binder)
{
    public async Task ExecuteAsync(FunctionContext context)
    {
        var bindings = InvocationBindings.Of(context);
        var function = bindings.Function;

        // As in the official worker the instance is not disposed: what it gets from the scope is.
        var instance = function.Method.IsStatic
            ? null
            : ActivatorUtilities.CreateInstance(context.InstanceServices, function.Method.DeclaringType!);
        var arguments = binder.Bind(function, context, bindings);
        bindings.Result = await ResultOf(function, function.Invoker.Invoke(instance, arguments.AsSpan())).ConfigureAwait(false);
        bindings.TakeOutputsFromResult();
    }

    private static async Task<object?> ResultOf(FunctionEntry function, object? returned)
    {
        if (returned is not Task task) return returned;

        await task.ConfigureAwait(false);
        return function.TaskResult?.GetValue(task);
    }
}
