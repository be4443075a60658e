using Saml.Tests.Support;
using Saml.Tests.Support.Fuzzing;

namespace Fuzz;

/// <summary>
/// <c>dotnet run -c Release --project tests/Fuzz -- --cases 10000000 [--seed n]</c>: mutates messages of every kind at the level of
/// octets, tokens and elements. Whatever comes of it, the engine must answer without an exception, and what it accepts must say what
/// was signed. The exit status is 1 when a case has a problem; it is told with its seed and number, and its octets are kept.
/// </summary>
internal static class Program
{
    private const string Usage = """
        usage: dotnet run -c Release --project tests/Fuzz -- [--cases 1000000] [--seed n] [--folder path]
               ... -- --seed n --case number     runs one case of a run again (with the keys in the folder)
               ... -- --replay file              runs the octets of a failed case again
        """;

    private static int Main(string[] arguments)
    {
        if (!FuzzOptions.TryParse(arguments, out FuzzOptions? options))
        {
            Console.Error.WriteLine(Usage);
            return 64;
        }

        Directory.CreateDirectory(options.Folder);
        // Before the first key is used: with the same keys a seed means the same mutations another time.
        TestKeyFolder.Path = options.Folder;
        if (options.Replay is { } path)
        {
            FuzzTarget? target = FuzzTargets.All.SingleOrDefault(t => t.Name == Path.GetFileName(path).Split('.')[0]);
            return target is null ? Tell(new FuzzVerdict(null, "the file's name begins with the name of no target")) : Tell(FuzzCase.Run(target, File.ReadAllBytes(path)));
        }

        return options.Only is { } number
            ? Tell(new FuzzCase(options.Seed, number).Run())
            : new FuzzRun(options, Console.Out).Run() == 0 ? 0 : 1;
    }

    private static int Tell(FuzzVerdict verdict)
    {
        Console.WriteLine(verdict.Problem ?? verdict.Error?.ToString() ?? "accepted, as signed");
        return verdict.Problem is null ? 0 : 1;
    }
}
