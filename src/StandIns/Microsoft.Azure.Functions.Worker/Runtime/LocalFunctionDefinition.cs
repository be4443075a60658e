namespace Microsoft.Azure.Functions.Worker.Runtime;

internal sealed class LocalFunctionDefinition(string name) : FunctionDefinition
{
    public override string Name => name;
}
