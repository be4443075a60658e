using System.IO.Compression;
using System.Text;
using System.Web;
using System.Xml.Linq;
using EndToEnd.Tests.Browsing;
using LocalIdp;

namespace EndToEnd.Tests.Harness;

/// <summary>A sign-in that a browser has started, and that the test answers in place of the IdP, rightly or wrongly.</summary>
public sealed class SignInAttempt
{
    private readonly AppUnderTest _app;

    private SignInAttempt(AppUnderTest app, TestTenant tenant, UserAgent browser, Uri url)
    {
        _app = app;
        Tenant = tenant;
        Browser = browser;
        Url = url;
        var query = HttpUtility.ParseQueryString(url.Query);
        RelayState = query["RelayState"];
        using var inflate = new DeflateStream(new MemoryStream(Convert.FromBase64String(query["SAMLRequest"]!)), CompressionMode.Decompress);
        Request = XDocument.Load(inflate).Root!;
    }

    /// <summary>The tenant.</summary>
    public TestTenant Tenant { get; }

    /// <summary>The browser that started it.</summary>
    public UserAgent Browser { get; }

    /// <summary>Where the app sent the browser.</summary>
    public Uri Url { get; }

    /// <summary>The AuthnRequest.</summary>
    public XElement Request { get; }

    /// <summary>The request's ID.</summary>
    public string RequestId => Request.Attribute("ID")!.Value;

    /// <summary>The request's RelayState.</summary>
    public string? RelayState { get; }

    /// <summary>Opens the sign-on URL and stops before the IdP.</summary>
    public static async Task<SignInAttempt> StartAsync(AppUnderTest app, TestTenant tenant, UserAgent? browser = null, string query = "")
    {
        browser ??= app.NewBrowser();
        var start = await browser.OpenOnlyAsync(tenant.SignOnUrl + query);
        Assert.True(start.Status == 302, $"{tenant.SignOnUrl} answered {start.Status}: {start.Text}");
        return new SignInAttempt(app, tenant, browser, start.Visit.Location!);
    }

    /// <summary>What the IdP would answer, as XML, with changes made before it is signed.</summary>
    public string Xml(Func<SamlResponseOptions, SamlResponseOptions>? change = null, LocalIdpUser? user = null) =>
        _app.Idp.CreateResponseXml(Tenant.Application, user ?? People.BSimon, RequestId, change);

    /// <summary>What the IdP would say, unsigned, for signing in another way.</summary>
    public string UnsignedXml(Func<SamlResponseOptions, SamlResponseOptions>? change = null)
    {
        var response = _app.Idp.DescribeResponse(Tenant.Application, People.BSimon, RequestId);
        return SamlResponseXml.Build(change?.Invoke(response) ?? response);
    }

    /// <summary>Sends a response from the IdP's page and stops at the first answer.</summary>
    public Task<Page> AnswerAsync(string xml) => AnswerAsync(Browser, xml);

    /// <summary>The same from another browser.</summary>
    public Task<Page> AnswerAsync(UserAgent browser, string xml) =>
        browser.PostOnlyAsync(Tenant.AcsUrl, new Uri(_app.Idp.Urls.BaseUrl), ("SAMLResponse", Encode(xml)), ("RelayState", RelayState ?? ""));

    /// <summary>The form field's value.</summary>
    public static string Encode(string xml) => Convert.ToBase64String(Encoding.UTF8.GetBytes(xml));
}
