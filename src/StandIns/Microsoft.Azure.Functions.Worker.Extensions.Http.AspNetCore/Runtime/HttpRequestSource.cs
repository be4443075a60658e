using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>Gives every parameter of type <see cref="HttpRequest"/> the request.</summary>
internal sealed class HttpRequestSource : IParameterSource
{
    public bool TryGet(Type type, FunctionContext context, out object? value)
    {
        value = type == typeof(HttpRequest) ? context.GetHttpContext()?.Request : null;
        return value is not null;
    }
}
