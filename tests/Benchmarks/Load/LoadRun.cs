using System.Diagnostics;
using System.Globalization;
using Local;

namespace Benchmarks.Load;

/// <summary>Many first sign-ins at once against the published app on the emulator, with storage away in the middle where asked for.</summary>
internal static class LoadRun
{
    // After an outage the app sends users again whose message got lost, a minute later and at most 500 a minute.
    private static readonly TimeSpan ProvisioningLimit = TimeSpan.FromMinutes(10);

    // A message that was taken just before storage went away stays hidden for ten minutes, as with the official host.
    private static readonly TimeSpan CalmLimit = TimeSpan.FromMinutes(15);

    /// <returns>How many promises were broken.</returns>
    internal static async Task<int> RunAsync(LoadOptions options, TextWriter output)
    {
        await using StorageEmulator storage = await StorageEmulator.StartAsync();
        using var tenant = new BenchmarkTenant();
        await tenant.SeedAsync(storage.ConnectionString);
        string assembly = await Published.AppAsync();
        byte[][] forms = tenant.SignAll(0, options.Users);
        using var app = new PublishedProcess(assembly, tenant, storage.ConnectionString);
        await app.WaitUntilUpAsync();
        using var client = new SignInClient(app.Port, options.Connections);
        var signIns = new SignIns(client, tenant, options);
        var stored = new StoredRows(storage.ConnectionString);
        var checks = new LoadChecks(stored, options);

        TimeSpan cpuBefore = app.Cpu;
        long begun = Stopwatch.GetTimestamp();
        Task all = signIns.RunAsync(forms);
        if (options.KillStorage)
        {
            await InterruptAsync(storage, signIns, all, output);
        }

        await all;
        TimeSpan taken = Stopwatch.GetElapsedTime(begun);
        Print(output, $"{options.Users} first sign-ins from {options.Connections} connections in {taken.TotalSeconds:0.0} s: {options.Users / taken.TotalSeconds:0.0} per second");
        PrintLatency(output, signIns.Milliseconds);
        Print(output, $"CPU of the app {(app.Cpu - cpuBefore).TotalSeconds:0.0} s until the last answer; {signIns.Interrupted} sign-ins told to start again");
        await RequireAsync(stored.UntilProvisionedAsync(ProvisioningLimit), checks);
        Print(output, $"all provisioned {(Stopwatch.GetElapsedTime(begun) - taken).TotalSeconds:0.0} s after the last answer; CPU of the app until then {(app.Cpu - cpuBefore).TotalSeconds:0.0} s, resident {app.ResidentMebibytes():0} MiB");
        await RequireAsync(stored.UntilCalmAsync(CalmLimit), checks);
        Print(output, $"queue empty {(Stopwatch.GetElapsedTime(begun) - taken).TotalSeconds:0.0} s after the last answer");

        foreach (IGrouping<string, string> same in signIns.Errors.GroupBy(e => e))
        {
            checks.Require(false, $"{same.Count()} sign-ins: {same.Key}");
        }

        await checks.RunAsync(signIns.Tokens);
        return Report(output, checks.Broken, app);
    }

    private static async Task InterruptAsync(StorageEmulator storage, SignIns signIns, Task all, TextWriter output)
    {
        await Task.WhenAny(signIns.Half, all);
        long begun = Stopwatch.GetTimestamp();
        // Stopped, not killed: the emulator saves every few seconds only, and real storage loses nothing that it confirmed.
        await storage.StopAsync();
        TimeSpan stopped = Stopwatch.GetElapsedTime(begun);
        await Task.WhenAny(signIns.OutageSeen, all);
        await storage.RestartAsync();
        Print(output, $"storage stopped within {stopped.TotalSeconds:0.0} s and was back {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s after the stop began");
    }

    private static async Task RequireAsync(Task state, LoadChecks checks)
    {
        try
        {
            await state;
        }
        catch (TimeoutException e)
        {
            checks.Require(false, e.Message);
        }
    }

    private static void PrintLatency(TextWriter output, double[] milliseconds)
    {
        if (milliseconds.Length > 0)
        {
            Array.Sort(milliseconds);
            Print(output, $"latency of accepted sign-ins, ms: p50 {Percentile(50):0}, p95 {Percentile(95):0}, p99 {Percentile(99):0}, most {milliseconds[^1]:0}");
        }

        double Percentile(int percent) => milliseconds[(int)Math.Ceiling(milliseconds.Length * percent / 100.0) - 1];
    }

    private static int Report(TextWriter output, IReadOnlyList<string> broken, PublishedProcess app)
    {
        foreach (string promise in broken)
        {
            output.WriteLine($"broken: {promise}");
        }

        output.WriteLine(broken.Count == 0 ? "all promises kept" : $"The app wrote last:\n{app.LastOutput}");
        return broken.Count;
    }

    private static void Print(TextWriter output, FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
