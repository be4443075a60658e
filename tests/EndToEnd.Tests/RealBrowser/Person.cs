using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using TestSupport;

namespace EndToEnd.Tests.RealBrowser;

/// <summary>A person at a real browser: looks at each page before going on.</summary>
public sealed class Person : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly Screen _screen;
    private readonly string _story;
    private readonly List<string> _complaints = [];
    private int _pictures;

    private Person(IBrowserContext context, IPage page, Screen screen, string story)
    {
        _context = context;
        Page = page;
        _screen = screen;
        _story = story;
        page.Console += (_, message) =>
        {
            // A status of 4xx is told as an error too, and is what some stories are about.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource: the server responded", StringComparison.Ordinal))
            {
                _complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Add(error);
    }

    /// <summary>The tab.</summary>
    public IPage Page { get; }

    /// <summary>What the browser complained about: a blocked style, a refused cookie, an error of a script.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Opens a window with nothing remembered.</summary>
    public static async Task<Person> SitDownAsync(Chromium chromium, Screen screen, string story)
    {
        var context = await chromium.Browser.NewContextAsync(screen.Options);
        context.SetDefaultTimeout(20_000);
        return new Person(context, await context.NewPageAsync(), screen, story);
    }

    /// <summary>Waits for a heading, takes a picture of the page, and looks whether it fits and everybody can use it.</summary>
    public async Task SeesAsync(string heading)
    {
        await Page.GetByRole(AriaRole.Heading, new() { Name = heading, Level = 1 }).WaitForAsync();
        var file = $"{_story}-{_screen.Name}-{++_pictures:00}-{new string([.. heading.ToLowerInvariant().Where(c => char.IsAsciiLetterOrDigit(c) || c == ' ')]).Replace(' ', '-')}.png";
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Repository.OutputFolder("screenshots"), file), FullPage = true });
        if (_screen.Script)
        {
            var width = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            Assert.True(width <= _screen.Width, $"'{heading}' is {width} pixels wide on a screen of {_screen.Width}.");
        }
    }

    /// <summary>Holds our own page against the rules of WCAG 2.2 AA that a program can check.</summary>
    public async Task CanBeUsedByEverybodyAsync()
    {
        if (!_screen.Script)
        {
            return;
        }

        var result = await RunAxeAsync();
        Assert.True(
            result.Violations.Length == 0,
            string.Join('\n', result.Violations.Select(v => $"{Page.Url}: {v.Id}: {v.Help}: {string.Join(", ", v.Nodes.Select(n => n.Html))}")));
    }

    /// <summary>The waiting page loads itself anew, also in the middle of a check: then the check starts again.</summary>
    private async Task<AxeResult> RunAxeAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Page.RunAxe();
            }
            catch (PlaywrightException e) when (attempt < 5 && e.Message.Contains("navigation", StringComparison.Ordinal))
            {
                await Page.WaitForLoadStateAsync();
            }
        }
    }

    /// <summary>Presses a button.</summary>
    public Task PressAsync(string label) => Page.GetByRole(AriaRole.Button, new() { Name = label }).ClickAsync();

    /// <summary>Chooses an account on the IdP's page; where script is off, the answer has to be sent by hand.</summary>
    public async Task PickAsync(string account)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = account }).ClickAsync();
        if (!_screen.Script)
        {
            await SeesAsync("Signing you in…");
            await PressAsync("Continue");
        }
    }

    /// <summary>A cookie as the browser holds it; null without it.</summary>
    public async Task<BrowserContextCookiesResult?> CookieAsync(string prefix) =>
        (await _context.CookiesAsync()).FirstOrDefault(c => c.Name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Closes the window.</summary>
    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
