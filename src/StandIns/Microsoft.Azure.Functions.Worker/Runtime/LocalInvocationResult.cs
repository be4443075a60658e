namespace Microsoft.Azure.Functions.Worker.Runtime;

internal sealed class LocalInvocationResult(InvocationBindings bindings) : InvocationResult
{
    public override object? Value
    {
        get => bindings.Result;
        set => bindings.Result = value;
    }
}
