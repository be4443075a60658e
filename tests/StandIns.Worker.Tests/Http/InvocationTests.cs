using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StandIns.Worker.Tests.Samples;

namespace StandIns.Worker.Tests.Http;

public sealed class InvocationTests
{
    [Theory]
    [InlineData("Throws")]
    [InlineData("ThrowsLater")]
    public async Task An_unhandled_exception_is_an_empty_500(string function)
    {
        await using var app = await FunctionApp.Of(HostJson.NoPrefix, typeof(FailingFunctions)).WithHttp().StartAsync();

        var response = await app.Http.GetAsync(function, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.False(response.Headers.Contains("X-Left"));
    }

    [Fact]
    public async Task An_exception_after_the_response_began_breaks_the_connection()
    {
        await using var app = await FunctionApp.Of(HostJson.NoPrefix, typeof(FailingFunctions)).WithHttp().StartAsync();

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => app.Http.GetStringAsync("ThrowsMidway", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_value_that_is_no_result_is_no_response()
    {
        await using var app = await FunctionApp.Of(HostJson.NoPrefix, typeof(FailingFunctions)).WithHttp().StartAsync();

        Assert.Equal("", await app.Http.GetStringAsync("NoResult", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Each_invocation_has_its_own_scope_which_ends_with_it()
    {
        var app = FunctionApp.Of(HostJson.NoPrefix, typeof(ScopeFunctions)).WithHttp();
        await using var _ = app;
        app.Builder.Services.AddScoped<InvocationScope>();
        await app.StartAsync();

        Assert.Equal("Scope /scope 0", await app.Http.GetStringAsync("scope", TestContext.Current.CancellationToken));
        await app.Http.GetStringAsync("scope", TestContext.Current.CancellationToken);
        var first = await app.Probe.NextAsync<InvocationScope>();
        var second = await app.Probe.NextAsync<InvocationScope>();
        await app.Host.StopAsync(TestContext.Current.CancellationToken);

        Assert.NotSame(first, second);
        Assert.True(first.IsDisposed);
        Assert.True(second.IsDisposed);
    }

    [Fact]
    public async Task Middleware_runs_in_the_order_of_registration_around_the_response()
    {
        var app = FunctionApp.Of(HostJson.NoPrefix, typeof(RouteFunctions));
        await using var _ = app;
        app.Builder.UseMiddleware((context, next) => Record(context, next, "outer"));
        app.WithHttp();
        app.Builder.UseMiddleware<InnerMiddleware>();
        app.Builder.UseWhen<NeverMiddleware>(context => context.FunctionDefinition.Name == "Read");
        app.Builder.UseWhen(context => context.FunctionDefinition.Name == "ByName", (context, next) => Record(context, next, "chosen"));
        await app.StartAsync();

        await app.Http.GetStringAsync("byname", TestContext.Current.CancellationToken);
        await app.Host.StopAsync(TestContext.Current.CancellationToken);

        // Outside of ConfigureFunctionsWebApplication there is no HTTP context before, and the response has left after.
        Assert.Equal(
            ["outer before False", "inner before True", "chosen before True", "chosen after True", "inner after True", "outer after True"],
            app.Probe.Steps);
    }

    [Fact]
    public async Task Middleware_replaces_the_response_without_calling_the_function()
    {
        var app = FunctionApp.Of(HostJson.NoPrefix, typeof(FailingFunctions)).WithHttp();
        await using var _ = app;
        app.Builder.UseMiddleware((context, next) =>
        {
            context.GetInvocationResult().Value = Results.StatusCode(418);
            return Task.CompletedTask;
        });
        await app.StartAsync();

        var response = await app.Http.GetAsync("Throws", TestContext.Current.CancellationToken);

        Assert.Equal(418, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_typed_result_is_given_only_as_its_type()
    {
        var app = FunctionApp.Of(HostJson.NoPrefix, typeof(RouteFunctions)).WithHttp();
        await using var _ = app;
        app.Builder.UseMiddleware(async (context, next) =>
        {
            await next();
            var probe = context.InstanceServices.GetRequiredService<Probe>();
            probe.Tell(context.GetInvocationResult<IResult>().Value is not null);
            probe.Tell(Assert.Throws<InvalidOperationException>(() => context.GetInvocationResult<string>()).Message.Length > 0);
        });
        await app.StartAsync();

        await app.Http.GetStringAsync("byname", TestContext.Current.CancellationToken);

        Assert.True(await app.Probe.NextAsync<bool>());
        Assert.True(await app.Probe.NextAsync<bool>());
    }

    private static async Task Record(FunctionContext context, Func<Task> next, string name)
    {
        var steps = context.InstanceServices.GetRequiredService<Probe>().Steps;
        steps.Enqueue($"{name} before {context.GetHttpContext() is not null}");
        await next();
        steps.Enqueue($"{name} after {context.GetHttpContext() is not null}");
    }

    private sealed class InnerMiddleware : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) => Record(context, () => next(context), "inner");
    }

    private sealed class NeverMiddleware : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) => Record(context, () => next(context), "never");
    }
}
