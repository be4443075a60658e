using Microsoft.Azure.Functions.Worker;

namespace StandIns.Worker.Tests.Samples;

internal sealed record Seen(object? Value, string? DequeueCount, DateTime At);

public sealed class PersonQueueFunctions
{
    private readonly Probe _probe;

    public PersonQueueFunctions(IServiceProvider services) => _probe = (Probe)services.GetService(typeof(Probe))!;

    [Function("TakePerson")]
    public void TakePerson([QueueTrigger("%Work%", Connection = "Storage")] Person person, long dequeueCount, string id)
    {
        _probe.Tell(new Seen(person, $"{dequeueCount}", DateTime.UtcNow));
        if (id.Length == 0 || _probe.TakeFailure()) throw new InvalidOperationException("as told");
    }
}

public sealed class TextQueueFunctions
{
    private readonly Probe _probe;

    public TextQueueFunctions(IServiceProvider services) => _probe = (Probe)services.GetService(typeof(Probe))!;

    [Function("TakeText")]
    public void TakeText([QueueTrigger("%Work%", Connection = "Storage")] string text, string dequeueCount)
    {
        _probe.Tell(new Seen(text, dequeueCount, DateTime.UtcNow));
        if (_probe.TakeFailure()) throw new InvalidOperationException("as told");
    }
}

public sealed class BinaryQueueFunctions
{
    private readonly Probe _probe;

    public BinaryQueueFunctions(IServiceProvider services) => _probe = (Probe)services.GetService(typeof(Probe))!;

    [Function("TakeBinary")]
    public void TakeBinary([QueueTrigger("%Work%", Connection = "Storage")] BinaryData data) =>
        _probe.Tell(new Seen(data.ToString(), null, DateTime.UtcNow));
}

public sealed class WaitingQueueFunctions
{
    private readonly Probe _probe;

    public WaitingQueueFunctions(IServiceProvider services) => _probe = (Probe)services.GetService(typeof(Probe))!;

    [Function("Wait")]
    public async Task Wait([QueueTrigger("%Work%", Connection = "Storage")] string text, CancellationToken cancellationToken)
    {
        _probe.Tell(new Seen(text, null, DateTime.UtcNow));
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }
}

public sealed class GatedQueueFunctions
{
    private readonly Probe _probe;

    public GatedQueueFunctions(IServiceProvider services) => _probe = (Probe)services.GetService(typeof(Probe))!;

    [Function("Gated")]
    public async Task Gated([QueueTrigger("%Work%", Connection = "Storage")] string text)
    {
        var gate = new TaskCompletionSource();
        _probe.Tell(gate);
        await gate.Task;
        _probe.Tell(new Seen(text, null, DateTime.UtcNow));
    }
}
