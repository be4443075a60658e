namespace Infra.Tests.Settings;

/// <summary>Settings that our code never reads, because the Functions host does; each with the host's use of it.</summary>
internal static class PlatformSettings
{
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
        ["AzureWebJobsStorage__blobServiceUri"] = "the host's locks for timers, its keys and its list of triggers",
        ["AzureWebJobsStorage__queueServiceUri"] = "the connection 'Storage' of queue triggers and outputs: the host looks for AzureWebJobs + name first",
        ["AzureWebJobsStorage__tableServiceUri"] = "the host's diagnostic events",
        ["AzureWebJobsStorage__credential"] = "makes the host use an identity instead of a key",
        ["AzureWebJobsStorage__clientId"] = "which identity, as it is a user-assigned one",
        ["Storage__queueServiceUri"] = "the connection 'Storage' where nothing is called AzureWebJobsStorage; the same account",
        ["Storage__credential"] = "the same",
        ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "where telemetry goes",
        ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = "with which identity, as local authentication is off",
        ["AzureWebJobsDisableHomepage"] = "the host's own page would answer GET / instead of ours",
    };

    /// <summary>Settings that the code reads and no option of azd gives. The manual says of each why.</summary>
    public static IReadOnlyList<string> NotThroughAzd { get; } =
        ["Storage__ConnectionString", "Keys__PfxPath", "Keys__clientId", "Email__Tls", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_TRACES_SAMPLER"];

    /// <summary>Settings that Flex Consumption refuses or ignores: functionAppConfig replaced them.</summary>
    public static IReadOnlyList<string> NotOnFlexConsumption { get; } =
    [
        "FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_EXTENSION_VERSION", "FUNCTIONS_MAX_HTTP_CONCURRENCY", "FUNCTIONS_WORKER_PROCESS_COUNT",
        "WEBSITE_RUN_FROM_PACKAGE", "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING", "WEBSITE_CONTENTSHARE", "WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT",
        "WEBSITE_VNET_ROUTE_ALL", "SCM_DO_BUILD_DURING_DEPLOYMENT", "ENABLE_ORYX_BUILD", "WEBSITE_LOAD_CERTIFICATES",
    ];
}
