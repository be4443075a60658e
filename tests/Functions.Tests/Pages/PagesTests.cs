using System.Text.RegularExpressions;
using Functions.Pages;
using Saml;
using SignOn;

namespace Functions.Tests.Pages;

public sealed class PagesTests
{
    private const string Attack = "\"'><script>alert(1)</script>";

    public static TheoryData<string, string> EveryPage() => new()
    {
        { "email", EmailPage.Render(Attack, Attack, Attack).ToString() },
        { "onward", EmailPage.RenderOnward(Attack, Attack).ToString() },
        { "setting up", SettingUpPage.Render(Attack, Attack, Attack).ToString() },
        { "signed in", SignedInPage.Render(Attack, new SignedInUser(Attack, Attack, [new(Attack, Attack)], [new(Attack, Attack)])).ToString() },
        { "sign out", SignOutPage.RenderQuestion(Attack, Attack, Attack).ToString() },
        { "signing out", SignOutPage.RenderOnward(Attack, Attack, Attack).ToString() },
        { "signed out everywhere", SignOutPage.RenderReturned(Attack, Attack, isComplete: true).ToString() },
        { "signed out in part", SignOutPage.RenderReturned(Attack, Attack, isComplete: false).ToString() },
        { "signed out", SignOutPage.RenderDone(Attack).ToString() },
        { "error", ErrorPage.Render(Attack, ErrorText.Untrusted, Attack, Attack, Attack).ToString() },
    };

    [Theory]
    [MemberData(nameof(EveryPage))]
    public void No_page_lets_text_become_markup(string page, string html)
    {
        Assert.NotEmpty(page);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EveryPage))]
    public void Every_page_is_a_whole_document_that_the_content_security_policy_lets_work(string page, string html)
    {
        Assert.NotEmpty(page);
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", html, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(html, "<title>[^<]+</title>"));
        Assert.Single(Regex.Matches(html, "<h1>"));
        Assert.Single(Regex.Matches(html, "<main>"));
        Assert.DoesNotContain(" style=", html, StringComparison.Ordinal);
        Assert.DoesNotMatch(" on[a-z]+=\"", html);
    }

    [Fact]
    public void The_page_that_posts_to_the_IdP_runs_one_script_that_its_policy_names_by_hash()
    {
        const string idp = "https://idp.example/slo?a=b";

        var html = PostPage.RenderSignOut(Attack, new MessageDelivery(idp, "SAMLRequest", Attack, Attack)).ToString();
        var policy = PostPage.PolicyFor(idp);

        var script = Assert.Single(Regex.Matches(html, "<script>([^<]*)</script>")).Groups[1].Value;
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(script)));
        Assert.Contains($"script-src 'sha256-{hash}';", policy, StringComparison.Ordinal);
        Assert.EndsWith("frame-ancestors https://idp.example", policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Equal(3, Regex.Count(html, "value=\"&quot;&#x27;&gt;&lt;script&gt;|<title>Signing out · &quot;"));
    }

    [Fact]
    public void Every_input_has_its_label()
    {
        var html = EmailPage.Render("x").ToString();

        var ids = Regex.Matches(html, "<input id=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(["email"], ids);
        Assert.All(ids, id => Assert.Contains($"<label for=\"{id}\">", html, StringComparison.Ordinal));
    }

    [Fact]
    public void An_error_page_shows_code_and_reference_where_tests_and_helpers_look_for_them()
    {
        var html = ErrorPage.Render("x", ErrorText.Untrusted, "AudienceMismatch", "4bf92f3577b34da6a3ce929d0e0e4736", "/saml/a/sso").ToString();

        Assert.Contains("<code id=\"error-code\">AudienceMismatch</code>", html, StringComparison.Ordinal);
        Assert.Contains("<code id=\"correlation-id\">4bf92f3577b34da6a3ce929d0e0e4736</code>", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/saml/a/sso\">Try again</a>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_page_without_a_way_on_shows_no_link_to_nowhere() =>
        Assert.DoesNotContain("try-again", ErrorPage.Render("x", ErrorText.NotFound, "NotFound", "y").ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData(nameof(SamlError.InResponseToMismatch), "We cannot finish this sign-in")]
    [InlineData(nameof(SamlError.UnsolicitedResponse), "Please start from here")]
    [InlineData(nameof(SamlError.AssertionExpired), "Your sign-in has expired")]
    [InlineData(nameof(SamlError.SignatureInvalid), "We could not sign you in")]
    [InlineData(nameof(SignOnError.ResponseReplayed), "This sign-in was already used")]
    [InlineData(nameof(SignOnError.UserUnknown), "You have no account yet")]
    [InlineData(nameof(SignOnError.UserDisabled), "Your account is disabled")]
    public void A_code_has_the_sentence_that_helps(string code, string heading) =>
        Assert.Equal(heading, RefusalTexts.For(code).Heading);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(9, 1)]
    [InlineData(10, 3)]
    [InlineData(60, 15)]
    [InlineData(86400, 15)]
    public void Who_waits_long_looks_rarely(int waited, int seconds) =>
        Assert.Equal(seconds, SettingUpPage.RefreshSeconds(TimeSpan.FromSeconds(waited)));

    [Fact]
    public void Assets_carry_the_hash_of_their_content_in_their_names()
    {
        Assert.Matches("^site\\.[0-9a-f]{16}\\.css$", SiteAssets.Stylesheet.Name);
        Assert.Same(SiteAssets.Stylesheet, SiteAssets.Find(SiteAssets.Stylesheet.Name));
        Assert.Null(SiteAssets.Find("site.css"));
        Assert.Null(SiteAssets.Find("site.0000000000000000.css"));
        Assert.Null(SiteAssets.Find("../host.json"));
    }
}
