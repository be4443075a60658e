using System.Diagnostics;
using System.Net;
using EndToEnd.Tests.Harness;
using Local;
using TestSupport;

namespace Benchmarks;

/// <summary>Storage operations of the published app, counted on the wire between it and the emulator. The most of several runs counts.</summary>
internal static class StorageRatios
{
    private const int Runs = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    internal static async Task MeasureAsync(RatioTable table)
    {
        await using StorageEmulator storage = await StorageEmulator.StartAsync();
        await using StorageProxy wire = await StorageProxy.StartAsync(storage.ConnectionString);
        using var tenant = new BenchmarkTenant();
        await tenant.SeedAsync(storage.ConnectionString);
        using var app = new PublishedProcess(await Published.AppAsync(), tenant, wire.ConnectionString);
        await app.WaitUntilUpAsync();
        using var client = new SignInClient(app.Port, 1);

        // The tables, the queue, the key ring and a user are there before anything is counted.
        byte[][] known = [.. Enumerable.Range(0, Runs + 1).Select(_ => tenant.SignAll(0, 1)[0])];
        string token = await client.SignInAsync(known[Runs]);
        await new StoredRows(storage.ConnectionString).UntilCalmAsync(Limit);
        await StartAsync();

        // From here on the queue looks empty, so that no provisioning mixes with what is counted.
        using StorageFault held = wire.Inject(StorageFaultKind.NoMessages, operation => operation.IsQueuePoll);
        byte[][] strangers = tenant.SignAll(1, Runs);
        await MeasureAsync("storage-start", 0, _ => StartAsync());
        await MeasureAsync("storage-known-user", 4, i => client.SignInAsync(known[i]));
        await MeasureAsync("storage-first-sign-in", 6, async i =>
        {
            int before = wire.Operations.Count;
            await client.SignInAsync(strangers[i]);
            // The browser is answered before the message is sent.
            await Eventually.IsTrueAsync("the message is sent", Limit, () => Task.FromResult(wire.Operations.Skip(before).Any(o => o.IsEnqueue)));
        });
        await MeasureAsync("storage-session-check", 1, _ => client.GetAsync("/session", HttpStatusCode.OK, token));

        await MeasureWaitsAsync("storage-known-user-waits", 3, tenant.SignAll(0, 1)[0]);
        await MeasureWaitsAsync("storage-first-sign-in-waits", 3, tenant.SignAll(Runs + 1, 1)[0]);

        Task StartAsync() => client.GetAsync(BenchmarkTenant.StartPath, HttpStatusCode.Found);

        async Task MeasureAsync(string name, int limit, Func<int, Task> act)
        {
            IReadOnlyList<StorageOperation> most = [];
            for (int i = 0; i < Runs; i++)
            {
                await UntilTimersRestAsync();
                // The tenant's row and the user's state are read again after 30 s, once for all requests of that time.
                await StartAsync();
                await client.GetAsync("/session", HttpStatusCode.OK, token);
                IReadOnlyList<StorageOperation> operations = await CountAsync(wire, () => act(i));
                most = operations.Count > most.Count ? operations : most;
            }

            table.Count(name, most.Count, limit);
            table.Figure($"{name}, the most of {Runs}: {(most.Count == 0 ? "nothing" : string.Join("; ", most.Select(Describe)))}");
        }

        // Every operation takes so much longer than all else that the whole tells how many came one after the other.
        async Task MeasureWaitsAsync(string name, int limit, byte[] form)
        {
            await UntilTimersRestAsync();
            await StartAsync();
            using StorageFault slow = wire.Inject(StorageFaultKind.Slow, operation => !operation.IsQueuePoll);
            long begun = Stopwatch.GetTimestamp();
            await client.SignInAsync(form);
            TimeSpan taken = Stopwatch.GetElapsedTime(begun);
            table.Count(name, (int)(taken / StorageFault.SlowBy), limit);
            table.Figure($"{name}: {taken.TotalMilliseconds:0} ms until the browser is answered when each operation takes {StorageFault.SlowBy.TotalMilliseconds:0} ms more");
        }
    }

    private static string Describe(StorageOperation operation) =>
        $"{operation.Method} {operation.Table ?? operation.Service.ToString()}{(operation.IsBatch ? " (transaction)" : "")}";

    // The app's own timers run at full minutes and are no part of a request.
    private static Task UntilTimersRestAsync() => Eventually.IsTrueAsync(
        "the timers of the full minute are done", Limit, () => Task.FromResult(DateTimeOffset.UtcNow.Second is >= 5 and < 50));

    private static async Task<IReadOnlyList<StorageOperation>> CountAsync(StorageProxy wire, Func<Task> act)
    {
        int before = wire.Operations.Count;
        await act();
        return [.. wire.Operations.Skip(before).Where(o => !o.IsQueuePoll)];
    }
}
