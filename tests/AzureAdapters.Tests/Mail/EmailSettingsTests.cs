using Microsoft.Extensions.Configuration;
using SignOn;

namespace AzureAdapters.Tests.Mail;

public sealed class EmailSettingsTests
{
    [Fact]
    public void Without_a_host_no_mail_is_sent() => Assert.False(new SmtpEmailSender(Read()).CanSend);

    [Fact]
    public void A_password_that_Azure_could_not_read_sends_no_mail() =>
        Assert.False(new SmtpEmailSender(Read(("Host", "smtp.example.com"), ("From", "a@example.com"), ("User", "u"), ("Password", "@Microsoft.KeyVault(SecretUri=https://v/secrets/p)"))).CanSend);

    [Theory]
    [InlineData("Email__Host", "Host", "not a host!")]
    [InlineData("Email__Port", "Port", "0")]
    [InlineData("Email__From", "From", "")]
    [InlineData("Email__From", "From", "Somebody <a@example.com>")]
    [InlineData("Email__Password", "User", "u")]
    [InlineData("Email__Tls", "Tls", "false")]
    [InlineData("Email__Tls", "Tls", "perhaps")]
    public void A_wrong_setting_stops_the_start_and_is_named(string setting, string name, string value)
    {
        var e = Assert.Throws<SettingsException>(() => Read(("Host", "smtp.example.com"), ("From", "a@example.com"), (name, value)));

        Assert.Contains(setting, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_TLS_mail_goes_to_this_machine_only() => Assert.False(Read(("Host", "127.0.0.1"), ("From", "a@example.com"), ("Tls", "false")).Tls);

    private static EmailSettings Read(params (string Name, string Value)[] settings) => EmailSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.GroupBy(s => s.Name).ToDictionary(s => "Email:" + s.Key, s => (string?)s.Last().Value)).Build());
}
