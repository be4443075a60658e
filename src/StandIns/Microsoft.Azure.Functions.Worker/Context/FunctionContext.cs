namespace Microsoft.Azure.Functions.Worker;

/// <summary>Everything that is known about one invocation.</summary>
public abstract class FunctionContext
{
    /// <summary>Unique per invocation.</summary>
    public abstract string InvocationId { get; }

    /// <summary>Unique per function.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The distributed trace that this invocation belongs to.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>What the trigger said besides its value.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>How often this invocation was tried before.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>The services of this invocation's scope.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>Which function runs.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>A place for middleware and function to share values.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>Typed objects of this invocation.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Cancelled when the host stops or the caller went away.</summary>
    public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
}
