namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>What an output attribute tells the runtime; see <see cref="ITriggerPlugin"/>.</summary>
internal interface IOutputPlugin
{
    /// <summary>The binding's type as the official metadata names it.</summary>
    string BindingType { get; }

    /// <summary>Checks the attribute's values at start-up.</summary>
    /// <exception cref="FunctionWorkerException">A value is wrong; the message says how to mend it.</exception>
    void Validate(FunctionEntry function, HostSettings settings);

    /// <summary>Sends values of this binding, or null when another part of the runtime handles them.</summary>
    IOutputSender? CreateSender(IServiceProvider services);
}
