using System.Runtime.CompilerServices;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SignOn;

namespace Functions.Telemetry;

/// <summary>The only type that touches OpenTelemetry, so that its assemblies are loaded only when this one is used.</summary>
internal static class OpenTelemetrySetup
{
    private const string ServiceName = "saml-service-provider";

    // The request's own activity, above ours, is made by ASP.NET Core for its log. Nobody listens to it, so it counts as 'not sampled', and the
    // default sampler would drop everything below it.
    private static readonly ParentBasedSampler OwnSampler = new(new AlwaysOnSampler(), localParentNotSampled: new AlwaysOnSampler());

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Add(IServiceCollection services, TelemetrySettings settings)
    {
        // Tells the host that logs leave from here, so that it does not write each line again.
        services.Configure<WorkerOptions>(o => o.Capabilities["WorkerOpenTelemetryEnabled"] = bool.TrueString);
        services.AddSingleton<AppGauges>();
        services.AddHostedService<AppGaugesStart>();

        // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win over the name here. No source of HTTP spans: the host has the request's span,
        // and addresses can hold what a person typed (login_hint).
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(ServiceName, serviceInstanceId: Environment.MachineName).AddEnvironmentVariableDetector())
            .WithTracing(tracing =>
            {
                tracing.AddSource(SignOnActivities.SourceName);
                if (!settings.SamplesOtherwise)
                    tracing.SetSampler(OwnSampler);
            })
            .WithMetrics(metrics => metrics.AddMeter(SignOnMetrics.MeterName))
            .WithLogging(null, options =>
            {
                options.IncludeFormattedMessage = true;
                // The correlation id is a scope.
                options.IncludeScopes = true;
            });
        if (settings.Otlp)
            telemetry.UseOtlpExporter();
        if (settings.AzureMonitor is { } connection)
            AddAzureMonitor(telemetry, connection, settings);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddAzureMonitor(IOpenTelemetryBuilder telemetry, string connection, TelemetrySettings settings) =>
        telemetry.UseAzureMonitorExporter(options =>
        {
            options.ConnectionString = connection;
            options.EnableLiveMetrics = false;
            if (settings.UsesIdentity)
            {
                options.Credential = new ManagedIdentityCredential(
                    settings.IdentityClientId is { } id ? ManagedIdentityId.FromUserAssignedClientId(id) : ManagedIdentityId.SystemAssigned);
            }
        });
}
