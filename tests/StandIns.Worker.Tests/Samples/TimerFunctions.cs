using Microsoft.Azure.Functions.Worker;

namespace StandIns.Worker.Tests.Samples;

public sealed class RareTimerFunctions
{
    private readonly Probe _probe;

    public RareTimerFunctions(IServiceProvider services) => _probe = (Probe)services.GetService(typeof(Probe))!;

    [Function("Rare")]
    public void Rare([TimerTrigger("%Schedule%")] TimerInfo timer) => _probe.Tell(timer);
}

/// <summary>What happens during the first run.</summary>
public sealed class LongRun(Action first)
{
    private Action? _first = first;

    public void Once() => Interlocked.Exchange(ref _first, null)?.Invoke();
}

public sealed class LongTimerFunctions(IServiceProvider services)
{
    [Function("Lasting")]
    public void Lasting([TimerTrigger("%Schedule%")] TimerInfo timer)
    {
        ((Probe)services.GetService(typeof(Probe))!).Tell(timer);
        ((LongRun)services.GetService(typeof(LongRun))!).Once();
    }
}
