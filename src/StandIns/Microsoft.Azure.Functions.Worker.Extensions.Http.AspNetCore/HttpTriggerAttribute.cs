using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Runtime;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function by an HTTP request.</summary>
public sealed class HttpTriggerAttribute : TriggerBindingAttribute, ITriggerPlugin
{
    private RoutePattern? _pattern;

    /// <summary>The given methods and level.</summary>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>The route template below the route prefix; null means the function's name.</summary>
    public string? Route { get; set; }

    /// <summary>The HTTP methods; null means any.</summary>
    public string[]? Methods { get; private set; }

    /// <summary>Which key a caller must show.</summary>
    public AuthorizationLevel AuthLevel { get; private set; }

    string ITriggerPlugin.BindingType => HttpFunction.TriggerType;

    void ITriggerPlugin.Validate(FunctionEntry function, HostSettings settings) => PatternOf(function, settings);

    internal RoutePattern PatternOf(FunctionEntry function, HostSettings settings) => _pattern ??= HttpFunction.PatternOf(function, this, settings);

    IFunctionListener? ITriggerPlugin.CreateListener(FunctionEntry function, IServiceProvider services) => null;

    TriggerInput? ITriggerPlugin.CreateManualInput(FunctionEntry function, string? input, IServiceProvider services) => null;

    bool ITriggerPlugin.TryConvert(object source, Type target, out object? value)
    {
        value = null;
        return false;
    }
}
