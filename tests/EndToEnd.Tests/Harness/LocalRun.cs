using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using TestSupport;

namespace EndToEnd.Tests.Harness;

/// <summary>What <c>dotnet run --project src/Local</c> starts, on free ports and with data of its own.</summary>
public sealed partial class LocalRun : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);
    private static readonly string Program =
        typeof(LocalRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Local").Value!;

    private readonly string _folder = Directory.CreateTempSubdirectory("local-run-").FullName;
    private readonly string[] _options;
    private AppLog _log = new();
    private Process? _process;

    /// <summary>Chooses ports.</summary>
    public LocalRun()
    {
        Port = FreePort.Take();
        _options =
        [
            "--port", Text(Port), "--idp-port", Text(FreePort.Take()), "--storage-port", Text(FreePort.Take(inARow: 3)), "--data", _folder,
        ];
    }

    /// <summary>The app's port.</summary>
    public int Port { get; }

    /// <summary>The app's address.</summary>
    public Uri BaseUrl => new($"http://localhost:{Port}");

    /// <summary>What it printed since it was last started.</summary>
    public string Output => _log.Text;

    /// <summary>Starts it and waits until it says that everything runs.</summary>
    public async Task StartAsync()
    {
        _log = new AppLog();
        _process?.Dispose();
        _process = Launch(_options);
        await Eventually.IsTrueAsync("everything runs", StartLimit, () => _process.HasExited
            ? throw new InvalidOperationException($"It ended with exit code {_process.ExitCode}:\n{Output}")
            : Task.FromResult(Output.Contains("Press Ctrl+C to stop", StringComparison.Ordinal)));
    }

    /// <summary>Presses Ctrl+C and waits until it has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        // Whoever was started in the background of a script is deaf to Ctrl+C, and so is what it starts.
        using (var kill = Process.Start("kill", [HearsInterrupts() ? "-INT" : "-TERM", Text(_process!.Id)]))
        {
            await kill.WaitForExitAsync();
        }

        using var limit = new CancellationTokenSource(StopLimit);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>Starts it once more beside itself, with the same folder and ports, and waits until that has ended.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StartBesideAsync()
    {
        using var process = Launch(_options);
        using var limit = new CancellationTokenSource(StopLimit);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    /// <summary>Kills the command alone, as a crash or a closed window does; what it started is not told.</summary>
    public void Kill()
    {
        _process!.Kill();
        // With a limit, because without one it also waits for the output to end, and what is left behind holds on to that.
        Assert.True(_process.WaitForExit(StopLimit));
    }

    private static bool HearsInterrupts()
    {
        const string Ignored = "SigIgn:";
        const int Interrupt = 2;
        var line = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith(Ignored, StringComparison.Ordinal)) : null;
        return line is null || (Convert.ToUInt64(line[Ignored.Length..].Trim(), 16) & (1UL << (Interrupt - 1))) == 0;
    }

    /// <summary>Types the command that it printed into a second terminal.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunPrintedCommandAsync()
    {
        var command = PrintedCommand().Match(Output).Groups["arguments"].Value.Trim();
        using var process = Launch([.. command.Split(' '), .. _options]);
        using var limit = new CancellationTokenSource(StopLimit);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    /// <summary>The URL that it printed behind a label, the nth of that label.</summary>
    public string PrintedUrl(string label, int nth = 0) =>
        PrintedUrls().Matches(Output).Where(match => match.Groups["label"].Value == label).ElementAt(nth).Groups["url"].Value;

    /// <summary>The key of the administration that it printed.</summary>
    public string PrintedKey => Key().Match(Output).Groups["key"].Value;

    /// <summary>Ends it and removes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private Process Launch(IEnumerable<string> arguments)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var log = _log;
        process.OutputDataReceived += (_, line) => log.Add(line.Data);
        process.ErrorDataReceived += (_, line) => log.Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    [GeneratedRegex(@"^\s+key\s+(?<key>[0-9a-f]{64})\s*$", RegexOptions.Multiline)]
    private static partial Regex Key();

    [GeneratedRegex(@"dotnet run --project src/Local -- (?<arguments>add-user .*)")]
    private static partial Regex PrintedCommand();

    [GeneratedRegex(@"^\s+(?<label>[a-z][A-Za-z' -]*?)\s{2,}(?<url>http\S+)", RegexOptions.Multiline)]
    private static partial Regex PrintedUrls();
}
