using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Local;

/// <summary>
/// Azurite, the storage emulator, as a child process on 127.0.0.1. It ends when this object is disposed of, and also when the
/// program that owns this object ends in any way.
/// </summary>
/// <remarks>
/// The account and its key are the ones that every emulator has, so nothing that matters belongs into it. Azurite writes its
/// data to disk every few seconds and when it stops: <see cref="StopAsync"/> loses nothing, <see cref="KillAsync"/> may.
/// </remarks>
public sealed partial class StorageEmulator : IAsyncDisposable
{
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(15);

    private readonly string _folder;
    private readonly bool _dataIsTemporary;
    private readonly IReadOnlyList<string> _accounts;
    private readonly Action<string> _log;
    private Ports _ports;
    private Process? _process;

    private StorageEmulator(string folder, StorageEmulatorOptions options)
    {
        _folder = folder;
        _dataIsTemporary = options.DataDirectory is null;
        _accounts = [Account, .. options.Accounts];
        DataDirectory = options.DataDirectory ?? Directory.CreateTempSubdirectory("storage-emulator-").FullName;
        _log = options.Log ?? (_ => { });
        _ports = new(options.BlobPort, options.QueuePort, options.TablePort);
    }

    /// <summary>The connection string of the emulator's first account, with its blob, queue and table endpoints.</summary>
    public string ConnectionString => ConnectionStringFor(_ports.Blob, _ports.Queue, _ports.Table);

    /// <summary>The connection string of another account.</summary>
    /// <param name="account">One of <see cref="StorageEmulatorOptions.Accounts"/>.</param>
    public string ConnectionStringOf(string account) => ConnectionStringFor(account, _ports);

    /// <summary>The connection string of an emulator that listens on known ports, perhaps as another process's child.</summary>
    /// <param name="blobPort">The port of the blob service.</param>
    /// <param name="queuePort">The port of the queue service.</param>
    /// <param name="tablePort">The port of the table service.</param>
    public static string ConnectionStringFor(int blobPort, int queuePort, int tablePort) => ConnectionStringFor(Account, new(blobPort, queuePort, tablePort));

    /// <summary>Where the data is kept.</summary>
    public string DataDirectory { get; }

    /// <summary>Starts an emulator and waits until it answers; installs it first where it is missing.</summary>
    /// <param name="options">Data folder, ports and log; <see langword="null"/>: temporary data, free ports, no log.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">
    /// Node.js or npm is missing or too old, the installation failed, or the emulator could not start, for example because a port
    /// is taken. The message says how to mend it.
    /// </exception>
    public static async Task<StorageEmulator> StartAsync(StorageEmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new StorageEmulatorOptions();
        var folder = await AzuriteInstallation.EnsureAsync(options.Log ?? (_ => { }), cancellationToken);
        var emulator = new StorageEmulator(folder, options);
        try
        {
            await emulator.RestartAsync(cancellationToken);
            return emulator;
        }
        catch
        {
            await emulator.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the emulator again on the same ports and data, after a stop or a kill; stops it before where it runs.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">It could not start, for example because a port was taken meanwhile.</exception>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        await StopAsync();
        _process = Launch();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        try
        {
            _ports = await ReadPortsAsync(_process, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException($"The storage emulator did not start within {StartLimit.TotalSeconds:0} seconds.");
        }

        _ = DrainAsync(_process.StandardOutput);
    }

    /// <summary>What finds the emulator again, should this process be killed. It must run.</summary>
    internal ChildProcess Note() => ChildProcess.Of("the storage emulator", _process!, endsByItself: true);

    /// <summary>Waits until the emulator ends, by itself or by <see cref="StopAsync"/>.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task WaitForExitAsync(CancellationToken cancellationToken = default) =>
        _process?.WaitForExitAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Stops the emulator, which saves its data first. Its ports then refuse connections.</summary>
    public async Task StopAsync()
    {
        if (_process is not { } process)
        {
            return;
        }

        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _log($"The storage emulator did not stop within {StopLimit.TotalSeconds:0} seconds and is killed.");
        }

        await KillAsync();
    }

    /// <summary>Kills the emulator as a crash would. Writes of the last seconds may be lost. Its ports then refuse connections.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process)
        {
            return;
        }

        _process = null;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>Stops the emulator and removes its data where that was temporary.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_dataIsTemporary)
        {
            await StopAsync();
            return;
        }

        await KillAsync();
        Directory.Delete(DataDirectory, recursive: true);
    }

    private static string ConnectionStringFor(string account, Ports ports) =>
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={Key};" +
        string.Create(CultureInfo.InvariantCulture, $"BlobEndpoint=http://127.0.0.1:{ports.Blob}/{account};") +
        string.Create(CultureInfo.InvariantCulture, $"QueueEndpoint=http://127.0.0.1:{ports.Queue}/{account};") +
        string.Create(CultureInfo.InvariantCulture, $"TableEndpoint=http://127.0.0.1:{ports.Table}/{account};");

    private Process Launch()
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            "run.mjs", "--location", DataDirectory, "--silent", "--disableTelemetry", "--skipApiVersionCheck",
            "--blobPort", Text(_ports.Blob), "--queuePort", Text(_ports.Queue), "--tablePort", Text(_ports.Table),
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', _accounts.Select(account => $"{account}:{Key}"));
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => _log(line.Data ?? "");
        process.BeginErrorReadLine();
        return process;

        static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
    }

    // Azurite binds port 0 itself and prints which port it got, so no other program can take the port in between.
    private async Task<Ports> ReadPortsAsync(Process process, CancellationToken cancellationToken)
    {
        var output = new List<string>();
        var found = new Dictionary<string, int>();
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            _log(line);
            output.Add(line);
            if (Listening().Match(line) is { Success: true } match)
            {
                found[match.Groups["service"].Value] = int.Parse(match.Groups["port"].ValueSpan, CultureInfo.InvariantCulture);
            }

            if (found.Count == 3)
            {
                return new(found["Blob"], found["Queue"], found["Table"]);
            }
        }

        if (EmulatorFiles.FindDamaged(DataDirectory) is { } damaged)
        {
            throw new InvalidOperationException(
                $"The storage emulator cannot read its file {damaged}, which is damaged, perhaps because the machine stopped while it was written. "
                + $"Put a copy of yours in its place, or delete the folder {DataDirectory} to start afresh: tenants and users of this machine are gone then.");
        }

        throw new InvalidOperationException(
            $"The storage emulator ended before it listened. Its last words: {string.Join(" | ", output.TakeLast(5))}");
    }

    // A full pipe would stop the emulator.
    private async Task DrainAsync(StreamReader output)
    {
        try
        {
            while (await output.ReadLineAsync() is { } line)
            {
                _log(line);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The emulator is gone, and so is what it had to say.
        }
    }

    [GeneratedRegex(@"Azurite (?<service>Blob|Queue|Table) service is successfully listening at http://127\.0\.0\.1:(?<port>\d+)")]
    private static partial Regex Listening();

    private readonly record struct Ports(int Blob, int Queue, int Table);
}
