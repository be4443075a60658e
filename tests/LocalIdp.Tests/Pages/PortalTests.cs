using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using LocalIdp.Tests.Signing;

namespace LocalIdp.Tests.Pages;

public sealed class PortalTests
{
    [Fact]
    public async Task My_Apps_has_a_tile_that_signs_in_and_one_that_opens_the_sign_on_URL()
    {
        await using var idp = await TestIdp.StartAsync();

        var (status, page) = await idp.GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains($"<a class=\"tile\" href=\"{idp.Server.Urls.Tile(TestIdp.Pymetrics.AppId)}\">", page, StringComparison.Ordinal);
        Assert.Contains($"<a class=\"tile\" href=\"{TestIdp.RunMyProcess.SignOnUrl}\">", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tile_asks_for_an_account_and_posts_an_unsolicited_Response_with_the_applications_RelayState()
    {
        await using var idp = await TestIdp.StartAsync();

        var (_, page) = await idp.GetAsync(idp.Server.Urls.Tile(TestIdp.Pymetrics.AppId));
        var (_, post) = await idp.PickAsync(page, SampleUsers.BSimon);

        Assert.Equal(TestIdp.Pymetrics.ReplyUrls[0], TestIdp.Action(post));
        Assert.Equal("/start", TestIdp.Field(post, "RelayState"));
        var xml = TestIdp.ResponseXml(post);
        Assert.DoesNotContain("InResponseTo", xml, StringComparison.Ordinal);
        Assert.True(SignedXmlCheck.Verify(xml, SamlUris.Assertion, "Assertion", TestKeys.Rsa));
    }

    [Fact]
    public async Task An_application_that_is_not_IdP_initiated_gets_no_unsolicited_Response()
    {
        await using var idp = await TestIdp.StartAsync();

        var tile = idp.Server.Urls.Tile(TestIdp.RunMyProcess.AppId);

        var (status, page) = await idp.PostAsync(tile, ("user", $"{SampleUsers.BSimon.ObjectId}"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.DoesNotContain("SAMLResponse", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_applications_page_shows_the_portals_values()
    {
        await using var idp = await TestIdp.StartAsync();
        var urls = idp.Server.Urls;

        var (_, page) = await idp.GetAsync(urls.Application(TestIdp.RunMyProcess.AppId));

        Assert.Contains("<h2>Set up RunMyProcess</h2>", page, StringComparison.Ordinal);
        Assert.Contains($"<dt>Login URL</dt><dd><code>{urls.Login}</code>", page, StringComparison.Ordinal);
        Assert.Contains($"<dt>Microsoft Entra Identifier</dt><dd><code>{idp.Server.Issuer}</code>", page, StringComparison.Ordinal);
        Assert.Contains($"<dt>Logout URL</dt><dd><code>{urls.Logout}</code>", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"{urls.Certificate(TestIdp.RunMyProcess.AppId)}\"", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"{urls.Metadata(TestIdp.RunMyProcess.AppId)}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_certificate_download_is_the_signing_certificate_as_PEM_without_its_key()
    {
        await using var idp = await TestIdp.StartAsync();

        using var response = await idp.Http.GetAsync(
            new Uri(idp.Server.Urls.Certificate(TestIdp.RunMyProcess.AppId)), TestContext.Current.CancellationToken);
        var pem = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("RunMyProcess.cer", response.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal(TestKeys.Rsa.Thumbprint, X509Certificate2.CreateFromPem(pem).Thumbprint);
        Assert.DoesNotContain("PRIVATE", pem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_logout_URL_and_the_stylesheet_answer()
    {
        await using var idp = await TestIdp.StartAsync();

        var (status, page) = await idp.GetAsync(idp.Server.Urls.Logout);
        var (styleStatus, style) = await idp.GetAsync("/idp.css");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("You are signed out", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, styleStatus);
        Assert.Contains(".accounts", style, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_in_more_than_150_groups_gets_a_link_and_no_groups()
    {
        await using var idp = await TestIdp.StartAsync();

        var many = idp.Server.CreateResponseXml(TestIdp.Pymetrics, SampleUsers.ManyGroups);
        var most = idp.Server.CreateResponseXml(TestIdp.Pymetrics, SampleUsers.BSimon with { Groups = SampleUsers.Groups(150) });

        Assert.Contains(EntraClaims.GroupsLink, many, StringComparison.Ordinal);
        Assert.DoesNotContain(EntraClaims.Groups + "\"", many, StringComparison.Ordinal);
        Assert.DoesNotContain(EntraClaims.GroupsLink, most, StringComparison.Ordinal);
        var document = new XmlDocument();
        document.LoadXml(most);
        Assert.Equal(150, document.SelectNodes($"//*[@Name='{EntraClaims.Groups}']/*")!.Count);
    }
}
