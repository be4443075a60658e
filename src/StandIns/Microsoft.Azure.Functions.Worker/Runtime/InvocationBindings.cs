namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>The values that flow into and out of one invocation.</summary>
internal sealed class InvocationBindings(FunctionEntry function, TriggerInput input)
{
    public FunctionEntry Function { get; } = function;

    public TriggerInput Input { get; } = input;

    /// <summary>What the function returned, until its properties became outputs.</summary>
    public object? Result { get; set; }

    public Dictionary<string, object?> Outputs { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the caller went away before the response was sent. No output leaves then.</summary>
    public bool IsCallerGone { get; set; }

    public static InvocationBindings Of(FunctionContext context) =>
        context.Features.Get<InvocationBindings>()
        ?? throw new InvalidOperationException("This context was not made by the runtime.");

    /// <summary>The value for a parameter: the trigger's own by its name, else a named value of the trigger.</summary>
    public object? SourceFor(string parameter)
    {
        if (string.Equals(parameter, Function.TriggerParameter.Name, StringComparison.OrdinalIgnoreCase)) return Input.Value;

        foreach (var (name, value) in Input.Metadata)
        {
            if (string.Equals(name, parameter, StringComparison.OrdinalIgnoreCase)) return value;
        }

        return null;
    }

    /// <summary>Moves the properties of the returned object to the outputs that they are declared for.</summary>
    public void TakeOutputsFromResult()
    {
        if (Result is null || !Function.HasPropertyOutputs) return;

        foreach (var output in Function.Outputs)
        {
            if (output.Property!.GetValue(Result) is { } value) Outputs[output.Name] = value;
        }

        Result = null;
    }
}
