using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace EndToEnd.Tests.Browsing;

/// <summary>What a browser shows.</summary>
public sealed class Page
{
    private readonly UserAgent _browser;

    internal Page(UserAgent browser, Visit visit, IDocument document)
    {
        _browser = browser;
        Visit = visit;
        Document = document;
    }

    /// <summary>The request and answer behind it.</summary>
    public Visit Visit { get; }

    /// <summary>The parsed page.</summary>
    public IDocument Document { get; }

    /// <summary>The address line.</summary>
    public Uri Url => Visit.Url;

    /// <summary>The status code.</summary>
    public int Status => Visit.Status;

    /// <summary>The main heading.</summary>
    public string Heading => Document.QuerySelector("h1")?.TextContent.Trim() ?? "";

    /// <summary>All text, with single spaces.</summary>
    public string Text => string.Join(' ', (Document.Body?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The code of a refusal; null where there is none.</summary>
    public string? ErrorCode => Document.QuerySelector("code#error-code")?.TextContent;

    /// <summary>The reference of a refusal.</summary>
    public string? CorrelationId => Document.QuerySelector("code#correlation-id")?.TextContent;

    /// <summary>The facts of a definition list by their labels.</summary>
    public IReadOnlyDictionary<string, string> Facts => Document.QuerySelectorAll("dt").ToDictionary(
        dt => dt.TextContent.Trim(), dt => dt.NextElementSibling?.TextContent.Trim() ?? "");

    /// <summary>Where the Refresh header leads; null without one.</summary>
    public Uri? RefreshUrl => Visit.Header("Refresh") is { } refresh
        ? new Uri(Url, refresh.Split("url=", 2) is [_, var target] ? target : Url.AbsoluteUri)
        : null;

    /// <summary>The value of a form's field; null without it.</summary>
    public string? Field(string name) => Document.QuerySelector<IHtmlInputElement>($"input[name='{name}']")?.Value;

    /// <summary>Presses the button that says this.</summary>
    public Task<Page> PressAsync(string label)
    {
        var button = Document.QuerySelectorAll<IHtmlElement>("button, input[type=submit]").FirstOrDefault(b =>
            (b is IHtmlInputElement input ? input.Value : b.TextContent).Contains(label, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{Url} has no button '{label}'. It says: {Text}");
        var submission = button.Closest("form") is IHtmlFormElement form ? form.GetSubmission(button) : null;
        return _browser.NavigateAsync(ToNavigation(submission ?? throw new InvalidOperationException($"The button '{label}' on {Url} submits nothing.")));
    }

    /// <summary>Types into a field.</summary>
    public Page Type(string name, string value)
    {
        switch (Document.QuerySelector($"input[name='{name}']:not([type=hidden]), textarea[name='{name}'], select[name='{name}']"))
        {
            case IHtmlInputElement { Type: "radio" }:
                foreach (var radio in Document.QuerySelectorAll<IHtmlInputElement>($"input[name='{name}']"))
                {
                    radio.IsChecked = radio.Value == value;
                }

                break;
            case IHtmlInputElement input:
                input.Value = value;
                break;
            case IHtmlTextAreaElement text:
                text.Value = value;
                break;
            case IHtmlSelectElement select:
                select.Value = value;
                break;
            default:
                throw new InvalidOperationException($"{Url} has no field '{name}'.");
        }

        return this;
    }

    /// <summary>Follows the link that says this.</summary>
    public Task<Page> FollowAsync(string label)
    {
        var link = Document.QuerySelectorAll<IHtmlAnchorElement>("a").FirstOrDefault(a => a.TextContent.Contains(label, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{Url} has no link '{label}'. It says: {Text}");
        return _browser.OpenAsync(link.Href, Url);
    }

    /// <summary>Does what the Refresh header says, at once.</summary>
    public Task<Page> RefreshAsync() =>
        _browser.OpenAsync((RefreshUrl ?? throw new InvalidOperationException($"{Url} does not refresh. It says: {Text}")).AbsoluteUri, Url);

    private Navigation ToNavigation(AngleSharp.Io.DocumentRequest submission)
    {
        if (submission.Method == AngleSharp.Io.HttpMethod.Get)
        {
            return new Navigation(HttpMethod.Get, new Uri(submission.Target.Href), Url, null);
        }

        using var body = new MemoryStream();
        submission.Body.CopyTo(body);
        return new Navigation(HttpMethod.Post, new Uri(submission.Target.Href), Url, new FormBody(submission.MimeType ?? "", body.ToArray()));
    }
}
