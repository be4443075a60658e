using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>One function: its method, its trigger and its outputs.</summary>
internal sealed record FunctionEntry(
    string Name,
    MethodInfo Method,
    ParameterInfo TriggerParameter,
    ITriggerPlugin Trigger,
    IReadOnlyList<FunctionOutput> Outputs)
{
    private MethodInvoker? _invoker;

    /// <summary>For messages: the method as a reader would write it.</summary>
    public string Where => $"Function '{Name}' ({Method.DeclaringType?.FullName}.{Method.Name})";

    public ParameterInfo[] Parameters { get; } = Method.GetParameters();

    /// <summary>How to read the result of a method that is declared as <c>Task&lt;T&gt;</c>.</summary>
    public PropertyInfo? TaskResult { get; } = Method.ReturnType.IsGenericType && Method.ReturnType.IsAssignableTo(typeof(Task))
        ? Method.ReturnType.GetProperty(nameof(Task<>.Result))
        : null;

    public MethodInvoker Invoker => _invoker ??= MethodInvoker.Create(Method);

    public LocalFunctionDefinition Definition { get; } = new(Name);

    /// <summary>Whether properties of the returned object are the outputs, and not the object itself.</summary>
    public bool HasPropertyOutputs => Outputs.Any(output => output.Property is not null);
}
