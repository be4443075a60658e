using System.Net;
using Local;

namespace Benchmarks;

/// <summary>Process start to first answer of the published app, against a bare ASP.NET Core app published the same way, in turn.</summary>
internal static class StartRatios
{
    private const int Starts = 11;
    private static readonly TimeSpan ProvisioningLimit = TimeSpan.FromMinutes(1);

    internal static async Task MeasureAsync(RatioTable table)
    {
        await using StorageEmulator storage = await StorageEmulator.StartAsync();
        using var tenant = new BenchmarkTenant();
        await tenant.SeedAsync(storage.ConnectionString);
        string app = await Published.AppAsync();
        string bare = await Published.BareAppAsync();
        await MakeKnownAsync(app, tenant, storage.ConnectionString);
        var times = new Dictionary<string, List<double>> { ["page"] = [], ["metadata"] = [], ["sign-in"] = [], ["bare"] = [] };
        for (int i = 0; i <= Starts; i++)
        {
            await StartAsync("page", app, PublishedProcess.Get("/"), " 200 ");
            await StartAsync("metadata", app, PublishedProcess.Get(BenchmarkTenant.MetadataPath), " 200 ");
            await StartAsync("sign-in", app, PublishedProcess.Post(BenchmarkTenant.AcsPath, tenant.SignAll(0, 1)[0]), " 303 ", "__Host-session=");
            await StartAsync("bare", bare, PublishedProcess.Get("/health"), " 200 ");

            async Task StartAsync(string name, string assembly, byte[] request, params string[] expected)
            {
                using var process = new PublishedProcess(assembly, tenant, storage.ConnectionString);
                double taken = await process.FirstAnswerAsync(request, expected);
                // The first round warms the disk cache.
                if (i > 0)
                {
                    times[name].Add(taken);
                }
            }
        }

        table.Target("app-start/bare-start", Ratio("page"), 1.5);
        table.Target("app-metadata-start/bare-start", Ratio("metadata"), 1.3);
        table.Target("app-signin-start/bare-start", Ratio("sign-in"), 1.8);
        table.Figure($"Process start to first answer, median of {Starts} starts each:");
        table.Figure($"  app, sign-in page        {Times("page")}");
        table.Figure($"  app, a tenant's metadata {Times("metadata")}, read from storage and the key file");
        table.Figure($"  app, a known user's ACS  {Times("sign-in")}, four storage operations and the tenant's row");
        table.Figure($"  bare app, a constant     {Times("bare")}");

        double Ratio(string name) => SideBySide.Median([.. times[name].Zip(times["bare"], (a, b) => a / b)]);
        FormattableString Times(string name) => $"{SideBySide.Median([.. times[name]]),6:0} ms ({times[name].Min():0} to {times[name].Max():0})";
    }

    /// <summary>Makes the tables, the key file and one user, as an app finds them that has run before.</summary>
    private static async Task MakeKnownAsync(string app, BenchmarkTenant tenant, string storage)
    {
        using var process = new PublishedProcess(app, tenant, storage);
        await process.WaitUntilUpAsync();
        using var client = new SignInClient(process.Port, 1);
        await client.GetAsync(BenchmarkTenant.MetadataPath, HttpStatusCode.OK);
        await client.SignInAsync(tenant.SignAll(0, 1)[0]);
        await new StoredRows(storage).UntilCalmAsync(ProvisioningLimit);
    }
}
