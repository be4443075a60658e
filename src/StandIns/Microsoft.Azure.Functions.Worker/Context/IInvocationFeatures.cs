namespace Microsoft.Azure.Functions.Worker;

/// <summary>Typed objects of one invocation.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Stores <paramref name="instance"/> under <typeparamref name="T"/>.</summary>
    void Set<T>(T instance);

    /// <summary>The object stored under <typeparamref name="T"/>, if any.</summary>
    T? Get<T>();
}
