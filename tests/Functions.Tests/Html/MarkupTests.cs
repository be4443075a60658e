using Functions.Html;

namespace Functions.Tests.Html;

public sealed class MarkupTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")]
    [InlineData("a & b", "<p>a &amp; b</p>")]
    [InlineData("Zoë O'Neill", "<p>Zoë O&#x27;Neill</p>")]
    [InlineData("山田", "<p>山田</p>")]
    [InlineData("", "<p></p>")]
    [InlineData(null, "<p></p>")]
    public void A_hole_is_encoded_without_being_asked(string? value, string expected) =>
        Assert.Equal(expected, Markup.Of($"<p>{value}</p>").ToString());

    [Theory]
    [InlineData("\" autofocus onfocus=\"alert(1)")]
    [InlineData("' autofocus onfocus='alert(1)")]
    [InlineData("`><img src=x onerror=alert(1)>")]
    public void A_value_cannot_leave_its_attribute(string attack)
    {
        var html = Markup.Of($"""<input value="{attack}">""").ToString();

        Assert.StartsWith("<input value=\"", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Count(c => c == '"'));
        Assert.DoesNotContain('\'', html);
        Assert.Equal(1, html.Count(c => c == '<'));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData(" javascript:alert(1)")]
    [InlineData("java\nscript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("vbscript:x")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("relative")]
    public void An_address_that_is_neither_ours_nor_the_webs_is_not_linked(string address)
    {
        Assert.Equal("""<a href="#">x</a>""", Markup.Of($"""<a href="{address}">x</a>""").ToString());
        Assert.Equal("""<form action="#">""", Markup.Of($"""<form action="{address}">""").ToString());
    }

    [Theory]
    [InlineData("/saml/contoso/sso?a=1&b=2", "/saml/contoso/sso?a=1&amp;b=2")]
    [InlineData("https://app.example.com/x", "https://app.example.com/x")]
    public void A_sound_address_is_linked(string address, string expected) =>
        Assert.Equal($"<a href=\"{expected}\">x</a>", Markup.Of($"""<a href="{address}">x</a>""").ToString());

    [Fact]
    public void A_hole_where_encoding_cannot_help_is_refused()
    {
        const string value = "x onclick=alert(1)";

        Assert.Throws<InvalidOperationException>(() => Markup.Of($"<input value={value}>"));
        Assert.Throws<InvalidOperationException>(() => Markup.Of($"<script>{value}</script>"));
        Assert.Throws<InvalidOperationException>(() => Markup.Of($"<style>{value}</style>"));
    }

    [Fact]
    public void Markup_is_not_encoded_twice()
    {
        var inner = Markup.Of($"<b>{"<"}</b>");

        Assert.Equal("<p><b>&lt;</b></p>", Markup.Of($"<p>{inner}</p>").ToString());
        Assert.Equal("<p><b>&lt;</b><b>&lt;</b>7</p>", Markup.Of($"<p>{new[] { inner, inner }}{7}</p>").ToString());
    }
}
