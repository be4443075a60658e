namespace Benchmarks;

/// <summary>
/// Runs several pieces of work in turn, round by round, so that a machine that slows down slows them all. Figures are medians over the
/// rounds; ratios are medians of each round's own ratio.
/// </summary>
internal sealed class SideBySide(params (string Name, Action Work)[] subjects)
{
    private const int Rounds = 15;
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(150);

    private readonly double[][] _microseconds = [.. subjects.Select(_ => new double[Rounds])];
    private readonly long[] _bytes = new long[subjects.Length];

    internal void Run()
    {
        int[] iterations = [.. subjects.Select(s => Calibrate(s.Work))];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < subjects.Length; i++)
            {
                (_microseconds[i][round], _bytes[i]) = Measure(subjects[i].Work, iterations[i]);
            }
        }
    }

    /// <summary>Median CPU time of one operation, in microseconds.</summary>
    internal double Microseconds(string name) => Median(_microseconds[IndexOf(name)]);

    /// <summary>Octets allocated by one operation.</summary>
    internal long Bytes(string name) => _bytes[IndexOf(name)];

    internal double CpuRatio(string name, string yardstick) =>
        Median([.. _microseconds[IndexOf(name)].Zip(_microseconds[IndexOf(yardstick)], (a, b) => a / b)]);

    internal static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private int IndexOf(string name) => Array.FindIndex(subjects, s => s.Name == name);

    /// <summary>Warms the work up past tiered compilation and finds how often it fits into a round.</summary>
    private static int Calibrate(Action work)
    {
        int count = 0;
        for (DateTime end = DateTime.UtcNow.AddSeconds(2); DateTime.UtcNow < end; count++)
        {
            work();
        }

        return Math.Max(1, (int)(count / 2 * RoundTime.TotalSeconds));
    }

    private static (double Microseconds, long Bytes) Measure(Action work, int iterations)
    {
        GC.Collect();
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < iterations; i++)
        {
            work();
        }

        TimeSpan used = Environment.CpuUsage.TotalTime - before;
        return (used.TotalMicroseconds / iterations, (GC.GetAllocatedBytesForCurrentThread() - allocated) / iterations);
    }
}
