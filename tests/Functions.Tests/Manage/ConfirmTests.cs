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
}
