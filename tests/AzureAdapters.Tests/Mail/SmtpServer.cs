using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AzureAdapters.Tests.Mail;

/// <summary>A mail server on loopback that speaks as much of ESMTP as a submission takes: EHLO, STARTTLS or TLS at once, AUTH PLAIN, one mail a connection.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    public const string User = "mailer";
    public const string Password = "the password of the mailer";
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public SmtpServer(string name = "localhost")
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        _listener.Start();
        _work = Task.Run(ServeAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public X509Certificate2 Certificate { get; }

    public bool OffersStartTls { get; init; } = true;

    public bool WantsLogin { get; init; } = true;

    /// <summary>The command whose answer is replaced, and by what; null: none.</summary>
    public (string Command, string Reply)? Refuse { get; set; }

    /// <summary>What clients said, line by line; the lines of a mail too.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>The mails taken, as they came.</summary>
    public List<string> Mails { get; } = [];

    /// <summary>Whether the mail that was taken came by TLS.</summary>
    public bool WasTls { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _work;
        Certificate.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await TalkAsync(client.GetStream());
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or AuthenticationException)
            {
                // The client went away, or did not like our certificate; or the listener was stopped.
            }
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        var tls = false;
        await SayAsync(stream, "220 localhost ESMTP");
        while (await HearAsync(stream) is { } line)
        {
            var command = line.Split(' ')[0].ToUpperInvariant();
            if (Refuse is { } refuse && line.StartsWith(refuse.Command, StringComparison.OrdinalIgnoreCase))
            {
                await SayAsync(stream, refuse.Reply);
                continue;
            }

            switch (command)
            {
                case "EHLO":
                    await SayAsync(stream, "250-localhost\r\n" + (OffersStartTls && !tls ? "250-STARTTLS\r\n" : "") + (tls && WantsLogin ? "250-AUTH PLAIN\r\n" : "") + "250 8BITMIME");
                    break;
                case "STARTTLS":
                    await SayAsync(stream, "220 Go on");
                    var secure = new SslStream(stream);
                    await secure.AuthenticateAsServerAsync(Certificate);
                    (stream, tls) = (secure, true);
                    break;
                case "AUTH":
                    var shown = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2]));
                    await SayAsync(stream, shown == $"\0{User}\0{Password}" ? "235 Welcome" : "535 5.7.8 No");
                    break;
                case "DATA":
                    await SayAsync(stream, "354 Go on");
                    await TakeAsync(stream, tls);
                    break;
                case "QUIT":
                    await SayAsync(stream, "221 Bye");
                    return;
                default:
                    await SayAsync(stream, "250 OK");
                    break;
            }
        }
    }

    private async Task TakeAsync(Stream stream, bool tls)
    {
        var mail = new StringBuilder();
        while (await HearAsync(stream) is { } line and not ".")
        {
            mail.Append(line).Append('\n');
        }

        Mails.Add(mail.ToString());
        WasTls = tls;
        await SayAsync(stream, Refuse is { Command: "." } refuse ? refuse.Reply : "250 Taken");
    }

    private static async Task SayAsync(Stream stream, string reply) => await stream.WriteAsync(Encoding.UTF8.GetBytes(reply + "\r\n"));

    private async Task<string?> HearAsync(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            if (one[0] == '\n')
            {
                var text = Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
                Lines.Add(text);
                return text;
            }

            line.Add(one[0]);
        }

        return null;
    }
}
