using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using SignOn;

namespace AzureAdapters;

/// <summary>
/// Hands mails to a submission server (RFC 6409): TLS by STARTTLS, or from the first octet on port 465; the server's certificate is checked;
/// AUTH where there is a user. One connection a mail. Why with MailKit: docs/decisions/0081-email.md.
/// </summary>
internal sealed class SmtpEmailSender(EmailSettings settings, RemoteCertificateValidationCallback? trust = null) : IEmailSender
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public bool CanSend => settings.Host is not null;

    /// <inheritdoc />
    public async Task SendAsync(Email mail, CancellationToken cancellationToken)
    {
        if (settings.Host is null)
        {
            throw new EmailException("No mail server is set up (settings Email__…), or its password could not be read from the vault.");
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var message = Write(mail);
        using var client = new SmtpClient
        {
            // The library's own rule also trusts the certificates that it knows of large providers by name.
            ServerCertificateValidationCallback = trust ?? ((_, _, _, errors) => errors == SslPolicyErrors.None),
            CheckCertificateRevocation = false,
        };
        try
        {
            await ConnectAsync(client, patience.Token);
            await HandOverAsync(client, message, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EmailException($"The mail server took longer than {Patience.TotalSeconds:0} seconds.");
        }
        catch (Exception e) when (e is ProtocolException or ServiceNotConnectedException or IOException or SocketException)
        {
            // Nothing that these say is passed on, nor the exceptions themselves: servers repeat addresses.
            throw new EmailException("The mail server cannot be reached, or the connection to it broke.");
        }
    }

    private async Task ConnectAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        var tls = !settings.Tls ? SecureSocketOptions.None
            : settings.Port == EmailSettings.ImplicitTlsPort ? SecureSocketOptions.SslOnConnect
            : SecureSocketOptions.StartTls;
        try
        {
            await client.ConnectAsync(settings.Host!, settings.Port, tls, cancellationToken);
            if (settings.Credential is { } credential)
            {
                await client.AuthenticateAsync(credential, cancellationToken);
            }
        }
        catch (SslHandshakeException)
        {
            throw new EmailException($"The certificate of the mail server {settings.Host} is not to be trusted, or there is no common version of TLS.");
        }
        catch (AuthenticationException)
        {
            throw new EmailException("The mail server does not take Email__User and Email__Password.");
        }
        catch (SmtpCommandException e)
        {
            // About us and not about the mail, so an operator can mend it.
            throw new EmailException($"The mail server refused the connection with {(int)e.StatusCode}.", (int)e.StatusCode, isFinal: false);
        }
        catch (NotSupportedException)
        {
            throw new EmailException("The mail server offers no STARTTLS, or none of our ways to log in.");
        }
    }

    private static async Task HandOverAsync(SmtpClient client, MimeMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await client.SendAsync(message, cancellationToken);
        }
        catch (SmtpCommandException e)
        {
            // 5xx is final (RFC 5321 4.2.1), except where it means 'log in first' or 'not this sender' (RFC 4954 6): that is about our settings.
            var code = (int)e.StatusCode;
            throw new EmailException(
                $"The mail server answered {code}.", code, code is >= 500 and not (>= 530 and <= 538) && e.ErrorCode != SmtpErrorCode.SenderNotAccepted);
        }
        catch (ServiceNotAuthenticatedException)
        {
            throw new EmailException("The mail server wants a login: set Email__User and Email__Password.", (int)SmtpStatusCode.AuthenticationRequired, isFinal: false);
        }
        catch (NotSupportedException)
        {
            throw new EmailException("The mail server takes no addresses with letters outside ASCII before the '@'.", null, isFinal: true);
        }

        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception e) when (e is ProtocolException or CommandException or IOException or SocketException or OperationCanceledException)
        {
            // The mail is the server's already; how the connection ends changes nothing about that.
        }
    }

    private MimeMessage Write(Email mail)
    {
        var to = AddressOf(mail);
        var message = new MimeMessage
        {
            Subject = OneLine(mail.Subject),
            MessageId = $"{mail.Id:N}@{settings.From[(settings.From.IndexOf('@') + 1)..]}",
            Body = new TextPart("plain") { Text = mail.Body, ContentTransferEncoding = ContentEncoding.QuotedPrintable },
        };
        message.From.Add(new MailboxAddress(Encoding.UTF8, settings.FromName, settings.From));
        message.To.Add(to);
        // No out-of-office notes, please (RFC 3834 5).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private static MailboxAddress AddressOf(Email mail)
    {
        // Read as another address, a person's mail would go to somebody else.
        return MailboxAddress.TryParse(ParserOptions.Default, mail.To, out var parsed) && parsed.Address == mail.To
            ? new MailboxAddress(Encoding.UTF8, OneLine(mail.ToName), mail.To)
            : throw new EmailException("The address cannot be written into a mail.", null, isFinal: true);
    }

    // Whatever a name holds, it ends no header.
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
}
