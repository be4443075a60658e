namespace Benchmarks;

/// <summary>A piece of work to measure.</summary>
/// <param name="Name">Its name in the run.</param>
/// <param name="Run">Does it so many times, and tells the CPU time and the octets allocated of all together.</param>
internal sealed record Subject(string Name, Func<int, (TimeSpan Cpu, long Bytes)> Run)
{
    /// <summary>Work of this process.</summary>
    internal Subject(string name, Action work)
        : this(name, iterations => Measure(work, iterations))
    {
    }

    private static (TimeSpan Cpu, long Bytes) Measure(Action work, int iterations)
    {
        GC.Collect();
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < iterations; i++)
        {
            work();
        }

        return (Environment.CpuUsage.TotalTime - before, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }
}
