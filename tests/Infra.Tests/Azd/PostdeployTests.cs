using System.Runtime.Versioning;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TestSupport;

namespace Infra.Tests.Azd;

[UnsupportedOSPlatform("windows")]
public sealed class PostdeployTests
{
    [Fact]
    public async Task It_waits_for_health_and_prints_what_the_admin_of_the_IdP_needs()
    {
        var asked = 0;
        await using var app = await StartAsync(() => Interlocked.Increment(ref asked) < 3 ? 503 : 200);

        var result = await RunAsync(app.Urls.Single(), "contoso");

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Equal(3, asked);
        Assert.All(["metadata", "acs", "sso", "slo"], path => Assert.Contains($"{app.Urls.Single()}/saml/contoso/{path}\n", result.Output, StringComparison.Ordinal));
        Assert.Matches(@"CNAME +app\.azurewebsites\.test\n", result.Output);
        Assert.Matches(@"TXT +0123ABCD\n", result.Output);
        Assert.DoesNotContain("no first tenant", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_tenant_it_says_how_to_make_the_first()
    {
        await using var app = await StartAsync(() => 200);

        var result = await RunAsync(app.Urls.Single(), "");

        Assert.Contains("/saml/{tenant}/acs", result.Output, StringComparison.Ordinal);
        Assert.Contains("azd env set SEED_TENANT_ID", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_that_never_gets_ready_fails_the_deployment_with_its_last_answer()
    {
        await using var app = await StartAsync(() => 503);

        var result = await RunAsync(app.Urls.Single(), "");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("503", result.Errors, StringComparison.Ordinal);
        Assert.Contains("app.azurewebsites.test", result.Errors, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> StartAsync(Func<int> status)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/health", () => Results.StatusCode(status()));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static Task<Tool.Result> RunAsync(string url, string tenant) => Tool.RunAsync(
        "sh",
        [Repository.PathOf("infra", "hooks", "postdeploy.sh")],
        Repository.Root,
        new Dictionary<string, string>
        {
            ["APP_BASE_URL"] = url,
            ["APP_DEFAULT_HOST_NAME"] = "app.azurewebsites.test",
            ["CUSTOM_DOMAIN_VERIFICATION_ID"] = "0123ABCD",
            ["SEED_TENANT_ID"] = tenant,
            ["HOOK_PAUSE_SECONDS"] = "0",
        });
}
