namespace Microsoft.Azure.Functions.Worker.Runtime;

internal sealed class LocalInvocationResult<T>(InvocationBindings bindings) : InvocationResult<T>
{
    public override T? Value
    {
        get => (T?)bindings.Result;
        set => bindings.Result = value;
    }
}
