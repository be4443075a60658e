namespace Benchmarks;

/// <summary>
/// Runs several pieces of work in turn, round by round, so that a machine that slows down slows them all. Figures are medians over the
/// rounds; ratios are medians of each round's own ratio.
/// </summary>
internal sealed class SideBySide(params Subject[] subjects)
{
    private readonly double[][] _microseconds = new double[subjects.Length][];
    private readonly long[] _bytes = new long[subjects.Length];

    /// <summary>How often each takes its turn.</summary>
    internal int Rounds { get; init; } = 15;

    /// <summary>How long a turn takes, about.</summary>
    internal TimeSpan RoundTime { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>How long each is warmed up: past tiered compilation.</summary>
    internal TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(2);

    internal SideBySide Run()
    {
        int[] iterations = [.. subjects.Select(Calibrate)];
        for (int i = 0; i < subjects.Length; i++)
        {
            _microseconds[i] = new double[Rounds];
        }

        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < subjects.Length; i++)
            {
                (TimeSpan cpu, long bytes) = subjects[i].Run(iterations[i]);
                _microseconds[i][round] = cpu.TotalMicroseconds / iterations[i];
                _bytes[i] = bytes / iterations[i];
            }
        }

        return this;
    }

    /// <summary>Median CPU time of one operation, in microseconds.</summary>
    internal double Microseconds(string name) => Median(_microseconds[IndexOf(name)]);

    /// <summary>Octets allocated by one operation.</summary>
    internal long Bytes(string name) => _bytes[IndexOf(name)];

    internal double CpuRatio(string name, string yardstick) => CpuRatio(name, [yardstick]);

    /// <summary>The ratio to the sum of several.</summary>
    internal double CpuRatio(string name, params string[] yardsticks) => Median([.. Enumerable.Range(0, Rounds)
        .Select(round => _microseconds[IndexOf(name)][round] / yardsticks.Sum(yardstick => _microseconds[IndexOf(yardstick)][round]))]);

    internal static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private int IndexOf(string name) => Array.FindIndex(subjects, s => s.Name == name);

    /// <summary>Warms the work up and finds how often it fits into a round.</summary>
    private int Calibrate(Subject subject)
    {
        TimeSpan last = TimeSpan.Zero;
        int count = 1;
        for (DateTime end = DateTime.UtcNow + WarmUp; DateTime.UtcNow < end;)
        {
            (last, _) = subject.Run(count);
            count = last < RoundTime / 2 ? count * 2 : count;
        }

        return Math.Max(1, (int)(count * (RoundTime / (last > TimeSpan.Zero ? last : RoundTime))));
    }
}
