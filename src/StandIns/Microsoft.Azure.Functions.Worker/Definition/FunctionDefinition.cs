namespace Microsoft.Azure.Functions.Worker;

/// <summary>Facts about a function that are the same in all its invocations.</summary>
public abstract class FunctionDefinition
{
    /// <summary>The name in <see cref="FunctionAttribute"/>.</summary>
    public abstract string Name { get; }
}
