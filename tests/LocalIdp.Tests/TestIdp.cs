using System.Net;
using System.Text.RegularExpressions;

namespace LocalIdp.Tests;

/// <summary>A server with both tutorials' applications, and a client that follows nothing by itself.</summary>
internal sealed partial class TestIdp : IAsyncDisposable
{
    public static readonly LocalIdpApplication Pymetrics = new()
    {
        AppId = new Guid("11111111-0000-4000-8000-000000000001"),
        Name = "pymetrics <b>&\"'",
        Identifiers = ["https://sp.example/saml2-sp/contoso/contoso/metadata/", "https://sp.example/other"],
        ReplyUrls = ["https://sp.example/saml2-sp/contoso/contoso/?acs", "https://sp.example/second?acs"],
        SignOnUrl = "https://sp.example/saml2-sp/contoso/contoso/?sso",
        RelayState = "/start",
    };

    public static readonly LocalIdpApplication RunMyProcess = new()
    {
        AppId = new Guid("11111111-0000-4000-8000-000000000002"),
        Name = "RunMyProcess",
        Identifiers = ["runmyprocess-live"],
        ReplyUrls = ["https://sp.example/saml/rmp/acs"],
        SignOnUrl = "https://sp.example/live/rmp",
        IdpInitiated = false,
        NameIdFormat = SamlUris.EmailNameId,
        SessionLifetime = TimeSpan.FromHours(1),
        Signs = SignedParts.Both,
    };

    private TestIdp(LocalIdpServer server)
    {
        Server = server;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(server.Urls.BaseUrl) };
    }

    public LocalIdpServer Server { get; }

    public HttpClient Http { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<TestIdp> StartAsync(Func<LocalIdpOptions, LocalIdpOptions>? change = null)
    {
        var options = new LocalIdpOptions { Applications = [Pymetrics, RunMyProcess], SigningCertificate = Signing.TestKeys.Rsa };
        return new(await LocalIdpServer.StartAsync(change?.Invoke(options) ?? options, Cancel));
    }

    public async Task<(HttpStatusCode Status, string Text)> GetAsync(string url)
    {
        using var response = await Http.GetAsync(new Uri(url, UriKind.RelativeOrAbsolute), Cancel);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    public async Task<(HttpStatusCode Status, string Text)> PostAsync(string url, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await Http.PostAsync(new Uri(url, UriKind.RelativeOrAbsolute), form, Cancel);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>Presses the button of an account on an account page.</summary>
    public Task<(HttpStatusCode Status, string Text)> PickAsync(string page, LocalIdpUser user)
        => PostAsync(Action(page), [.. Fields(page), ("user", user.ObjectId.ToString())]);

    /// <summary>The form's target, decoded as a browser does.</summary>
    public static string Action(string page) => WebUtility.HtmlDecode(ActionPattern().Match(page).Groups[1].Value);

    /// <summary>Hidden fields, decoded as a browser does.</summary>
    public static (string Name, string Value)[] Fields(string page) => [.. HiddenPattern().Matches(page)
        .Select(match => (WebUtility.HtmlDecode(match.Groups[1].Value), WebUtility.HtmlDecode(match.Groups[2].Value)))];

    public static string? Field(string page, string name)
        => Fields(page).Where(field => field.Name == name).Select(field => field.Value).SingleOrDefault();

    /// <summary>The Response that a self-sending form carries.</summary>
    public static string ResponseXml(string page)
        => System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(Field(page, "SAMLResponse")!));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }

    [GeneratedRegex("<form [^>]*action=\"([^\"]*)\"")]
    private static partial Regex ActionPattern();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">")]
    private static partial Regex HiddenPattern();
}
