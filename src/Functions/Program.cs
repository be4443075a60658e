using AzureAdapters;
using Functions;
using Functions.Health;
using Functions.Http;
using Functions.Manage;
using Functions.Manage.Guide;
using Functions.Telemetry;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SignOn;

try
{
    var builder = FunctionsApplication.CreateBuilder(args);

    // First, because it opens the connection to storage while all the rest is being built.
    builder.Services.AddAndOpenAzureAdapters(builder.Configuration);
    builder.ConfigureFunctionsWebApplication();
    builder.UseMiddleware<CorrelationMiddleware>();
    builder.UseMiddleware<SecurityHeadersMiddleware>();
    builder.UseMiddleware<FailureMiddleware>();
    builder.UseMiddleware<ManageMiddleware>();

    builder.Logging.LeaveOutAddresses();
    builder.AddTelemetry();

    builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);

    builder.Services.AddSignOn(builder.Configuration);
    builder.Services.AddSingleton(AppOptions.Read(builder.Configuration));
    builder.Services.AddSingleton<IPendingRequestProtector, PendingRequestProtector>();
    builder.Services.AddSingleton<RequestCookies>();
    builder.Services.AddSingleton<LogoutCookie>();
    builder.Services.AddSingleton<Deliveries>();
    builder.Services.AddSingleton<ErrorPages>();
    builder.Services.AddSingleton<TenantMetadata>();
    builder.Services.AddSingleton<HealthProbe>();
    builder.Services.AddSingleton<TestCookie>();
    builder.Services.AddSingleton<ReadingSeal>();
    builder.Services.AddSingleton<ManageGate>();
    builder.Services.AddSingleton<ManageRefusals>();

    using var app = builder.Build();
    var checks = app.Services.CheckAzureAdapters();
    await app.StartAsync();

    // After the start, so that nobody waits for the keys who needs none.
    await checks;
    await app.WaitForShutdownAsync();
    return 0;
}
catch (SettingsException e)
{
    // A wrong setting is mended by its message; a stack trace would only hide it.
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
