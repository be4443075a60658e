using Microsoft.Extensions.Configuration;
using SignOn;

namespace Functions.Tests;

public sealed class AppOptionsTests
{
    [Theory]
    [InlineData("https://sso.example.com", true)]
    [InlineData("https://sso.example.com/", true)]
    [InlineData("http://localhost:7071", false)]
    public void A_public_address_is_an_origin(string url, bool https) => Assert.Equal(https, Read(("App:BaseUrl", url)).IsHttps);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sso.example.com")]
    [InlineData("http://sso.example.com")]
    [InlineData("https://sso.example.com/app")]
    [InlineData("https://sso.example.com/?x")]
    [InlineData("https://user@sso.example.com/")]
    [InlineData("ftp://sso.example.com/")]
    public void Anything_else_stops_the_start_and_names_the_setting(string? url)
    {
        var e = Assert.Throws<SettingsException>(() => Read(("App:BaseUrl", url)));

        Assert.Contains("App__BaseUrl", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_health_key_that_can_be_guessed_is_refused() =>
        Assert.Throws<SettingsException>(() => Read(("App:BaseUrl", "https://a.example"), ("Health:DetailKey", "short")));

    [Theory]
    [InlineData("App:ContactEmail", "nobody")]
    [InlineData("App:ContactEmail", "a@b@c")]
    [InlineData("App:ContactEmail", "a b@example.com")]
    [InlineData("App:OrganizationName", "Vendor")]
    [InlineData("App:OrganizationUrl", "https://vendor.example")]
    public void What_would_make_our_metadata_wrong_stops_the_start_and_is_named(string setting, string value)
    {
        var e = Assert.Throws<SettingsException>(() => Read(("App:BaseUrl", "https://a.example"), (setting, value)));

        Assert.Contains(setting.Replace(":", "__", StringComparison.Ordinal), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_organizations_address_must_be_https() => Assert.Throws<SettingsException>(
        () => Read(("App:BaseUrl", "https://a.example"), ("App:OrganizationName", "Vendor"), ("App:OrganizationUrl", "http://vendor.example")));

    [Fact]
    public void Empty_settings_are_absent_ones()
    {
        var options = Read(("App:BaseUrl", "https://a.example"), ("App:ContactEmail", ""), ("App:OrganizationName", ""), ("App:OrganizationUrl", ""));

        Assert.Null(options.ContactEmail);
        Assert.Null(options.Organization);
    }

    private static AppOptions Read(params (string Key, string? Value)[] settings) =>
        AppOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value))).Build());
}
