using Microsoft.Playwright;
using TestSupport;

namespace EndToEnd.Tests.RealBrowser;

/// <summary>Debian's Chromium, driven by Playwright. Nothing is downloaded.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // As root in a container there is no sandbox to have, and nothing must be sent anywhere.
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-default-apps", "--metrics-recording-only", "--disable-domain-reliability", "--disable-client-side-phishing-detection",
    ];

    private IPlaywright? _playwright;

    /// <summary>The browser.</summary>
    public IBrowser Browser { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var program = Prerequisites.Chromium;
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = Flags });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
