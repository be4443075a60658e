namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the trigger said besides its value.</summary>
public abstract class BindingContext
{
    /// <summary>Values by name: route values, a message's dequeue count, and the like.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
