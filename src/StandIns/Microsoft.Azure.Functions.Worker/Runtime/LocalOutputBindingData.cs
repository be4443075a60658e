namespace Microsoft.Azure.Functions.Worker.Runtime;

internal sealed class LocalOutputBindingData<T>(InvocationBindings bindings, BindingMetadata output) : OutputBindingData<T>
{
    public override string BindingType => output.Type;

    public override string Name => output.Name;

    public override T? Value
    {
        get => bindings.Outputs.GetValueOrDefault(output.Name) is T value ? value : default;
        set => bindings.Outputs[output.Name] = value;
    }
}
