using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using TestSupport;

namespace Benchmarks;

/// <summary>Process start to first response of the published app, against a bare ASP.NET Core app published the same way, in turn.</summary>
internal static class StartRatios
{
    private const int Starts = 11;

    internal static async Task MeasureAsync(RatioTable table)
    {
        string folder = Directory.CreateTempSubdirectory("start-").FullName;
        try
        {
            string app = await PublishAsync(Repository.PathOf("src", "Functions", "Functions.csproj"), Path.Combine(folder, "app"), "Functions.dll");
            string bare = await PublishAsync(Repository.PathOf("tests", "Benchmarks", "BareApp", "BareApp.csproj"), Path.Combine(folder, "bare"), "BareApp.dll");
            var appTimes = new List<double>();
            var bareTimes = new List<double>();
            for (int i = 0; i <= Starts; i++)
            {
                double a = await StartAsync(app);
                double b = await StartAsync(bare);
                // The first pair warms the disk cache.
                if (i > 0)
                {
                    appTimes.Add(a);
                    bareTimes.Add(b);
                }
            }

            table.Target("app-start/bare-start", SideBySide.Median([.. appTimes.Zip(bareTimes, (a, b) => a / b)]), 1.5);
            table.Figure($"Process start to first answer of GET /health, median of {Starts} starts each:");
            table.Figure($"  app  {SideBySide.Median([.. appTimes]),6:0} ms ({appTimes.Min():0} to {appTimes.Max():0})");
            table.Figure($"  bare {SideBySide.Median([.. bareTimes]),6:0} ms ({bareTimes.Min():0} to {bareTimes.Max():0})");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> PublishAsync(string project, string output, string assembly)
    {
        using Process publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "-o", output, "-v", "quiet", "-nologo", "-p:AzurePackages=standin"]))!;
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? Path.Combine(output, assembly) : throw new InvalidOperationException($"{project} could not be published.");
    }

    private static async Task<double> StartAsync(string assembly)
    {
        int port = FreePort();
        var start = new ProcessStartInfo("dotnet", ["exec", assembly])
        {
            WorkingDirectory = Path.GetDirectoryName(assembly)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
                ["App__BaseUrl"] = $"http://localhost:{port}",
                // Nobody listens there: what is measured must not need storage.
                ["Storage__ConnectionString"] = "UseDevelopmentStorage=true",
                ["Keys__PfxPath"] = Path.Combine(Path.GetDirectoryName(assembly)!, "key.pfx"),
            },
        };
        var watch = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await FirstAnswerAsync(port, process);
            return watch.Elapsed.TotalMilliseconds;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    /// <summary>Asks over a bare socket, again and again, until a whole status line comes back.</summary>
    private static async Task FirstAnswerAsync(int port, Process process)
    {
        byte[] request = "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray();
        byte[] answer = new byte[12];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The app ended with exit code {process.ExitCode} before it answered.");
            }

            try
            {
                using var client = new TcpClient { NoDelay = true };
                await client.ConnectAsync(IPAddress.Loopback, port, limit.Token);
                await client.GetStream().WriteAsync(request, limit.Token);
                await client.GetStream().ReadExactlyAsync(answer, limit.Token);
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                // Not listening yet.
                continue;
            }

            if (answer.AsSpan(9).SequenceEqual("200"u8))
            {
                return;
            }

            throw new InvalidOperationException("GET /health did not answer 200.");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
