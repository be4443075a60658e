using System.Net;
using System.Xml;
using LocalIdp.Tests.Signing;
using TestSupport;

namespace LocalIdp.Tests.Pages;

public sealed class SignOnTests
{
    [Fact]
    public async Task A_redirect_request_leads_over_the_account_page_to_a_signed_Response_for_the_chosen_account()
    {
        await using var idp = await TestIdp.StartAsync();

        var (status, page) = await idp.GetAsync(TestRequest.Redirect(idp, TestRequest.Xml(), "/wanted?a=1&b=2"));
        var (_, post) = await idp.PickAsync(page, SampleUsers.BSimon);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("<h1>Pick an account</h1>", page, StringComparison.Ordinal);
        Assert.All(SampleUsers.All, user => Assert.Contains($"value=\"{user.ObjectId}\"", page, StringComparison.Ordinal));
        Assert.Equal(TestIdp.Pymetrics.ReplyUrls[0], TestIdp.Action(post));
        Assert.Equal("/wanted?a=1&b=2", TestIdp.Field(post, "RelayState"));
        var xml = TestIdp.ResponseXml(post);
        var (verified, output) = await Xmlsec.VerifyAsync(xml, SamlUris.Assertion, "Assertion", TestKeys.Rsa, TestContext.Current.CancellationToken);
        Assert.True(verified, output);
        var response = Load(xml);
        Assert.Equal(2, response.SelectNodes($"//@InResponseTo[. = '{TestRequest.Id}']")!.Count);
        Assert.Equal(TestIdp.Pymetrics.Identifiers[0], response.SelectSingleNode("//*[local-name()='Audience']")!.InnerText);
        Assert.Equal("B.Simon@contoso.com", response.SelectSingleNode("//*[@Name='UserEmail']")!.InnerText);
    }

    [Fact]
    public async Task A_posted_request_works_as_well()
    {
        await using var idp = await TestIdp.StartAsync();
        var request = TestRequest.Base64(TestRequest.Xml());

        var (_, page) = await idp.PostAsync(idp.Server.Urls.Login, ("SAMLRequest", request), ("RelayState", "r"));
        var (_, post) = await idp.PickAsync(page, SampleUsers.Ana);

        Assert.Equal("r", TestIdp.Field(post, "RelayState"));
        Assert.Equal("ana.ruiz@contoso.com", Load(TestIdp.ResponseXml(post)).SelectSingleNode("//*[@Name='UserEmail']")!.InnerText);
    }

    [Fact]
    public async Task The_audience_and_the_reply_URL_are_those_that_the_request_names()
    {
        await using var idp = await TestIdp.StartAsync();
        var request = TestRequest.Xml(
            TestIdp.Pymetrics.Identifiers[1], $"AssertionConsumerServiceURL=\"{TestIdp.Pymetrics.ReplyUrls[1]}\"");

        var (_, page) = await idp.GetAsync(TestRequest.Redirect(idp, request));
        var (_, post) = await idp.PickAsync(page, SampleUsers.BSimon);

        Assert.Equal(TestIdp.Pymetrics.ReplyUrls[1], TestIdp.Action(post));
        var response = Load(TestIdp.ResponseXml(post));
        Assert.Equal(TestIdp.Pymetrics.Identifiers[1], response.SelectSingleNode("//*[local-name()='Audience']")!.InnerText);
        Assert.Equal(2, response.SelectNodes($"//@*[. = '{TestIdp.Pymetrics.ReplyUrls[1]}']")!.Count);
    }

