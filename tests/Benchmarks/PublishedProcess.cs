using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using TestSupport;

namespace Benchmarks;

/// <summary>A published program as a process of its own, on a free port. It ends with this object.</summary>
internal sealed class PublishedProcess : IDisposable
{
    private const int LastLines = 20;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private static readonly ConcurrentDictionary<int, Process> Running = new();

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly long _started;

    static PublishedProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        // A run that is cut short must leave no program behind.
        foreach (Process process in Running.Values)
        {
            process.Kill();
        }
    };

    internal PublishedProcess(string assembly, BenchmarkTenant tenant, string storage)
    {
        Port = FreePort.Take();
        var start = new ProcessStartInfo("dotnet", ["exec", assembly])
        {
            WorkingDirectory = Path.GetDirectoryName(assembly)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Port}",
                // Not where it listens: so responses can be signed before a port is known.
                ["App__BaseUrl"] = BenchmarkTenant.BaseUrl,
                ["Storage__ConnectionString"] = storage,
                ["AzureWebJobsStorage"] = storage,
                ["Keys__PfxPath"] = tenant.PfxPath,
            },
        };
        _started = Stopwatch.GetTimestamp();
        _process = Process.Start(start)!;
        Running[_process.Id] = _process;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    internal int Port { get; }

    /// <summary>Whether it still runs.</summary>
    internal bool IsRunning => !_process.HasExited;

    /// <summary>CPU time of all its threads since its start, in user and kernel mode.</summary>
    internal TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>What it wrote last.</summary>
    internal string LastOutput => string.Join('\n', _output);

    /// <summary>Resident memory now, as the kernel counts it, in MiB.</summary>
    internal double ResidentMebibytes()
    {
        string line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.AsSpan(6, line.Length - 6 - "kB".Length).Trim(), CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>A GET as it goes over the wire.</summary>
    internal static byte[] Get(string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    /// <summary>A form as it goes over the wire.</summary>
    internal static byte[] Post(string path, byte[] form) =>
    [
        .. Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {form.Length}\r\n\r\n"),
        .. form,
    ];

    /// <summary>Asks over a bare socket, again and again, until the head of an answer comes back.</summary>
    /// <param name="request">The request, complete.</param>
    /// <param name="expected">What the head must hold, such as <c>" 200 "</c>.</param>
    /// <returns>Milliseconds since the process was started.</returns>
    /// <exception cref="InvalidOperationException">The process ended, or it gave another answer.</exception>
    internal async Task<double> FirstAnswerAsync(byte[] request, params string[] expected)
    {
        using var limit = new CancellationTokenSource(StartLimit);
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            if (!IsRunning)
            {
                throw new InvalidOperationException($"The program ended with exit code {_process.ExitCode} before it answered. It wrote:\n{LastOutput}");
            }

            if (await TryAskAsync(request, limit.Token) is { } head)
            {
                double taken = Stopwatch.GetElapsedTime(_started).TotalMilliseconds;
                return expected.All(part => head.Contains(part, StringComparison.Ordinal))
                    ? taken
                    : throw new InvalidOperationException($"The first answer lacks one of '{string.Join("', '", expected)}':\n{head}\n{LastOutput}");
            }
        }
    }

    /// <summary>Waits until it answers at all.</summary>
    internal Task WaitUntilUpAsync() => FirstAnswerAsync(Get("/"), " 200 ");

    public void Dispose()
    {
        Running.TryRemove(_process.Id, out _);
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>Null while nobody listens.</summary>
    private async Task<string?> TryAskAsync(byte[] request, CancellationToken cancellation)
    {
        try
        {
            using var client = new TcpClient { NoDelay = true };
            await client.ConnectAsync(IPAddress.Loopback, Port, cancellation);
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync(request, cancellation);
            byte[] buffer = new byte[16 * 1024];
            int length = 0;
            do
            {
                int read = await stream.ReadAsync(buffer.AsMemory(length), cancellation);
                if (read == 0)
                {
                    return null;
                }

                length += read;
            }
            while (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0);
            return Encoding.ASCII.GetString(buffer, 0, length);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return null;
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
            while (_output.Count > LastLines)
            {
                _output.TryDequeue(out _);
            }
        }
    }
}
