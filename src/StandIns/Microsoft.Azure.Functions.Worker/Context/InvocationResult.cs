namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the function returned. Middleware may replace it.</summary>
public abstract class InvocationResult : InvocationResult<object>
{
}

/// <summary>What the function returned, as <typeparamref name="T"/>. Middleware may replace it.</summary>
public abstract class InvocationResult<T>
{
    /// <summary>The value; null when the function returned nothing, or when its properties became outputs.</summary>
    public abstract T? Value { get; set; }
}
