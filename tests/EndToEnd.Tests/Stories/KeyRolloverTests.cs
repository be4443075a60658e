using System.Globalization;
using Azure.Data.Tables;
using EndToEnd.Tests.Harness;
using LocalIdp;

namespace EndToEnd.Tests.Stories;

/// <summary>The customer's IdP makes a new signing certificate and tells nobody. Nobody touches the tenant's row.</summary>
public sealed class KeyRolloverTests(KeyRolloverTests.OwnApp own) : IClassFixture<KeyRolloverTests.OwnApp>
{
    private readonly AppUnderTest _app = own.App;

    [Fact]
    public async Task Sign_in_works_at_once_after_the_IdP_has_rolled_its_key()
    {
        var tenant = await AddTenantAsync();
        Assert.Equal("Hello, B.Simon", (await _app.NewBrowser().SignInAsync(tenant, People.BSimon)).Heading);
        var fetches = _app.Idp.MetadataRequests;

        var certificate = _app.Idp.RollSigningKey(tenant.Application.AppId);

        Assert.Equal("Hello, B.Simon", (await _app.NewBrowser().SignInAsync(tenant, People.BSimon)).Heading);
        Assert.Equal(1, _app.Idp.MetadataRequests - fetches);
        var row = await RowAsync(tenant);
        Assert.Contains(Convert.ToBase64String(certificate.RawData), row.GetString("IdpCertificates"), StringComparison.Ordinal);
        // What the refresh has nothing to do with is as the admin left it.
        Assert.Equal((tenant.DisplayName, $"contoso.com;{tenant.EmailDomain}", ""), (row.GetString("DisplayName"), row.GetString("EmailDomains"), row.GetString("IdpMetadataError") ?? ""));

        Assert.Equal("Hello, B.Simon", (await _app.NewBrowser().SignInAsync(tenant, People.BSimon)).Heading);
        Assert.Equal(1, _app.Idp.MetadataRequests - fetches);
    }

    [Fact]
    public async Task Two_instances_learn_of_a_new_key_by_one_fetch()
    {
        var tenant = await AddTenantAsync();
        var other = await _app.StartAnotherAsync();
        Assert.Equal("Hello, B.Simon", (await _app.NewBrowser().SignInAsync(tenant, People.BSimon)).Heading);
        Assert.Equal("Hello, B.Simon", (await _app.NewBrowser(other).SignInAsync(tenant, People.BSimon)).Heading);
        var fetches = _app.Idp.MetadataRequests;

        _app.Idp.RollSigningKey(tenant.Application.AppId);
        var pages = await Task.WhenAll(
            _app.NewBrowser().SignInAsync(tenant, People.BSimon), _app.NewBrowser(other).SignInAsync(tenant, People.BSimon));

        Assert.All(pages, page => Assert.Equal("Hello, B.Simon", page.Heading));
        Assert.Equal(1, _app.Idp.MetadataRequests - fetches);
    }

    [Fact]
    public async Task A_hundred_forged_responses_cost_one_fetch_and_two_writes_of_the_row()
    {
        var tenant = await AddTenantAsync();
        using var stranger = IdpCertificate.Create(DateTimeOffset.UtcNow);
        var attempt = await SignInAttempt.StartAsync(_app, tenant);
        var forged = XmlSigner.SignResponse(attempt.UnsignedXml(), SignedParts.Assertion, XmlSignatureOptions.From(stranger));
        var (fetches, before) = (_app.Idp.MetadataRequests, _app.Storage.Operations.Count);

        var pages = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => attempt.AnswerAsync(forged)));

        Assert.All(pages, page => page.IsRefused(403, "SignatureInvalid"));
        Assert.Equal(1, _app.Idp.MetadataRequests - fetches);
        var tenants = _app.Storage.Operations.Skip(before).Where(o => o.Table == "Tenants" && (o.Target + o.Body).Contains(tenant.Id, StringComparison.Ordinal)).ToList();
        Assert.Equal(2, tenants.Count(o => o.IsWriteTo("Tenants")));
        Assert.True(tenants.Count <= 5, string.Join('\n', tenants));

        // And the real one still gets in.
        Assert.Equal(303, (await attempt.AnswerAsync(attempt.Xml())).Status);
    }

    [Fact]
    public async Task Metadata_that_cannot_be_had_leaves_the_row_as_it_is_and_says_why()
    {
        var tenant = await AddTenantAsync();
        await tenant.EditAsync(("IdpMetadataUrl", _app.Idp.Urls.Metadata(Guid.NewGuid())));
        using var stranger = IdpCertificate.Create(DateTimeOffset.UtcNow);
        var attempt = await SignInAttempt.StartAsync(_app, tenant);

        (await attempt.AnswerAsync(XmlSigner.SignResponse(attempt.UnsignedXml(), SignedParts.Assertion, XmlSignatureOptions.From(stranger)))).IsRefused(403, "SignatureInvalid");

        Assert.Contains("in place of the metadata", (await RowAsync(tenant)).GetString("IdpMetadataError"), StringComparison.Ordinal);
        Assert.Equal("Hello, B.Simon", (await _app.NewBrowser().SignInAsync(tenant, People.BSimon)).Heading);
    }

    /// <summary>A tenant whose turn at the timer is tomorrow, so that the timer stays out of the counts.</summary>
    private async Task<TestTenant> AddTenantAsync()
    {
        var tenant = await _app.AddTenantAsync();
        await tenant.EditAsync(
            ("IdpMetadataUrl", _app.Idp.Urls.Metadata(tenant.Application.AppId)),
            ("IdpMetadataNextRefreshAt", DateTimeOffset.UtcNow.AddHours(23).ToString("o", CultureInfo.InvariantCulture)));
        return tenant;
    }

    private static async Task<TableEntity> RowAsync(TestTenant tenant) => Assert.Single(await tenant.RowsAsync("Tenants"));

    /// <summary>An app of its own, so that nobody else asks for metadata while requests are counted.</summary>
    public sealed class OwnApp : IAsyncLifetime
    {
        /// <summary>The app.</summary>
        public AppUnderTest App { get; private set; } = null!;

        /// <inheritdoc/>
        public async ValueTask InitializeAsync() => App = await AppUnderTest.StartAsync();

        /// <inheritdoc/>
        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
