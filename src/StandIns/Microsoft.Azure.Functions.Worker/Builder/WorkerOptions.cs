namespace Microsoft.Azure.Functions.Worker;

/// <summary>Options of the worker.</summary>
public class WorkerOptions
{
    /// <summary>What the worker tells the host about itself. There is no host here to listen.</summary>
    public IDictionary<string, string> Capabilities { get; } = new Dictionary<string, string>();
}
