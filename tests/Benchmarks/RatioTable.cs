using System.Globalization;

namespace Benchmarks;

/// <summary>Collects the targets and the figures behind them.</summary>
internal sealed class RatioTable
{
    private readonly List<(string Name, double Ratio, double Limit, string Format)> _targets = [];
    private readonly List<string> _figures = [];

    internal void Target(string name, double ratio, double limit) => _targets.Add((name, ratio, limit, "0.000"));

    /// <summary>A target that is a whole number.</summary>
    internal void Count(string name, int count, int limit) => _targets.Add((name, count, limit, "0"));

    internal void Figure(FormattableString figure) => _figures.Add(figure.ToString(CultureInfo.InvariantCulture));

    /// <summary>Prints targets, then figures.</summary>
    /// <returns>How many targets fall short.</returns>
    internal int Print(TextWriter output)
    {
        foreach ((string name, double ratio, double limit, string format) in _targets)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {ratio.ToString(format, CultureInfo.InvariantCulture)} {limit:0.###} {(ratio <= limit ? "ok" : "short")}"));
        }

        output.WriteLine();
        foreach (string figure in _figures)
        {
            output.WriteLine(figure);
        }

        return _targets.Count(t => t.Ratio > t.Limit);
    }
}
