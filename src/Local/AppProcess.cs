using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Local;

/// <summary>The Functions app as a process of its own.</summary>
internal sealed partial class AppProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;
    private readonly Uri _live;

    private AppProcess(Process process, Uri live)
    {
        _process = process;
        _live = live;
    }

    /// <summary>Starts the app.</summary>
    /// <param name="baseUrl">Where it listens.</param>
    /// <param name="settings">Its settings, in the form of environment variables.</param>
    /// <exception cref="LocalException">It is not built.</exception>
    public static AppProcess Start(string baseUrl, IReadOnlyDictionary<string, string> settings)
    {
        var assembly = Find();
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [assembly])
        {
            WorkingDirectory = Path.GetDirectoryName(assembly),
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        start.Environment["ASPNETCORE_URLS"] = baseUrl;
        return new AppProcess(Process.Start(start)!, new Uri($"{baseUrl}/health/live"));
    }

    /// <summary>What finds it again, should this process be killed.</summary>
    public ChildProcess Note() => ChildProcess.Of("the app", _process, endsByItself: false);

    /// <summary>Waits until the app answers.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="LocalException">It ended, or did not answer in time.</exception>
    public async Task WaitUntilAnsweringAsync(CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < StartLimit)
        {
            if (_process.HasExited)
                throw new LocalException($"The app ended while it started, with exit code {_process.ExitCode}. Its last words are above.");
            if (await AnswersAsync(http, _live, cancellation))
                return;
            await Task.Delay(Pause, cancellation);
        }

        throw new LocalException($"The app did not answer at {_live} within {StartLimit.TotalSeconds:0} seconds.");
    }

    /// <summary>Waits until the app ends by itself, which it should not.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitForExitAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    /// <summary>Asks the app to stop, and kills it when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // After Ctrl+C in a terminal the app got the same signal; otherwise this is the first that it hears of it.
            if (!OperatingSystem.IsWindows())
                _ = SendSignal(_process.Id, SigTerm);
            using var limit = new CancellationTokenSource(StopLimit);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
    }

    private static string Find()
    {
        var path = typeof(AppProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "FunctionsApp").Value!;
        return File.Exists(path) ? path : throw new LocalException($"The app is not at {path}. Build it: dotnet build src/Local.");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int processId, int signal);

    private static async Task<bool> AnswersAsync(HttpClient http, Uri url, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(url, cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }
}
