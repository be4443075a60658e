using Microsoft.Azure.Functions.Worker.Runtime;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Access to what a function returned.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>The returned value.</summary>
    public static InvocationResult GetInvocationResult(this FunctionContext context) =>
        new LocalInvocationResult(InvocationBindings.Of(context));
}
