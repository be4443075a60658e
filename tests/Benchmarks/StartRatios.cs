using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Azure.Data.Tables;
using AzureAdapters;
using Local;
using SignOn;
using TestSupport;

namespace Benchmarks;

/// <summary>Process start to first response of the published app, against a bare ASP.NET Core app published the same way, in turn.</summary>
internal static class StartRatios
{
    private const int Starts = 11;
    private const string Tenant = "contoso";

    internal static async Task MeasureAsync(RatioTable table)
    {
        string folder = Directory.CreateTempSubdirectory("start-").FullName;
        try
        {
            await using StorageEmulator storage = await StorageEmulator.StartAsync();
            await SeedAsync(storage.ConnectionString);
            string app = await PublishAsync(Repository.PathOf("src", "Functions", "Functions.csproj"), Path.Combine(folder, "app"), "Functions.dll");
            string bare = await PublishAsync(Repository.PathOf("tests", "Benchmarks", "BareApp", "BareApp.csproj"), Path.Combine(folder, "bare"), "BareApp.dll");
            var appTimes = new List<double>();
            var metadataTimes = new List<double>();
            var bareTimes = new List<double>();
            for (int i = 0; i <= Starts; i++)
            {
                double page = await StartAsync(app, "/", storage.ConnectionString);
                double metadata = await StartAsync(app, $"/saml/{Tenant}/metadata", storage.ConnectionString);
                double plain = await StartAsync(bare, "/health", storage.ConnectionString);
                // The first round warms the disk cache.
                if (i > 0)
                {
                    appTimes.Add(page);
                    metadataTimes.Add(metadata);
                    bareTimes.Add(plain);
                }
            }

            table.Target("app-start/bare-start", SideBySide.Median([.. appTimes.Zip(bareTimes, (a, b) => a / b)]), 1.5);
            table.Figure($"Process start to first answer, median of {Starts} starts each:");
            table.Figure($"  app, sign-in page        {SideBySide.Median([.. appTimes]),6:0} ms ({appTimes.Min():0} to {appTimes.Max():0})");
            table.Figure($"  app, a tenant's metadata {SideBySide.Median([.. metadataTimes]),6:0} ms ({metadataTimes.Min():0} to {metadataTimes.Max():0}), read from storage and the key file");
            table.Figure($"  bare app, a constant     {SideBySide.Median([.. bareTimes]),6:0} ms ({bareTimes.Min():0} to {bareTimes.Max():0})");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task SeedAsync(string connectionString)
    {
        using RSA key = RSA.Create(2048);
        using X509Certificate2 certificate = new CertificateRequest("CN=benchmark", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(365));
        TenantImportResult imported = TenantImport.FromValues(
            "https://login.microsoftonline.com/7a1f0c52-64d8-4b39-9e0d-2c8b5f3e1a94/saml2", null, null, certificate.ExportCertificatePem());
        var store = new TableTenantStore(new TableServiceClient(connectionString));
        await store.TryWriteAsync(Tenant, new TenantColumns(imported.Columns), CancellationToken.None);
    }

    private static async Task<string> PublishAsync(string project, string output, string assembly)
    {
        using Process publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "-o", output, "-v", "quiet", "-nologo", "-p:AzurePackages=standin", "-r", "linux-x64", "--self-contained", "false", "-p:PublishReadyToRun=true"]))!;
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? Path.Combine(output, assembly) : throw new InvalidOperationException($"{project} could not be published.");
    }

    private static async Task<double> StartAsync(string assembly, string path, string storage)
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
                ["Storage__ConnectionString"] = storage,
                ["Keys__PfxPath"] = Path.Combine(Path.GetDirectoryName(assembly)!, "key.pfx"),
            },
        };
        var watch = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await FirstAnswerAsync(port, path, process);
            return watch.Elapsed.TotalMilliseconds;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    /// <summary>Asks over a bare socket, again and again, until a whole status line comes back.</summary>
    private static async Task FirstAnswerAsync(int port, string path, Process process)
    {
        byte[] request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
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

            throw new InvalidOperationException($"GET {path} did not answer 200 but {Encoding.ASCII.GetString(answer.AsSpan(9))}.");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
