namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>Sends one output value: a string or bytes as they are, anything else as JSON, an array item by item.</summary>
internal interface IOutputSender
{
    Task SendAsync(object value, CancellationToken cancellationToken);
}
