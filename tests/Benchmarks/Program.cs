#if !DEBUG
using Benchmarks.Engine;
using Benchmarks.Load;
#endif

namespace Benchmarks;

/// <summary>
/// <c>dotnet run -c Release --project tests/Benchmarks -- ratios [engine|start|storage|memory]</c>: measures each target side by side with
/// its yardstick in this very run. One line per target, <c>name ratio limit ok|short</c>; the exit status is the number of targets that
/// fall short. <c>-- load</c>: many first sign-ins at once; the exit status is the number of promises that were broken.
/// </summary>
internal static class Program
{
    private const int WrongUsage = 64;

#if !DEBUG
    private const string Usage = """
        usage: dotnet run -c Release --project tests/Benchmarks -- ratios [engine|start|storage|memory]
               dotnet run -c Release --project tests/Benchmarks -- load [--users 10000] [--connections 16] [--kill-storage]
        """;
#endif

    private static async Task<int> Main(string[] arguments)
    {
#if DEBUG
        await Console.Error.WriteLineAsync("This is a Debug build; its figures mean nothing. Run it with -c Release.");
        return WrongUsage;
#else
        switch (arguments)
        {
            case ["ratios"]:
                return await MeasureAsync(null);
            case ["ratios", ("engine" or "start" or "storage" or "memory") and var only]:
                return await MeasureAsync(only);
            case ["load", .. var rest] when LoadOptions.TryParse(rest, out LoadOptions? options):
                return await LoadRun.RunAsync(options, Console.Out);
            default:
                await Console.Error.WriteLineAsync(Usage);
                return WrongUsage;
        }
#endif
    }

#if !DEBUG
    private static async Task<int> MeasureAsync(string? only)
    {
        var table = new RatioTable();
        if (only is null or "engine")
        {
            EngineRatios.Measure(table);
        }

        if (only is null or "start")
        {
            await StartRatios.MeasureAsync(table);
        }

        if (only is null or "storage")
        {
            await StorageRatios.MeasureAsync(table);
        }

        if (only is null or "memory")
        {
            await MemoryRatios.MeasureAsync(table);
        }

        return table.Print(Console.Out);
    }
#endif
}
