namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Root of all attributes that bind a function to the outside.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class BindingAttribute : Attribute
{
    /// <summary>For subclasses.</summary>
    public BindingAttribute()
    {
    }
}
