using System.Net;
using System.Xml.Linq;
using EndToEnd.Tests.Harness;

namespace EndToEnd.Tests.Stories;

/// <summary>Our metadata as an IdP reads it: complete, cheap to ask for again, signed on demand.</summary>
public sealed class OwnMetadataTests(OwnMetadataTests.OwnApp own) : IClassFixture<OwnMetadataTests.OwnApp>
{
    private static readonly XNamespace Md = "urn:oasis:names:tc:SAML:2.0:metadata";
    private readonly AppUnderTest _app = own.App;

    [Fact]
    public async Task It_names_the_application_its_people_and_the_attributes_that_the_tenants_map_reads()
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec().With("EmailAttributes", "mail").With("RoleAttributes", "urn:role;mail"));

        var root = XDocument.Parse(await (await GetAsync(tenant.MetadataUrl)).Content.ReadAsStringAsync(Cancel)).Root!;

        Assert.Equal("Pay & Go", root.Descendants(XNamespace.Get("urn:oasis:names:tc:SAML:metadata:ui") + "DisplayName").Single().Value);
        Assert.Equal("mailto:sso@vendor.example", root.Descendants(Md + "EmailAddress").Single().Value);
        Assert.Equal(["Vendor Ltd", "Vendor Ltd", "https://vendor.example/"], root.Element(Md + "Organization")!.Elements().Select(e => e.Value));
        var requested = root.Descendants(Md + "RequestedAttribute").Select(e => e.Attribute("Name")!.Value).ToList();
        Assert.Contains("UserFirstName", requested);
        Assert.Equal((1, 1), (requested.Count(n => n == "mail"), requested.Count(n => n == "urn:role")));
        Assert.DoesNotContain("UserEmail", requested);
        Assert.Equal(("PT6H", null), (root.Attribute("cacheDuration")?.Value, root.Attribute("validUntil")?.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?signed=true")]
    public async Task Asking_again_costs_no_document_as_long_as_nothing_changed(string query)
    {
        var tenant = await _app.AddTenantAsync();
        using var first = await GetAsync(tenant.MetadataUrl + query);
        using var second = await GetAsync(tenant.MetadataUrl + query, first.Headers.ETag!.ToString());
        using var other = await GetAsync(tenant.MetadataUrl + query, "\"something-else\"");

        Assert.Equal("public, max-age=300", first.Headers.CacheControl!.ToString());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotModified, HttpStatusCode.OK), (first.StatusCode, second.StatusCode, other.StatusCode));
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
    }

    [Fact]
    public async Task Signed_on_demand_it_begins_with_a_signature_and_says_until_when_it_may_be_used()
    {
        var tenant = await _app.AddTenantAsync();
        using var answer = await GetAsync(tenant.MetadataUrl + "?signed=true");

        var root = XDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).Root!;

        Assert.Equal(XNamespace.Get("http://www.w3.org/2000/09/xmldsig#") + "Signature", root.Elements().First().Name);
        var left = DateTimeOffset.Parse(root.Attribute("validUntil")!.Value, System.Globalization.CultureInfo.InvariantCulture) - DateTimeOffset.UtcNow;
        Assert.InRange(left.TotalDays, 6.9, 8);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<HttpResponseMessage> GetAsync(string url, string? known = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url));
        if (known is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
        }

        return await http.SendAsync(request, Cancel);
    }

    /// <summary>An app with the optional settings.</summary>
    public sealed class OwnApp : IAsyncLifetime
    {
        /// <summary>The app.</summary>
        public AppUnderTest App { get; private set; } = null!;

        /// <inheritdoc/>
        public async ValueTask InitializeAsync() => App = await AppUnderTest.StartAsync(new AppSettings
        {
            More = new Dictionary<string, string>
            {
                ["App__Name"] = "Pay & Go",
                ["App__ContactEmail"] = "sso@vendor.example",
                ["App__OrganizationName"] = "Vendor Ltd",
                ["App__OrganizationUrl"] = "https://vendor.example",
            },
        });

        /// <inheritdoc/>
        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
