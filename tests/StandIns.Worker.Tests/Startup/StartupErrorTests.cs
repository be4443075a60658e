using Microsoft.Azure.Functions.Worker;

namespace StandIns.Worker.Tests.Startup;

public sealed class StartupErrorTests
{
    [Theory]
    [InlineData(typeof(Wrong.SameName), "Function 'once'", "has the same name as Function 'Once'")]
    [InlineData(typeof(Wrong.NoTrigger), "has 0 triggers", "[HttpTrigger]")]
    [InlineData(typeof(Wrong.TwoTriggers), "has 2 triggers")]
    [InlineData(typeof(Wrong.BadName), "Function '1st'", "must be a letter")]
    [InlineData(typeof(Wrong.AdminRoute), "Function 'Panel'", "'admin'", "'runtime'")]
    [InlineData(typeof(Wrong.RuntimeRoute), "Function 'Run'", "route '/RuntimeX/a'")]
    [InlineData(typeof(Wrong.EmptyRoute), "Function 'Empty'", "maxlength(0)")]
    [InlineData(typeof(Wrong.BadRoute), "Function 'Broken'", "'a/{b'")]
    [InlineData(typeof(Wrong.SameRoute), "same route", "'get'")]
    [InlineData(typeof(Wrong.ActionResult), "Function 'Mvc'", "return an IResult")]
    [InlineData(typeof(Wrong.ValueTaskResult), "Function 'Value'", "Return a Task")]
    [InlineData(typeof(Wrong.TwoPlaces), "Function 'Twice'", "on the method and others on properties")]
    [InlineData(typeof(Wrong.ResultWithoutHttp), "Function 'Tick'", "[HttpResult]")]
    [InlineData(typeof(Wrong.BadCron), "Function 'Cron'", "'every day'", "0 */5 * * * *")]
    [InlineData(typeof(Wrong.NoSetting), "Function 'Unset'", "'%Missing%'", "named 'Missing'")]
    [InlineData(typeof(Wrong.OpenPercent), "Function 'Open'", "without a partner")]
    [InlineData(typeof(Wrong.NoConnection), "Function 'Lost'", "no setting 'Nowhere'", "Nowhere__queueServiceUri")]
    [InlineData(typeof(Wrong.BadQueue), "Function 'Queue'", "'a--b' is no queue name")]
    public void A_function_that_is_declared_wrongly_stops_the_start_and_is_named(Type functions, params string[] parts)
    {
        var app = FunctionApp.Of(HostJson.NoPrefix, functions).WithHttp().With("Storage", "UseDevelopmentStorage=true");

        var error = Assert.Throws<FunctionWorkerException>(() => app.Builder.Build());

        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{", "is not JSON")]
    [InlineData("{}", "'version' is missing")]
    [InlineData("""{ "version": "1.0" }""", "'version' is \"1.0\"")]
    [InlineData("""{ "version": "2.0", "extensions": [] }""", "not an object")]
    [InlineData("""{ "version": "2.0", "extensions": { "http": { "routePrefix": 1 } } }""", "'extensions.http.routePrefix' is 1")]
    [InlineData("""{ "version": "2.0", "extensions": { "queues": { "batchSize": 33 } } }""", "'extensions.queues.batchSize' is 33; it must be from 1 to 32")]
    [InlineData("""{ "version": "2.0", "extensions": { "queues": { "batchSize": "16" } } }""", "'extensions.queues.batchSize' is \"16\"")]
    [InlineData("""{ "version": "2.0", "extensions": { "queues": { "newBatchThreshold": -1 } } }""", "'extensions.queues.newBatchThreshold' is -1")]
    [InlineData("""{ "version": "2.0", "extensions": { "queues": { "maxDequeueCount": 0 } } }""", "'extensions.queues.maxDequeueCount' is 0")]
    [InlineData("""{ "version": "2.0", "extensions": { "queues": { "visibilityTimeout": "soon" } } }""", "'extensions.queues.visibilityTimeout' is \"soon\"")]
    [InlineData("""{ "version": "2.0", "extensions": { "queues": { "visibilityTimeout": "8.00:00:00" } } }""", "'extensions.queues.visibilityTimeout'")]
    [InlineData("""{ "version": "2.0", "extensions": { "queues": { "maxPollingInterval": "00:00:00" } } }""", "'extensions.queues.maxPollingInterval'")]
    [InlineData("""{ "version": "2.0", "extensions": { "queues": { "messageEncoding": "utf8" } } }""", "'extensions.queues.messageEncoding' is \"utf8\"")]
    public void A_bad_host_json_stops_the_start_and_the_file_and_the_property_are_named(string hostJson, string part)
    {
        var app = FunctionApp.Of(hostJson, typeof(Samples.RouteFunctions), typeof(Samples.TextQueueFunctions)).WithHttp()
            .With("Storage", "UseDevelopmentStorage=true").With("Work", "work");

        var error = Assert.Throws<FunctionWorkerException>(() => app.Builder.Build());

        Assert.Contains("host.json", error.Message, StringComparison.Ordinal);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Http_functions_need_the_web_application()
    {
        var app = FunctionApp.Of(HostJson.NoPrefix, typeof(Samples.RouteFunctions));

        var error = Assert.Throws<FunctionWorkerException>(() => app.Builder.Build());

        Assert.Contains("ConfigureFunctionsWebApplication()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_is_built_once()
    {
        await using var app = await FunctionApp.Of(HostJson.NoPrefix, typeof(Samples.RouteFunctions)).WithHttp().StartAsync();

        Assert.Throws<InvalidOperationException>(() => app.Builder.Build());
        Assert.Throws<InvalidOperationException>(() => app.Builder.Use(next => next));
    }
}
