using EndToEnd.Tests.Browsing;
using EndToEnd.Tests.Harness;
using TestSupport;

namespace EndToEnd.Tests.Stories;

/// <summary>The README's first screen: one command starts everything and says what to click; a restart loses nothing.</summary>
public sealed class LaptopTests
{
    [Fact]
    public async Task One_command_starts_both_tutorials_and_says_what_to_click_and_a_restart_loses_nothing()
    {
        await using var run = new LocalRun();
        await run.StartAsync();
        var browser = new UserAgent(run.BaseUrl, run.Port);

        // pymetrics: from the application, and from the tile.
        var accounts = await browser.OpenAsync(run.PrintedUrl("from the application"));
        Assert.Equal("Hello, B.Simon", (await browser.AnswerAsync(accounts, People.BSimon)).Heading);
        var other = new UserAgent(run.BaseUrl, run.Port);
        Assert.Equal("Hello, B.Simon", (await other.AnswerAsync(await other.OpenAsync(run.PrintedUrl("from the IdP's tile")), People.BSimon)).Heading);
        Assert.Equal(200, (await browser.OpenAsync(run.PrintedUrl("metadata"))).Status);
        Assert.Equal(200, (await browser.OpenAsync(run.PrintedUrl("health"))).Status);

        // A new certificate at the IdP is followed at once, and nobody has touched the row.
        var portal = new UserAgent(run.BaseUrl, run.Port);
        var configuration = await (await portal.OpenAsync(run.PrintedUrl("new IdP certificate"))).PressAsync("New certificate, make it active");
        Assert.Contains("Earlier certificate", configuration.Text, StringComparison.Ordinal);
        var later = new UserAgent(run.BaseUrl, run.Port);
        Assert.Equal("Hello, B.Simon", (await later.AnswerAsync(await later.OpenAsync(run.PrintedUrl("from the application")), People.BSimon)).Heading);

        // RunMyProcess: refused until the printed command was typed.
        var live = new UserAgent(run.BaseUrl, run.Port);
        var signOnUrl = run.PrintedUrl("from the application", nth: 1);
        Assert.Equal(new Uri(run.BaseUrl, "/live/contoso-live").AbsoluteUri, signOnUrl);
        (await live.AnswerAsync(await live.OpenAsync(signOnUrl), People.BSimon)).IsRefused(403, "UserUnknown");
        Assert.True(await run.RunPrintedCommandAsync() == 0, run.Output);
        Assert.Equal("Hello, B.Simon", (await live.AnswerAsync(await live.OpenAsync(signOnUrl), People.BSimon)).Heading);

        // The administration: with the printed key, and as Ana, who has the role.
        var manage = new UserAgent(run.BaseUrl, run.Port);
        var ways = await manage.OpenAsync(run.PrintedUrl("in the browser"));
        Assert.Equal("Tenants", (await ways.Type("key", run.PrintedKey).PressAsync("Sign in with the key")).Heading);
        var ana = new UserAgent(run.BaseUrl, run.Port);
        var back = await ana.AnswerAsync(await (await ana.OpenAsync(run.PrintedUrl("in the browser"))).FollowAsync("Sign in with your organization"), People.Ana);
        Assert.Contains("Contoso (pymetrics)", (await back.PressAsync("Continue as Ana Ruiz")).Text, StringComparison.Ordinal);

        Assert.True(await run.StopAsync() == 0, run.Output);
        await run.StartAsync();
        Assert.Equal("Tenants", (await manage.OpenAsync(run.PrintedUrl("in the browser"))).Heading);
        Assert.Equal("Hello, B.Simon", (await browser.OpenAsync(new Uri(run.BaseUrl, "/").AbsoluteUri)).Heading);
        Assert.Equal("Hello, B.Simon", (await live.OpenAsync(signOnUrl)).Heading);
        Assert.Equal(0, await run.StopAsync());
    }

    [Fact]
    public async Task A_second_start_in_the_same_folder_is_refused_and_a_start_after_a_kill_ends_what_was_left()
    {
        await using var run = new LocalRun();
        await run.StartAsync();

        Assert.Equal(1, await run.StartBesideAsync());
        Assert.Contains("is in use by process", run.Output, StringComparison.Ordinal);
        await IsHealthyAsync(run);

        run.Kill();
        await run.StartAsync();
        Assert.Contains("An earlier run was killed and left the app behind", run.Output, StringComparison.Ordinal);
        await IsHealthyAsync(run);
        Assert.Equal(0, await run.StopAsync());
    }

    /// <summary>Storage may take longer than the app's patience while other tests have the processor.</summary>
    private static Task IsHealthyAsync(LocalRun run) => Eventually.IsTrueAsync(
        "health", TimeSpan.FromMinutes(1), async () => (await new UserAgent(run.BaseUrl, run.Port).OpenAsync(run.PrintedUrl("health"))).Status == 200);
}
