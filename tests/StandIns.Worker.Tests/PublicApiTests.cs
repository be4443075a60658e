using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;

namespace StandIns.Worker.Tests;

public sealed class PublicApiTests
{
    [Theory]
    [InlineData(
        typeof(FunctionContext),
        "Builder.FunctionsApplication Builder.FunctionsApplicationBuilder "
        + "Extensions.Abstractions.BindingAttribute Extensions.Abstractions.OutputBindingAttribute Extensions.Abstractions.TriggerBindingAttribute "
        + "FunctionAttribute FunctionContext FunctionContextBindingFeatureExtensions FunctionDefinition "
        + "FunctionInputConverterException FunctionWorkerException IFunctionsWorkerApplicationBuilder IInvocationFeatures "
        + "InvocationResult InvocationResult`1 Microsoft.Extensions.Hosting.MiddlewareWorkerApplicationBuilderExtensions "
        + "Middleware.FunctionExecutionDelegate Middleware.IFunctionsWorkerMiddleware WorkerOptions")]
    [InlineData(
        typeof(HttpTriggerAttribute),
        "AuthorizationLevel Builder.FunctionsApplicationBuilderAspNetCoreExtensions FunctionContextExtensions HttpResultAttribute HttpTriggerAttribute")]
    [InlineData(typeof(QueueTriggerAttribute), "QueueOutputAttribute QueueTriggerAttribute")]
    [InlineData(typeof(TimerTriggerAttribute), "TimerInfo TimerTriggerAttribute")]
    public void Nothing_is_public_that_the_official_package_does_not_have(Type inAssembly, string types)
    {
        const string Root = "Microsoft.Azure.Functions.Worker.";
        var actual = inAssembly.Assembly.GetExportedTypes().Select(type => type.FullName!.Replace(Root, "", StringComparison.Ordinal));

        Assert.Equal(types.Split(' ').Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_builder_has_what_the_official_one_has()
    {
        var builder = FunctionsApplication.CreateBuilder(["--Name=value"]);

        Assert.Same(builder, builder.ConfigureFunctionsWebApplication());
        Assert.Equal("value", builder.Configuration["Name"]);
        Assert.NotNull(builder.Environment);
        Assert.NotNull(builder.Logging);
        Assert.NotNull(builder.Metrics);
        Assert.NotNull(builder.Properties);
        Assert.NotEmpty(builder.Services);
    }
}
