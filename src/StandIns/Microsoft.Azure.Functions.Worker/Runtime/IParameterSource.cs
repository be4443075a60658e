namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>Gives parameters of certain types whatever their name, such as the HTTP request.</summary>
internal interface IParameterSource
{
    bool TryGet(Type type, FunctionContext context, out object? value);
}
