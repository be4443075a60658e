namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>
/// A message as the service gave it out. The receipt proves that it was given out to us, until an update makes a new one. The text is as
/// stored, still encoded.
/// </summary>
internal sealed record QueueMessage(
    string Id,
    string PopReceipt,
    int DequeueCount,
    string Text,
    DateTimeOffset InsertedOn,
    DateTimeOffset ExpiresOn,
    DateTimeOffset NextVisibleOn);
