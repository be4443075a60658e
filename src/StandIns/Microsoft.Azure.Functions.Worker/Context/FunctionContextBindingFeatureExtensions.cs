using Microsoft.Azure.Functions.Worker.Runtime;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Access to what a function returned.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>The returned value, typed.</summary>
    /// <exception cref="InvalidOperationException">The value is not a <typeparamref name="T"/>.</exception>
    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context)
    {
        var bindings = InvocationBindings.Of(context);
        return bindings.Result is T
            ? new LocalInvocationResult<T>(bindings)
            : throw new InvalidOperationException(
                $"The function returned {bindings.Result?.GetType().ToString() ?? "nothing"}, not a {typeof(T)}.");
    }

    /// <summary>The returned value.</summary>
    public static InvocationResult GetInvocationResult(this FunctionContext context) =>
        new LocalInvocationResult(InvocationBindings.Of(context));

    /// <summary>All output bindings; those that hold no <typeparamref name="T"/> have the default value.</summary>
    public static IEnumerable<OutputBindingData<T>> GetOutputBindings<T>(this FunctionContext context)
    {
        var bindings = InvocationBindings.Of(context);
        return context.FunctionDefinition.OutputBindings.Values.Select(output => new LocalOutputBindingData<T>(bindings, output));
    }
}
