namespace StandIns.Worker.Tests;

internal static class HostJson
{
    public const string NoPrefix = """{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""";

    public static string Queues(string values) => $$"""{ "version": "2.0", "extensions": { "queues": { "maxPollingInterval": "00:00:00.2000000", {{values}} } } }""";
}
