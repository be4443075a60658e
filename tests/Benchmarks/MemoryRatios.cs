using System.Net;
using Local;

namespace Benchmarks;

/// <summary>Resident memory of the published app after many sign-ins, against a bare ASP.NET Core app after as many requests.</summary>
internal static class MemoryRatios
{
    private const int Requests = 1000;
    private const int Connections = 4;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    internal static async Task MeasureAsync(RatioTable table)
    {
        await using StorageEmulator storage = await StorageEmulator.StartAsync();
        using var tenant = new BenchmarkTenant();
        await tenant.SeedAsync(storage.ConnectionString);
        byte[][] forms = tenant.SignAll(0, Requests);
        double app, appAtFirst, bare, bareAtFirst;
        using (var process = new PublishedProcess(await Published.AppAsync(), tenant, storage.ConnectionString))
        {
            await process.WaitUntilUpAsync();
            appAtFirst = process.ResidentMebibytes();
            using var client = new SignInClient(process.Port, Connections);
            await RepeatAsync(i => client.SignInAsync(forms[i]));
            await new StoredRows(storage.ConnectionString).UntilCalmAsync(Limit);
            app = process.ResidentMebibytes();
        }

        using (var process = new PublishedProcess(await Published.BareAppAsync(), tenant, storage.ConnectionString))
        {
            await process.FirstAnswerAsync(PublishedProcess.Get("/health"), " 200 ");
            bareAtFirst = process.ResidentMebibytes();
            using var client = new SignInClient(process.Port, Connections);
            await RepeatAsync(_ => client.GetAsync("/health", HttpStatusCode.OK));
            bare = process.ResidentMebibytes();
        }

        table.Target("app-memory/bare-memory", app / bare, 1.5);
        table.Figure($"Resident memory after {Requests} requests from {Connections} connections, MiB; in brackets after the first answer:");
        table.Figure($"  app, first sign-ins of distinct users, all provisioned {app,6:0.0} ({appAtFirst:0.0})");
        table.Figure($"  bare app, a constant                                   {bare,6:0.0} ({bareAtFirst:0.0})");
    }

    private static Task RepeatAsync(Func<int, Task> request) => Parallel.ForAsync(
        0, Requests, new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (i, _) => await request(i));
}
