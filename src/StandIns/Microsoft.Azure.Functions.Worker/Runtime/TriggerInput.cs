namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>What a trigger hands to one invocation.</summary>
/// <param name="Value">The value of the trigger's parameter.</param>
/// <param name="Metadata">Further values by name; parameters bind to them by name, whatever the case.</param>
internal sealed record TriggerInput(object? Value, IReadOnlyDictionary<string, object?> Metadata)
{
    /// <summary>Runs before the pipeline, to set features of the invocation.</summary>
    public Action<FunctionContext>? Prepare { get; init; }
}
