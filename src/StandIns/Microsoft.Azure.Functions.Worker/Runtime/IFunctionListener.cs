namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>Starts invocations of one function until it is stopped.</summary>
internal interface IFunctionListener
{
    /// <summary>Begins to listen; returns at once.</summary>
    void Start();

    /// <summary>Stops listening and waits for invocations in flight, at most until the token is cancelled.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}
