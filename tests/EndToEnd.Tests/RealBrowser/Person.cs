using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using TestSupport;

namespace EndToEnd.Tests.RealBrowser;

/// <summary>A person at a real browser: looks at each page before going on.</summary>
public sealed class Person : IAsyncDisposable
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly IBrowserContext _context;
    private readonly bool _script;
    private readonly string _story;
    private readonly List<string> _complaints = [];
    private int _pictures;

    private Person(IBrowserContext context, IPage page, bool script, string story)
    {
        _context = context;
        Page = page;
        _script = script;
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
    /// <param name="chromium">The browser.</param>
    /// <param name="script">Whether script runs.</param>
    /// <param name="story">For the names of the pictures.</param>
    public static async Task<Person> SitDownAsync(Chromium chromium, bool script, string story)
    {
        var context = await chromium.OpenWindowAsync(script);
        context.SetDefaultTimeout(20_000);
        return new Person(context, await context.NewPageAsync(), script, story);
    }

    /// <summary>Waits for a heading, takes pictures of the page, and looks whether it fits each screen.</summary>
    public async Task SeesAsync(string heading)
    {
        await Page.GetByRole(AriaRole.Heading, new() { Name = heading, Level = 1 }).WaitForAsync();
        var name = new string([.. heading.ToLowerInvariant().Where(c => char.IsAsciiLetterOrDigit(c) || c == ' ')]).Replace(' ', '-');
        var picture = $"{_story}-{(_script ? "script" : "noscript")}-{++_pictures:00}-{name}";
        await OnEachScreenAsync(async screen =>
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(Repository.OutputFolder("screenshots"), $"{picture}-{screen.Name}.png"), FullPage = true });
            if (_script)
            {
                var width = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
                Assert.True(width <= screen.Width, $"'{heading}' is {width} pixels wide on a screen of {screen.Width}.");
            }
        });
    }

    /// <summary>Holds our own page against the rules of WCAG 2.2 AA that a program can check, on each screen.</summary>
    public async Task CanBeUsedByEverybodyAsync()
    {
        if (!_script)
        {
            return;
        }

        await OnEachScreenAsync(async screen =>
        {
            if (await Page.EvaluateAsync<bool>("() => typeof axe === 'undefined'"))
            {
                await Page.EvaluateAsync(Axe);
            }

            var problems = await Page.EvaluateAsync<string[]>(
                """
                async () => {
                  const found = await axe.run(document, { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } });
                  return found.violations.map(v => `${v.id}: ${v.help}: ${v.nodes.map(n => n.html).join(", ")}`);
                }
                """);
            Assert.True(problems.Length == 0, $"{Page.Url} ({screen.Name}):\n{string.Join('\n', problems)}");
        });
    }

    /// <summary>The waiting page loads itself anew, also in the middle of a look: then the look starts again.</summary>
    private async Task OnEachScreenAsync(Func<Screen, Task> look)
    {
        foreach (var screen in Screen.For(_script))
        {
            await Page.SetViewportSizeAsync(screen.Width, screen.Height);
            await Page.EmulateMediaAsync(new() { ColorScheme = screen.Colors });
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await look(screen);
                    break;
                }
                catch (PlaywrightException e) when (attempt < 5 && e.Message.Contains("navigation", StringComparison.Ordinal))
                {
                    await Page.WaitForLoadStateAsync();
                }
            }
        }
    }

    /// <summary>Presses a button.</summary>
    public Task PressAsync(string label) => Page.GetByRole(AriaRole.Button, new() { Name = label }).ClickAsync();

    /// <summary>Chooses an account on the IdP's page; where script is off, the answer has to be sent by hand.</summary>
    public async Task PickAsync(string account)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = account }).ClickAsync();
        if (!_script)
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
