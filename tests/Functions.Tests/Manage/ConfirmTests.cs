using System.Text.RegularExpressions;
using Functions.Manage.Pages;
using SignOn;
using static Functions.Tests.Manage.ManageSamples;

namespace Functions.Tests.Manage;

/// <summary>What is said before something is done that cannot be taken back.</summary>
public sealed class ConfirmTests
{
    [Fact]
    public void A_button_that_cannot_be_taken_back_is_described_by_what_will_happen()
    {
        var html = GrantsPage.RenderKeys("x", Operator, new GrantPage([Grant, Grant with { Id = "0123456789abcdef" }], null), Now, Typed, [], null).ToString();
        var asked = Regex.Matches(html, "<p id=\"(effect-[^\"]+)\">[^<]+</p><form[^>]*>(<input[^>]*>)*<button class=\"main\" type=\"submit\" aria-describedby=\"([^\"]+)\" >");

        Assert.Equal(2, asked.Select(m => m.Groups[1].Value).Distinct().Count());
        Assert.All(asked, m => Assert.Equal(m.Groups[1].Value, m.Groups[3].Value));
    }

    [Theory]
    [InlineData(AdminGrantKind.ApiKey, "This key was made already", "the setup links that it made are revoked too")]
    [InlineData(AdminGrantKind.SetupLink, "This link was made already", "whoever came in through it is signed out")]
    [InlineData(AdminGrantKind.EmergencyLink, "This emergency link was made already", "a session that began with it ends at once")]
    public void What_was_made_already_may_be_in_use_so_the_page_says_what_ends_with_it(AdminGrantKind kind, string heading, string effect)
    {
        var html = MadeAlreadyPage.Render("x", Operator, kind, "0123456789abcdef", "/manage/keys/revoke", "/manage/keys").ToString();

        Assert.Contains(heading, html, StringComparison.Ordinal);
        Assert.Matches($"<p id=\"effect-[^\"]+\">[^<]*{effect}[^<]*</p>", html);
    }
}
