using EndToEnd.Tests.RealBrowser;
using Microsoft.Playwright;
using TestSupport;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace EndToEnd.Tests.RealBrowser;

/// <summary>Debian's Chromium, driven by Playwright. Nothing is downloaded. One for all tests; each person has a window of their own.</summary>
public sealed class Chromium : IAsyncDisposable
{
    // As root in a container there is no sandbox to have, and nothing must be sent anywhere.
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-default-apps", "--metrics-recording-only", "--disable-domain-reliability", "--disable-client-side-phishing-detection",
    ];

    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> _started = new(StartAsync);

    /// <summary>Opens a window with nothing remembered. The first one starts the browser.</summary>
    /// <param name="script">Whether script runs.</param>
    public async Task<IBrowserContext> OpenWindowAsync(bool script)
    {
        var (_, browser) = await _started.Value;
        return await browser.NewContextAsync(new() { JavaScriptEnabled = script });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_started.IsValueCreated)
        {
            var (playwright, browser) = await _started.Value;
            await browser.DisposeAsync();
            playwright.Dispose();
        }
    }

    private static async Task<(IPlaywright Playwright, IBrowser Browser)> StartAsync()
    {
        var program = Prerequisites.Chromium;
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = Flags }));
    }
}
