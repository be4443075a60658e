namespace Benchmarks;

/// <summary>
/// <c>dotnet run -c Release --project tests/Benchmarks -- ratios [engine|start]</c>: measures each target side by side with its yardstick
/// in this very run. One line per target, <c>name ratio limit ok|short</c>; the exit status is the number of targets that fall short.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not ["ratios", ..] || arguments.Length > 2)
        {
            await Console.Error.WriteLineAsync("usage: dotnet run -c Release --project tests/Benchmarks -- ratios [engine|start]");
            return 64;
        }

#if DEBUG
        await Console.Error.WriteLineAsync("This is a Debug build; its figures mean nothing. Run it with -c Release.");
        return 64;
#else
        string? only = arguments.ElementAtOrDefault(1);
        var table = new RatioTable();
        if (only is null or "engine")
        {
            EngineRatios.Measure(table);
        }

        if (only is null or "start")
        {
            await StartRatios.MeasureAsync(table);
        }

        return table.Print(Console.Out);
#endif
    }
}
