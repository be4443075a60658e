using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using TestSupport;

namespace EndToEnd.Tests.Harness;

/// <summary>One process of the Functions app.</summary>
public sealed class AppInstance : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly ConcurrentDictionary<int, Process> Running = new();

    private static readonly string Host =
        typeof(AppInstance).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "FunctionsHost").Value!;

    private readonly string[] _command;
    private readonly string _folder;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private Process _process;

    static AppInstance() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        // A run that is cut short must leave no app behind.
        foreach (var process in Running.Values)
        {
            process.Kill(entireProcessTree: true);
        }
    };

    private AppInstance(int port, string folder, string[] command, IReadOnlyDictionary<string, string> environment)
    {
        Port = port;
        _folder = folder;
        _command = command;
        _environment = environment;
        _process = Launch();
    }

    /// <summary>Where it listens, on localhost.</summary>
    public int Port { get; }

    /// <summary>What it wrote, also before a restart.</summary>
    public AppLog Log { get; } = new();

    /// <summary>Starts an instance and waits until it answers.</summary>
    /// <param name="port">A free port.</param>
    /// <param name="environment">Its settings.</param>
    public static async Task<AppInstance> StartAsync(int port, IReadOnlyDictionary<string, string> environment)
    {
        var (folder, command) = await CommandAsync(port);
        var instance = new AppInstance(port, folder, command, environment);
        await instance.WaitUntilUpAsync();
        return instance;
    }

    /// <summary>Ends the process as a crash or a power cut would: SIGKILL, no chance to finish anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        Forget();
    }

    /// <summary>Starts the process again with the same settings and port, after a kill.</summary>
    public async Task RestartAsync()
    {
        _process = Launch();
        await WaitUntilUpAsync();
    }

    /// <summary>Ends the process.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Running.ContainsKey(_process.Id))
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private Process Launch()
    {
        var start = new ProcessStartInfo(_command[0], _command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = _folder,
        };
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["ASPNETCORE_URLS"] = $"http://localhost:{Port}";
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        var process = Process.Start(start)!;
        Running[process.Id] = process;
        process.OutputDataReceived += (_, line) => Log.Add(line.Data);
        process.ErrorDataReceived += (_, line) => Log.Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>
    /// The published app in tests/FunctionsHost; or, where the environment variable END_TO_END_APP_COMMAND says so (with {port} in it), what
    /// that starts in END_TO_END_APP_FOLDER, such as <c>func start</c>.
    /// </summary>
    private static async Task<(string Folder, string[] Command)> CommandAsync(int port)
    {
        if (Environment.GetEnvironmentVariable("END_TO_END_APP_COMMAND") is { Length: > 0 } command)
        {
            return (
                Environment.GetEnvironmentVariable("END_TO_END_APP_FOLDER") ?? throw new InvalidOperationException("END_TO_END_APP_FOLDER names no folder."),
                command.Replace("{port}", $"{port}", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        var app = await PublishedApp.Value;
        return (app.Folder, app.IsOfficial ? ["dotnet", Host, "--port", $"{port}"] : ["dotnet", "Functions.dll"]);
    }

    private async Task WaitUntilUpAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var health = new Uri($"http://localhost:{Port}/health/live");
        var again = false;
        await Eventually.IsTrueAsync($"the app answers at {health}. It wrote:\n{Log.Text}", StartLimit, async () =>
        {
            if (_process.HasExited)
            {
                // Until all that it wrote is in the log.
                await _process.WaitForExitAsync();
            }

            if (_process.HasExited && !again && Log.Text.Contains("address already in use", StringComparison.Ordinal))
            {
                // Microsoft's worker looks for a free port of its own before it listens, and another program was faster.
                again = true;
                Forget();
                _process.Dispose();
                _process = Launch();
            }

            if (_process.HasExited)
            {
                throw new InvalidOperationException($"The app ended with exit code {_process.ExitCode} before it listened. It wrote:\n{Log.Text}");
            }

            try
            {
                using var answer = await http.GetAsync(health);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
    }

    private void Forget() => Running.TryRemove(_process.Id, out _);
}
