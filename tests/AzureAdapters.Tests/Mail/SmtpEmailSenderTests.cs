using System.Net;
using System.Net.Security;
using SignOn;

namespace AzureAdapters.Tests.Mail;

/// <summary>On a real connection to a small server of our own.</summary>
public sealed class SmtpEmailSenderTests
{
    private static readonly Email Mail = new(Guid.Parse("11111111-2222-3333-4444-555555555555"), "b.simon@contoso.com", "Bé Simon", "Your account", "Hello Bé,\n\n.a line with a dot\n");

    [Fact]
    public async Task A_mail_goes_over_STARTTLS_after_a_login()
    {
        await using var server = new SmtpServer();

        await SendAsync(server, Mail);

        var mail = Assert.Single(server.Mails);
        Assert.True(server.WasTls);
        Assert.Contains("MAIL FROM:<DoNotReply@example.com>", string.Join('\n', server.Lines), StringComparison.Ordinal);
        Assert.Contains("RCPT TO:<b.simon@contoso.com>", string.Join('\n', server.Lines), StringComparison.Ordinal);
        Assert.Contains("Message-Id: <11111111222233334444555555555555@example.com>", mail, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\nAuto-Submitted: auto-generated\n", mail, StringComparison.Ordinal);
        Assert.Contains("Hello B=C3=A9,\n\n..a line with a dot\n", mail, StringComparison.Ordinal);
        Assert.Contains("<b.simon@contoso.com>", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_refused_before_a_password_or_an_address_is_shown()
    {
        await using var server = new SmtpServer();

        var e = await FailAsync(server, trust: null);

        Assert.Contains("certificate", e.Message, StringComparison.Ordinal);
        Assert.False(e.IsFinal);
        Assert.DoesNotContain(server.Lines, l => l.StartsWith("AUTH", StringComparison.Ordinal) || l.Contains("contoso", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_certificate_of_another_name_is_refused_though_its_issuer_is_trusted()
    {
        await using var server = new SmtpServer("mail.example.org");

        Assert.Contains("certificate", (await FailAsync(server, Trust(server))).Message, StringComparison.Ordinal);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_server_that_offers_no_TLS_gets_neither_password_nor_mail()
    {
        await using var server = new SmtpServer { OffersStartTls = false };

        Assert.Contains("STARTTLS", (await FailAsync(server, Trust(server))).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Lines, l => l.StartsWith("AUTH", StringComparison.Ordinal) || l.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("RCPT", "451 4.7.1 Greylisted", 451, false)]
    [InlineData("RCPT", "550 5.1.1 <b.simon@contoso.com> is nobody here", 550, true)]
    [InlineData("MAIL", "550 5.7.60 this sender is not yours", 550, false)]
    [InlineData("MAIL", "530 5.7.0 log in first", 530, false)]
    [InlineData("DATA", "421 4.3.2 going down", 421, false)]
    [InlineData(".", "554 5.6.0 this is no mail", 554, true)]
    [InlineData(".", "452 4.3.1 full", 452, false)]
    public async Task What_the_server_answers_decides_whether_trying_again_makes_sense_and_its_words_are_not_passed_on(string command, string reply, int code, bool isFinal)
    {
        await using var server = new SmtpServer { Refuse = (command, reply) };

        var e = await FailAsync(server, Trust(server));

        Assert.Equal((code, isFinal), (e.ReplyCode, e.IsFinal));
        Assert.DoesNotContain("contoso", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_for_an_operator_to_mend_and_so_not_final()
    {
        await using var server = new SmtpServer();

        var e = await FailAsync(server, Trust(server), s => s with { Credential = new NetworkCredential(SmtpServer.User, "wrong") });

        Assert.False(e.IsFinal);
        Assert.Contains("Email__Password", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_again()
    {
        var settings = new EmailSettings { Host = "localhost", Port = 1, From = "DoNotReply@example.com" };

        Assert.False((await Assert.ThrowsAsync<EmailException>(() => new SmtpEmailSender(settings).SendAsync(Mail, Stop))).IsFinal);
    }

    [Theory]
    [InlineData("x\r\nBcc: everybody@contoso.com")]
    [InlineData("x\nBcc: everybody@contoso.com\n\nbody")]
    [InlineData("x\u2028Bcc: everybody@contoso.com")]
    [InlineData("\" <everybody@contoso.com>, \"x")]
    public async Task No_name_and_no_subject_becomes_a_header_or_another_recipient(string text)
    {
        await using var server = new SmtpServer();

        await SendAsync(server, Mail with { ToName = text, Subject = text });

        var headers = server.Mails[0].Split("\n\n")[0].Split('\n');
        Assert.DoesNotContain(headers, h => h.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
        Assert.Single(headers, h => h.StartsWith("To:", StringComparison.Ordinal));
        Assert.Equal(["RCPT TO:<b.simon@contoso.com>"], server.Lines.Where(l => l.StartsWith("RCPT", StringComparison.Ordinal)).Select(l => l.Split(' ', 3) is [var a, var b, ..] ? $"{a} {b}" : l));
    }

    [Theory]
    [InlineData("b.simon@contoso.com>\r\nRCPT TO:<everybody@contoso.com")]
    [InlineData("b.simon@contoso.com, everybody@contoso.com")]
    [InlineData("B <b.simon@contoso.com>")]
    [InlineData("")]
    public async Task An_address_that_reads_as_anything_else_is_refused_for_good_and_nobody_is_asked(string address)
    {
        await using var server = new SmtpServer();

        Assert.True((await Assert.ThrowsAsync<EmailException>(() => SendAsync(server, Mail with { To = address }))).IsFinal);
        Assert.Empty(server.Lines);
    }

    private static RemoteCertificateValidationCallback Trust(SmtpServer server) => (_, shown, _, errors) =>
        (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None && shown!.GetCertHashString() == server.Certificate.GetCertHashString();

    private static EmailSettings Settings(SmtpServer server) => new()
    {
        Host = "localhost",
        Port = server.Port,
        From = "DoNotReply@example.com",
        FromName = "Sign-on",
        Credential = new NetworkCredential(SmtpServer.User, SmtpServer.Password),
    };

    private static Task SendAsync(SmtpServer server, Email mail) => new SmtpEmailSender(Settings(server), Trust(server)).SendAsync(mail, Stop);

    private static Task<EmailException> FailAsync(SmtpServer server, RemoteCertificateValidationCallback? trust, Func<EmailSettings, EmailSettings>? change = null) =>
        Assert.ThrowsAsync<EmailException>(() => new SmtpEmailSender(change is null ? Settings(server) : change(Settings(server)), trust).SendAsync(Mail, Stop));
}
