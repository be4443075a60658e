using Microsoft.Extensions.Configuration;

namespace SignOn.Tests;

public sealed class SettingsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("sso.example.com")]
    [InlineData("http://sso.example.com")]
    [InlineData("https://sso.example.com/?x=y")]
    public void A_wrong_base_URL_stops_the_start_and_is_named(string? value) =>
        Assert.Contains("App__BaseUrl", Assert.Throws<SettingsException>(() => SignOnOptions.Read(With(("App:BaseUrl", value)))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("0")]
    [InlineData("ninety")]
    public void A_wrong_retention_stops_the_start_and_is_named(string value) =>
        Assert.Contains(
            "App__SignInRetentionDays",
            Assert.Throws<SettingsException>(() => SignOnOptions.Read(With(("App:BaseUrl", "https://sso.example.com"), ("App:SignInRetentionDays", value)))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_laptop_may_use_http()
    {
        var options = SignOnOptions.Read(With(("App:BaseUrl", "http://localhost:7071")));

        Assert.Equal((new Uri("http://localhost:7071"), TimeSpan.FromDays(90)), (options.PublicBaseUrl, options.SignInRetention));
    }

    private static IConfiguration With(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value))).Build();
}
