using Saml;
using Saml.Tests.Support.Fuzzing;

namespace Fuzz;

/// <summary>How many cases of each target came out how. Each thread has its own; they are added up at the end.</summary>
internal sealed class FuzzCounts
{
    private static readonly int Errors = (int)Enum.GetValues<SamlError>().Max() + 1;

    // Per target: accepted first, then the errors.
    private readonly long[,] _counts = new long[FuzzTargets.All.Count, Errors + 1];

    internal void Add(int target, FuzzVerdict verdict) => _counts[target, verdict.Error is { } error ? (int)error + 1 : 0]++;

    internal void Add(FuzzCounts other)
    {
        for (int target = 0; target < _counts.GetLength(0); target++)
        {
            for (int outcome = 0; outcome <= Errors; outcome++)
            {
                _counts[target, outcome] += other._counts[target, outcome];
            }
        }
    }

    /// <summary>A table by target, then one by outcome.</summary>
    internal void Print(TextWriter output)
    {
        output.WriteLine($"{"target",-32} {"cases",11} {"accepted",10} {"refused",11}  different errors");
        for (int target = 0; target < _counts.GetLength(0); target++)
        {
            long[] row = [.. Enumerable.Range(0, Errors + 1).Select(outcome => _counts[target, outcome])];
            output.WriteLine($"{FuzzTargets.All[target].Name,-32} {row.Sum(),11:N0} {row[0],10:N0} {row.Skip(1).Sum(),11:N0}  {row.Skip(1).Count(n => n > 0)}");
        }

        output.WriteLine();
        var totals = Enumerable.Range(0, Errors + 1)
            .Select(outcome => (Name: outcome == 0 ? "accepted, as signed" : ((SamlError)(outcome - 1)).ToString(), Count: Enumerable.Range(0, _counts.GetLength(0)).Sum(target => _counts[target, outcome])));
        foreach ((string name, long count) in totals.Where(t => t.Count > 0).OrderByDescending(t => t.Count))
        {
            output.WriteLine($"{name,-32} {count,11:N0}");
        }
    }
}
