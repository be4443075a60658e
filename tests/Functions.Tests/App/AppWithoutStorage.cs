using System.Diagnostics;
using TestSupport;

namespace Functions.Tests.App;

/// <summary>The real app as a process, with settings that are right and storage that does not answer.</summary>
public sealed class AppWithoutStorage : IAsyncLifetime
{
    public const string HealthKey = "a-health-key-of-32-characters-ok";

    private const string Listening = "Now listening on: ";

    private readonly TemporaryFolder _folder = new();
    private Process? _process;

    public HttpClient Http { get; private set; } = new();

    public int ProcessId => _process!.Id;

    /// <summary>Settings that this run adds.</summary>
    public IReadOnlyList<(string Name, string? Value)> Changes { get; init; } = [];

    /// <summary>Starts the app with some settings changed; the caller waits for it to end.</summary>
    public static Process Start(string folder, params (string Name, string? Value)[] changes)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppFolder.Output, "Functions.dll")])
        {
            WorkingDirectory = AppFolder.Output,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["App__BaseUrl"] = "https://sso.example.com";
        // Port 9 (discard) refuses at once on machines that have no such service, and every machine is one.
        // The host looks for the queues' storage under the second name first.
        start.Environment["Storage__ConnectionString"] = start.Environment["AzureWebJobsStorage"] =
            "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;TableEndpoint=http://127.0.0.1:9/a;QueueEndpoint=http://127.0.0.1:9/a;";
        start.Environment["Keys__PfxPath"] = Path.Combine(folder, "signing.pfx");
        start.Environment["Health__DetailKey"] = HealthKey;
        foreach (var (name, value) in changes)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public async ValueTask InitializeAsync()
    {
        _process = Start(_folder.Path, [.. Changes]);
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var at = line.IndexOf(Listening, StringComparison.Ordinal);
            if (at < 0)
                continue;
            Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
            {
                BaseAddress = new Uri(line[(at + Listening.Length)..].Trim()),
            };
            // A full pipe would stop the app.
            _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            return;
        }

        throw new InvalidOperationException("The app ended before it listened.");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _folder.Dispose();
    }
}
