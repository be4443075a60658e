namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>A message as the service gave it out.</summary>
/// <param name="PopReceipt">Proves to the service that it was given out to us; each update makes a new one.</param>
/// <param name="Text">The text as stored, still encoded.</param>
internal sealed record QueueMessage(
    string Id,
    string PopReceipt,
    int DequeueCount,
    string Text,
    DateTimeOffset InsertedOn,
    DateTimeOffset ExpiresOn,
    DateTimeOffset NextVisibleOn);
