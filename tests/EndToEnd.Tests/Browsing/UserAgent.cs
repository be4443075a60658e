using System.Collections.Concurrent;
using System.Net.Sockets;
using AngleSharp;
using AngleSharp.Dom;

namespace EndToEnd.Tests.Browsing;

/// <summary>
/// A small browser without script: it keeps cookies, follows redirects one by one, says where a request comes from as browsers do
/// (Origin, Sec-Fetch-Site, and that it opens a page) and submits the forms that it parsed. Every answer of the app is held against the rules for headers.
/// </summary>
public sealed class UserAgent
{
    private const int MaxRedirects = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly ConcurrentDictionary<(string, int), HttpMessageInvoker> Connections = new();

    private readonly Uri _app;
    private readonly int _port;
    private readonly HttpMessageInvoker _http;
    private readonly List<Visit> _history = [];

    /// <param name="app">The app's public address.</param>
    /// <param name="port">The port of localhost that plays it.</param>
    public UserAgent(Uri app, int port)
    {
        _app = app;
        _port = port;
        _http = Connections.GetOrAdd((app.Authority, port), _ => Connect(app, port));
    }

    /// <summary>Its cookies.</summary>
    public CookieJar Cookies { get; private init; } = new();

    /// <summary>Every request so far with its answer, redirects included.</summary>
    public IReadOnlyList<Visit> History => _history;

    /// <summary>Headers to add to every request, in place of the browser's own; an empty value leaves the header out.</summary>
    public Dictionary<string, string> ExtraHeaders { get; } = [];

    /// <summary>Another browser with a copy of the cookies.</summary>
    /// <param name="port">The instance that it talks to; null: the same.</param>
    public UserAgent Copy(int? port = null) => new(_app, port ?? _port) { Cookies = Cookies.Copy() };

    /// <summary>Opens an address as if typed, and follows redirects.</summary>
    public Task<Page> OpenAsync(string url) => NavigateAsync(new Navigation(HttpMethod.Get, new Uri(url), null, null));

    /// <summary>Opens an address as if typed, and stops at the first answer.</summary>
    public Task<Page> OpenOnlyAsync(string url) => NavigateAsync(new Navigation(HttpMethod.Get, new Uri(url), null, null), maxRedirects: 0);

    /// <summary>Asks for the headers of an address alone.</summary>
    public Task<Page> HeadAsync(string url) => NavigateAsync(new Navigation(HttpMethod.Head, new Uri(url), null, null), maxRedirects: 0);

    /// <summary>Opens an address by a link on another page.</summary>
    /// <param name="url">The address.</param>
    /// <param name="from">The page with the link.</param>
    public Task<Page> OpenAsync(string url, Uri from) => NavigateAsync(new Navigation(HttpMethod.Get, new Uri(url), from, null));

    /// <summary>Posts a form that stands on another page.</summary>
    /// <param name="url">The form's action.</param>
    /// <param name="from">The page with the form.</param>
    /// <param name="fields">Names and values.</param>
    public Task<Page> PostAsync(string url, Uri from, params (string Name, string Value)[] fields) =>
        NavigateAsync(new Navigation(HttpMethod.Post, new Uri(url), from, Form(fields)));

    /// <summary>The same, but stops at the first answer.</summary>
    public Task<Page> PostOnlyAsync(string url, Uri from, params (string Name, string Value)[] fields) =>
        NavigateAsync(new Navigation(HttpMethod.Post, new Uri(url), from, Form(fields)), maxRedirects: 0);

