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

        Assert.Equal("Scope /scope", await app.Http.GetStringAsync("scope", TestContext.Current.CancellationToken));
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
        app.Builder.Use(next => context => Record(context, next, "outer"));
        app.WithHttp();
        app.Builder.UseMiddleware<InnerMiddleware>();
        app.Builder.Use(next => context => Record(context, next, "innermost"));
        await app.StartAsync();

        await app.Http.GetStringAsync("byname", TestContext.Current.CancellationToken);
        await app.Host.StopAsync(TestContext.Current.CancellationToken);

        // Outside of ConfigureFunctionsWebApplication there is no HTTP context before, and the response has left after.
        Assert.Equal(
            ["outer before False", "inner before True", "innermost before True", "innermost after True", "inner after True", "outer after True"],
            app.Probe.Steps);
    }

    [Fact]
    public async Task Middleware_replaces_the_response_without_calling_the_function()
    {
        var app = FunctionApp.Of(HostJson.NoPrefix, typeof(FailingFunctions)).WithHttp();
        await using var _ = app;
        app.Builder.Use(_ => context =>
        {
            context.GetInvocationResult().Value = Results.StatusCode(418);
            return Task.CompletedTask;
        });
        await app.StartAsync();

        var response = await app.Http.GetAsync("Throws", TestContext.Current.CancellationToken);

        Assert.Equal(418, (int)response.StatusCode);
    }

    private static async Task Record(FunctionContext context, FunctionExecutionDelegate next, string name)
    {
        var steps = context.InstanceServices.GetRequiredService<Probe>().Steps;
        steps.Enqueue($"{name} before {context.GetHttpContext() is not null}");
        await next(context);
        steps.Enqueue($"{name} after {context.GetHttpContext() is not null}");
    }

    private sealed class InnerMiddleware : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) => Record(context, next, "inner");
    }
}
