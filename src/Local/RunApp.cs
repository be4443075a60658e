using LocalIdp;
using Microsoft.Extensions.DependencyInjection;
using SignOn;

namespace Local;

/// <summary>Starts everything, says what to click, and stops everything.</summary>
internal static class RunApp
{
    /// <summary>Runs until it is stopped, or until the app ends by itself.</summary>
    /// <param name="options">Ports and folder.</param>
    /// <param name="cancellation">Ctrl+C.</param>
    /// <returns>The process's exit code.</returns>
    /// <exception cref="LocalException">Something cannot start.</exception>
    public static async Task<int> RunAsync(LocalOptions options, CancellationToken cancellation)
    {
        BuildCheck.Run();
        using var folder = DataFolder.Take(options.Data);
        await folder.EndLeftOversAsync(Console.Error, cancellation);
        var record = new RunRecord(Environment.ProcessId, options.BaseUrl, null, []);
        folder.Write(record);
        LoopbackPorts.Check(options);
        var tenants = new LocalTenants(options.BaseUrl);

        Console.WriteLine("Starting storage …");
        await using var storage = await LocalStorage.StartAsync(options, onAnyPorts: false, cancellation);
        record = record with { StoragePort = options.StoragePort, Children = [storage.Note()] };
        folder.Write(record);
        Console.WriteLine("Starting the pretend Entra ID …");
        await using var idp = await LocalIdpServer.StartAsync(
            new LocalIdpOptions
            {
                Port = options.IdpPort,
                KeyFolder = Path.Combine(options.Data, "idp"),
                Applications = [tenants.PymetricsApplication, tenants.RunMyProcessApplication],
            },
            cancellation);
        var settings = LocalServices.Settings(options, storage.ConnectionString);
        var key = BootstrapKey.ReadOrMake(options.Data);
        settings["Manage__BootstrapKey"] = key;
        await using (var services = LocalServices.Build(settings))
            await new TenantSeed(services.GetRequiredService<ITenantStore>(), idp, tenants).RunAsync(cancellation);

        Console.WriteLine("Starting the app …");
        await using var app = AppProcess.Start(options.BaseUrl, settings);
        folder.Write(record with { Children = [.. record.Children, app.Note()] });
        await app.WaitUntilAnsweringAsync(cancellation);
        Console.WriteLine(Guide.Write(options, tenants, idp, key));
        return await WatchAsync(app, storage, cancellation);
    }

    private static async Task<int> WatchAsync(AppProcess app, StorageEmulator storage, CancellationToken cancellation)
    {
        var appEnd = app.WaitForExitAsync(cancellation);
        var first = await Task.WhenAny(appEnd, storage.WaitForExitAsync(cancellation));
        if (cancellation.IsCancellationRequested)
        {
            Console.WriteLine("Stopping …");
            return 0;
        }

        await Console.Error.WriteLineAsync(first == appEnd
            ? $"The app ended by itself, with exit code {await appEnd}. Its last words are above. Everything is stopped."
            : "The storage emulator ended by itself. Everything is stopped.");
        return 1;
    }
}
