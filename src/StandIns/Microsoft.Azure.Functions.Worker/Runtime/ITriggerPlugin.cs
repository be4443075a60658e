namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>
/// What a trigger attribute tells the runtime. The attribute itself implements it, so that finding the attribute is
/// finding its implementation, and nothing needs to be scanned.
/// </summary>
internal interface ITriggerPlugin
{
    /// <summary>The binding's type as the official metadata names it.</summary>
    string BindingType { get; }

    /// <summary>Checks the attribute's values at start-up.</summary>
    /// <exception cref="FunctionWorkerException">A value is wrong; the message says how to mend it.</exception>
    void Validate(FunctionEntry function, HostSettings settings);

    /// <summary>Starts invocations, or null when another part of the runtime does it.</summary>
    IFunctionListener? CreateListener(FunctionEntry function, IServiceProvider services);

    /// <summary>The trigger's input for a call through the admin endpoint, or null when it takes none.</summary>
    TriggerInput? CreateManualInput(FunctionEntry function, string? input, IServiceProvider services);

    /// <summary>Converts the trigger's value to types that only this trigger knows.</summary>
    bool TryConvert(object source, Type target, out object? value);
}