    [Theory]
    [InlineData("</form><script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("javascript:alert('1') & \r\n\t\u2028 <!-- ü𝄞")]
    public async Task A_hostile_RelayState_stays_text_on_both_pages_and_comes_back_unchanged(string relayState)
    {
        await using var idp = await TestIdp.StartAsync();

        var (_, page) = await idp.GetAsync(TestRequest.Redirect(idp, TestRequest.Xml(), relayState));
        var (_, post) = await idp.PickAsync(page, SampleUsers.BSimon);

        Assert.All([page, post], text => Assert.DoesNotContain(relayState, text, StringComparison.Ordinal));
        Assert.DoesNotContain("<img", post, StringComparison.Ordinal);
        Assert.Single(Occurrences(post, "<script"));
        Assert.Equal(relayState, TestIdp.Field(post, "RelayState"));
    }

    [Fact]
    public async Task Names_of_applications_and_accounts_are_encoded()
    {
        await using var idp = await TestIdp.StartAsync();

        var (_, page) = await idp.GetAsync(TestRequest.Redirect(idp, TestRequest.Xml()));

        Assert.DoesNotContain("pymetrics <b>", page, StringComparison.Ordinal);
        Assert.Contains("pymetrics &lt;b&gt;&amp;&quot;&#x27;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<guest>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_hint_puts_its_account_first_and_focuses_it()
    {
        await using var idp = await TestIdp.StartAsync();

        var (_, page) = await idp.GetAsync(TestRequest.Redirect(idp, TestRequest.Xml(), more: "&login_hint=ANA.RUIZ%40contoso.com"));

        var buttons = Occurrences(page, "<button");
        var hinted = $"<button name=\"user\" value=\"{SampleUsers.Ana.ObjectId}\" class=\"hinted\" autofocus>";
        Assert.StartsWith(hinted, page[buttons[0]..], StringComparison.Ordinal);
        Assert.Single(Occurrences(page, "autofocus"));
    }

    [Fact]
    public async Task The_posting_page_allows_only_its_own_script_and_the_others_none()
    {
        await using var idp = await TestIdp.StartAsync();
        var cancel = TestContext.Current.CancellationToken;

        using var page = await idp.Http.GetAsync(new Uri(TestRequest.Redirect(idp, TestRequest.Xml())), cancel);
        var text = await page.Content.ReadAsStringAsync(cancel);
        using var form = new FormUrlEncodedContent(
            [.. TestIdp.Fields(text).Select(f => KeyValuePair.Create(f.Name, f.Value)), new("user", $"{SampleUsers.Ana.ObjectId}")]);
        using var post = await idp.Http.PostAsync(new Uri(TestIdp.Action(text), UriKind.Relative), form, cancel);

        Assert.DoesNotContain("script-src", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var policy = post.Headers.GetValues("Content-Security-Policy").Single();
        var nonce = policy[(policy.IndexOf("'nonce-", StringComparison.Ordinal) + 7)..].TrimEnd('\'');
        var posting = await post.Content.ReadAsStringAsync(cancel);
        Assert.Contains($"<script nonce=\"{nonce}\">", posting, StringComparison.Ordinal);
        Assert.Contains("<button class=\"primary\" type=\"submit\">", posting, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_passive_request_gets_a_NoPassive_Response_without_a_page_to_click()
    {
        await using var idp = await TestIdp.StartAsync();

        var (_, post) = await idp.GetAsync(TestRequest.Redirect(idp, TestRequest.Xml(attributes: "IsPassive=\"true\"")));

        var response = Load(TestIdp.ResponseXml(post));
        Assert.NotNull(response.SelectSingleNode($"/*/*/*[@Value='{SamlUris.Responder}']/*[@Value='{SamlUris.NoPassive}']"));
        Assert.Null(response.SelectSingleNode("//*[local-name()='Assertion']"));
        Assert.Equal(TestRequest.Id, response.DocumentElement!.GetAttribute("InResponseTo"));
    }

    [Fact]
    public async Task RunMyProcess_gets_an_email_NameID_a_spn_audience_a_bounded_session_and_both_signatures()
    {
        await using var idp = await TestIdp.StartAsync();

        var (_, page) = await idp.GetAsync(TestRequest.Redirect(idp, TestRequest.Xml("runmyprocess-live")));
        var (_, post) = await idp.PickAsync(page, SampleUsers.BSimon);

        var response = Load(TestIdp.ResponseXml(post));
        var nameId = response.SelectSingleNode($"//*[local-name()='NameID'][@Format='{SamlUris.EmailNameId}']")!;
        Assert.Equal("B.Simon@contoso.com", nameId.InnerText);
        Assert.Equal("spn:runmyprocess-live", response.SelectSingleNode("//*[local-name()='Audience']")!.InnerText);
        Assert.Equal(2, response.SelectNodes("//*[local-name()='Signature']")!.Count);
        var authn = (XmlElement)response.SelectSingleNode("//*[local-name()='AuthnStatement']")!;
        var (start, end) = (authn.GetAttribute("AuthnInstant"), authn.GetAttribute("SessionNotOnOrAfter"));
        Assert.Equal(TimeSpan.FromHours(1), XmlConvert.ToDateTimeOffset(end) - XmlConvert.ToDateTimeOffset(start));
    }

    [Fact]
    public async Task The_persistent_NameID_is_the_same_after_a_restart_and_another_one_for_another_application()
    {
        string first, second, other;
        await using (var idp = await TestIdp.StartAsync()) first = NameId(idp, TestIdp.Pymetrics);
        await using (var idp = await TestIdp.StartAsync())
        {
            second = NameId(idp, TestIdp.Pymetrics);
            other = NameId(idp, TestIdp.RunMyProcess with { NameIdFormat = SamlUris.PersistentNameId });
        }

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);

        static string NameId(TestIdp idp, LocalIdpApplication application)
            => idp.Server.DescribeResponse(application, SampleUsers.BSimon).NameId!;
    }

    private static XmlDocument Load(string xml)
    {
        var document = new XmlDocument();
        document.LoadXml(xml);
        return document;
    }

    private static List<int> Occurrences(string text, string part)
    {
        List<int> found = [];
        for (var at = Next(0); at >= 0; at = Next(at + 1)) found.Add(at);
        return found;

        int Next(int from) => text.IndexOf(part, from, StringComparison.Ordinal);
    }
}
