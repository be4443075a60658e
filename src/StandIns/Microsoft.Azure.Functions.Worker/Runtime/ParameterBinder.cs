using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>Finds the arguments of a function in the order in which the official worker's converters do.</summary>
internal sealed class ParameterBinder(IOptions<JsonSerializerOptions> json, IEnumerable<IParameterSource> sources)
{
    private readonly IParameterSource[] _sources = [.. sources];

    /// <exception cref="FunctionInputConverterException">An argument cannot be made; the message names the parameter.</exception>
    public object?[] Bind(FunctionEntry function, FunctionContext context, InvocationBindings bindings)
    {
        var arguments = new object?[function.Parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = function.Parameters[i];
            var type = parameter.ParameterType;
            if (TryFromContext(type, context, out arguments[i])) continue;

            var source = bindings.SourceFor(parameter.Name!);
            if (source is not null)
            {
                arguments[i] = Convert(function, parameter.Name!, source, type);
            }
            else if (type == typeof(CancellationToken))
            {
                arguments[i] = context.CancellationToken;
            }
            else if (parameter.HasDefaultValue)
            {
                arguments[i] = parameter.DefaultValue;
            }
            else if (type.IsValueType && Nullable.GetUnderlyingType(type) is null)
            {
                throw new FunctionInputConverterException(
                    $"Function '{function.Name}': parameter '{parameter.Name}' has no value. Give it a default value or make it nullable.");
            }
        }

        return arguments;
    }

    private bool TryFromContext(Type type, FunctionContext context, out object? value)
    {
        foreach (var source in _sources)
        {
            if (source.TryGet(type, context, out value)) return true;
        }

        value = type == typeof(FunctionContext) ? context : null;
        return value is not null;
    }

    private object? Convert(FunctionEntry function, string parameter, object source, Type type)
    {
        if (type.IsInstanceOfType(source)) return source;
        if (function.Trigger.TryConvert(source, type, out var value)) return value;

        var underlying = Nullable.GetUnderlyingType(type) ?? type;
        if (underlying == typeof(Guid) && source is string text && Guid.TryParse(text, out var guid)) return guid;

        try
        {
            return source is string document
                ? JsonSerializer.Deserialize(document, type, json.Value)
                : throw new JsonException($"there is no way from {source.GetType()}");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            // The text itself is left out: it may be secret. JsonException tells the path and position only.
            throw new FunctionInputConverterException(
                $"Function '{function.Name}': parameter '{parameter}' cannot be converted to {type}: {e.Message}", e);
        }
    }
}
