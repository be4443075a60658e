using System.Diagnostics;
using Saml.Tests.Support.Fuzzing;

namespace Fuzz;

/// <summary>Runs all cases on all cores.</summary>
internal sealed class FuzzRun(FuzzOptions options, TextWriter output)
{
    private const int Block = 1_000;
    private const int MostReported = 20;
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private readonly FuzzCounts _total = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _nextProgress = ProgressEvery;
    private long _next;
    private long _done;
    private long _problems;
    private (TimeSpan Time, long Number) _slowest;

    /// <summary>Runs and reports.</summary>
    /// <returns>How many cases had a problem.</returns>
    internal long Run()
    {
        output.WriteLine($"{options.Cases:N0} cases, seed {options.Seed}, {FuzzTargets.All.Count} targets, {Environment.ProcessorCount} threads, keys and failed cases in {options.Folder}");
        _clock.Restart();
        Thread[] threads = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        output.WriteLine();
        _total.Print(output);
        output.WriteLine();
        output.WriteLine($"{_done:N0} cases in {_clock.Elapsed.TotalSeconds:N0} s, {_done / _clock.Elapsed.TotalSeconds:N0} a second, CPU {Environment.CpuUsage.TotalTime.TotalSeconds:N0} s; slowest case {_slowest.Number}: {_slowest.Time.TotalMilliseconds:N0} ms");
        output.WriteLine($"seed {options.Seed}: {_problems} problems");
        return _problems;
    }

    private void Work()
    {
        var counts = new FuzzCounts();
        (TimeSpan Time, long Number) slowest = default;
        for (long first; (first = Interlocked.Add(ref _next, Block) - Block) < options.Cases;)
        {
            long end = Math.Min(first + Block, options.Cases);
            for (long number = first; number < end; number++)
            {
                var @case = new FuzzCase(options.Seed, number);
                long begun = Stopwatch.GetTimestamp();
                FuzzVerdict verdict = @case.Run();
                TimeSpan taken = Stopwatch.GetElapsedTime(begun);
                slowest = taken > slowest.Time ? (taken, number) : slowest;
                counts.Add(@case.Target, verdict);
                if (verdict.Problem is { } problem)
                {
                    Report(@case, problem);
                }
            }

            Progress(end - first);
        }

        lock (_lock)
        {
            _total.Add(counts);
            _slowest = slowest.Time > _slowest.Time ? slowest : _slowest;
        }
    }

    private void Report(FuzzCase @case, string problem)
    {
        lock (_lock)
        {
            if (++_problems > MostReported)
            {
                return;
            }

            string path = Path.Combine(options.Folder, $"{FuzzTargets.All[@case.Target].Name}.{options.Seed}.{@case.Number}.case");
            File.WriteAllBytes(path, @case.Document);
            output.WriteLine($"PROBLEM after {_done + 1:N0} cases: --seed {options.Seed} --case {@case.Number}, written to {path}\n{problem}");
        }
    }

    private void Progress(long cases)
    {
        lock (_lock)
        {
            _done += cases;
            if (_clock.Elapsed >= _nextProgress)
            {
                _nextProgress = _clock.Elapsed + ProgressEvery;
                output.WriteLine($"{_done,12:N0} cases {_clock.Elapsed.TotalSeconds,6:N0} s {_done / _clock.Elapsed.TotalSeconds,8:N0} a second, {_problems} problems");
            }
        }
    }
}