    /// <summary>Goes somewhere and follows redirects.</summary>
    public async Task<Page> NavigateAsync(Navigation navigation, int maxRedirects = MaxRedirects)
    {
        for (var redirects = 0; ; redirects++)
        {
            var visit = await SendAsync(navigation);
            if (visit.Location is not { } next || redirects >= maxRedirects)
            {
                if (visit.Location is not null && maxRedirects > 0)
                {
                    throw new InvalidOperationException($"More than {maxRedirects} redirects, the last to {visit.Location}.");
                }

                var context = BrowsingContext.New(Configuration.Default);
                var document = await context.OpenAsync(response => response.Content(visit.Text).Address(visit.Url));
                return new Page(this, visit, document);
            }

            var keepsMethod = visit.Status is 307 or 308;
            navigation = navigation with
            {
                Method = keepsMethod ? navigation.Method : HttpMethod.Get,
                Body = keepsMethod ? navigation.Body : null,
                Url = next,
            };
        }
    }

    private static FormBody Form((string Name, string Value)[] fields) => new(
        "application/x-www-form-urlencoded",
        System.Text.Encoding.ASCII.GetBytes(string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Name)}={Uri.EscapeDataString(f.Value)}"))));

    private async Task<Visit> SendAsync(Navigation navigation)
    {
        using var request = new HttpRequestMessage(navigation.Method, navigation.Url);
        var isCrossSite = navigation.From is { } from && from.Host != navigation.Url.Host;
        if (Cookies.For(navigation.Url, navigation.Method, isCrossSite) is { } cookies)
        {
            request.Headers.Add("Cookie", cookies);
        }

        request.Headers.Add("Sec-Fetch-Site", FetchSite(navigation));
        request.Headers.Add("Sec-Fetch-Mode", "navigate");
        request.Headers.Add("Sec-Fetch-Dest", "document");
        if (navigation.Method == HttpMethod.Post && navigation.From is not null)
        {
            request.Headers.Add("Origin", navigation.From.GetLeftPart(UriPartial.Authority));
        }

        foreach (var (name, value) in ExtraHeaders)
        {
            request.Headers.Remove(name);
            if (value.Length > 0)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (navigation.Body is { } body)
        {
            request.Content = new ByteArrayContent(body.Octets);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", body.MediaType);
            if (body.Encoding is not null)
            {
                request.Content.Headers.ContentEncoding.Add(body.Encoding);
            }
        }

        using var limit = new CancellationTokenSource(Patience);
        using var response = await _http.SendAsync(request, limit.Token);
        return await ReadAsync(navigation, response);
    }

    private async Task<Visit> ReadAsync(Navigation navigation, HttpResponseMessage response)
    {
        var set = response.Headers.TryGetValues("Set-Cookie", out var headers) ? headers.ToList() : [];
        set.ForEach(header => Cookies.Take(navigation.Url, header));
        var location = response.Headers.TryGetValues("Location", out var targets) && (int)response.StatusCode is >= 300 and < 400
            ? new Url(new Url(navigation.Url.OriginalString), targets.Single())
            : null;
        var visit = new Visit(navigation.Method, navigation.Url, (int)response.StatusCode, await response.Content.ReadAsStringAsync())
        {
            // As a browser resolves it, not as .NET would: that is where open redirects hide.
            Location = location is null ? null : new Uri(location.Href),
            RawLocation = targets?.Single(),
            SetCookies = set,
            Headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase),
        };
        _history.Add(visit);
        if (navigation.Url.Authority == _app.Authority)
        {
            HeaderRules.Check(visit, _app);
        }

        return visit;
    }

    private static string FetchSite(Navigation navigation) => navigation.From switch
    {
        null => "none",
        { } from when from.Authority == navigation.Url.Authority && from.Scheme == navigation.Url.Scheme => "same-origin",
        { } from when from.Host == navigation.Url.Host => "same-site",
        _ => "cross-site",
    };

    private static HttpMessageInvoker Connect(Uri app, int port) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        // The public address leads to the instance that the test chose, as a load balancer would.
        ConnectCallback = async (context, cancellationToken) =>
        {
            var isApp = context.DnsEndPoint.Host == app.Host && context.DnsEndPoint.Port == app.Port;
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(isApp ? "localhost" : context.DnsEndPoint.Host, isApp ? port : context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    });
}
