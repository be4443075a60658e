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
            await TakePictureAsync(Path.Combine(Repository.OutputFolder("screenshots"), $"{picture}-{screen.Name}.png"));
            if (_script)
            {
                var width = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
                Assert.True(width <= screen.Width, $"'{heading}' is {width} pixels wide on a screen of {screen.Width}.");
                var beyond = await Page.EvaluateAsync<int>("Math.max(0, ...[...document.querySelectorAll('main')].map(m => m.scrollWidth - m.clientWidth))");
                Assert.True(beyond == 0, $"What '{heading}' shows reaches {beyond} pixels beyond its frame on a screen of {screen.Width}.");
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

    /// <summary>
    /// Looks at a page that loads itself anew: lets it do so once, without what makes it do it again, because a picture may never
    /// be finished when the page goes in the middle of it. Afterwards the page is as the app sends it.
    /// </summary>
    /// <param name="heading">The page's heading.</param>
    public async Task SeesPassingAsync(string heading)
    {
        await Page.GetByRole(AriaRole.Heading, new() { Name = heading, Level = 1 }).WaitForAsync();
        var page = new Uri(Page.Url).GetLeftPart(UriPartial.Path);
        await Page.RouteAsync(url => url.StartsWith(page, StringComparison.Ordinal), async route =>
        {
            var response = await route.FetchAsync(new() { MaxRedirects = 0 });
            Assert.True(response.Headers.ContainsKey("refresh"), $"{page} does not load itself anew.");
            await route.FulfillAsync(new()
            {
                Response = response,
                Headers = response.Headers.Where(h => h.Key != "refresh"),
                Body = (await response.TextAsync()).Replace("<html", "<html data-still", StringComparison.Ordinal),
            });
        });
        await Page.Locator("html[data-still]").WaitForAsync();
        await SeesAsync(heading);
        await CanBeUsedByEverybodyAsync();
        await Page.UnrouteAllAsync();
        await Page.ReloadAsync();
    }

    /// <summary>Pictures are for people to look at and prove nothing, so one that a busy browser did not finish is taken again.</summary>
    private async Task TakePictureAsync(string path)
    {
        var options = new PageScreenshotOptions { Path = path, FullPage = true };
        try
        {
            await Page.ScreenshotAsync(options);
        }
        catch (TimeoutException)
        {
            await Page.ScreenshotAsync(options);
        }
    }

    private async Task OnEachScreenAsync(Func<Screen, Task> look)
    {
        foreach (var screen in Screen.For(_script))
        {
            await Page.SetViewportSizeAsync(screen.Width, screen.Height);
            await Page.EmulateMediaAsync(new() { ColorScheme = screen.Colors });
            await look(screen);
        }
    }

    /// <summary>Presses a button.</summary>
    public Task PressAsync(string label) => Page.GetByRole(AriaRole.Button, new() { Name = label }).ClickAsync();

    /// <summary>Presses a button that stands behind another one, because its effect cannot be taken back. What it says first is looked at, too.</summary>
    /// <param name="label">What both say.</param>
    /// <param name="heading">The page's heading.</param>
    public async Task ConfirmAsync(string label, string heading)
    {
        var button = Page.GetByRole(AriaRole.Button, new() { Name = label });
        await Assertions.Expect(button).ToBeHiddenAsync();
        // With the keyboard, as everybody can.
        await Page.Locator("summary").Filter(new() { HasText = label.Split(' ')[0] }).First.PressAsync("Enter");
        await Assertions.Expect(button).ToBeVisibleAsync();
        await SeesAsync(heading);
        await CanBeUsedByEverybodyAsync();
        await button.ClickAsync();
    }

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
