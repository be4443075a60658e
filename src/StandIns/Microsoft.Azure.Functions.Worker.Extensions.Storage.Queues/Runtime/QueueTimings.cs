namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>How long a message that is being processed is hidden from others; renewed at half of it. Tests use shorter times.</summary>
internal sealed record QueueTimings(TimeSpan Invisible)
{
    /// <summary>The official value: a message comes again ten minutes after its process died.</summary>
    public static readonly QueueTimings Official = new(TimeSpan.FromMinutes(10));
}
