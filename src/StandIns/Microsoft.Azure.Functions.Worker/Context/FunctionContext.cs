namespace Microsoft.Azure.Functions.Worker;

/// <summary>Everything that is known about one invocation.</summary>
public abstract class FunctionContext
{
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
