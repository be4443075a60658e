namespace Microsoft.Azure.Functions.Worker;

/// <summary>One value on its way to an output binding.</summary>
public abstract class OutputBindingData<T>
{
    /// <summary>Kind of output, such as <c>http</c> or <c>queue</c>.</summary>
    public abstract string BindingType { get; }

    /// <summary>The binding's name: the property of the returned object, or <c>$return</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The value; null sends nothing.</summary>
    public abstract T? Value { get; set; }
}
