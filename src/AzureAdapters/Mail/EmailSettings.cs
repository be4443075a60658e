using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;
using SignOn;

namespace AzureAdapters;

/// <summary>The mail server, from the host's settings. Read and checked at the start.</summary>
internal sealed record EmailSettings
{
    private const int SubmissionPort = 587;

    /// <summary>Where TLS begins before the first word (RFC 8314 7.3).</summary>
    public const int ImplicitTlsPort = 465;

    // What Azure leaves in a setting whose Key Vault reference it could not follow.
    private const string UnresolvedReference = "@Microsoft.KeyVault(";

    /// <summary>No mails.</summary>
    public static readonly EmailSettings None = new();

    /// <summary>The server; null where no mails can be sent.</summary>
    public string? Host { get; init; }

    /// <summary>Its port.</summary>
    public int Port { get; init; } = SubmissionPort;

    /// <summary>Whether TLS is demanded; false only for a server on this very machine.</summary>
    public bool Tls { get; init; } = true;

    /// <summary>Who logs in; null for nobody.</summary>
    public NetworkCredential? Credential { get; init; }

    /// <summary>The sender's address.</summary>
    public string From { get; init; } = "";

    /// <summary>The sender's name; empty for none.</summary>
    public string FromName { get; init; } = "";

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="SettingsException">A setting is missing or wrong; the message never shows the password.</exception>
    public static EmailSettings Read(IConfiguration configuration)
    {
        var host = Text(configuration, "Email:Host");
        var port = Text(configuration, "Email:Port");
        var user = Text(configuration, "Email:User");
        var password = Text(configuration, "Email:Password");
        var from = Text(configuration, "Email:From");
        var name = Text(configuration, "Email:FromName");
        var tls = Text(configuration, "Email:Tls");
        if (host is null)
        {
            return None;
        }

        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            throw new SettingsException($"Setting Email__Host is '{host}'. Write the name of a mail server, such as smtp.azurecomm.net, or remove it.");
        }

        if (user is null != password is null)
        {
            throw new SettingsException("Settings Email__User and Email__Password belong together. Set both, or remove both.");
        }

        return new EmailSettings
        {
            Host = password?.StartsWith(UnresolvedReference, StringComparison.OrdinalIgnoreCase) == true ? null : host,
            Port = ReadPort(port),
            Tls = ReadTls(tls, host),
            Credential = user is null ? null : new NetworkCredential(user, password),
            From = ReadFrom(from),
            FromName = name ?? "",
        };
    }

    private static int ReadPort(string? text)
    {
        if (text is null)
        {
            return SubmissionPort;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? port
            : throw new SettingsException($"Setting Email__Port is '{text}'. Write a port, such as {SubmissionPort}, or remove it.");
    }

    private static bool ReadTls(string? text, string host) => text?.ToLowerInvariant() switch
    {
        null or "true" => true,
        "false" when host is "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)) => false,
        "false" => throw new SettingsException("Setting Email__Tls is false, and Email__Host is another machine: names and addresses of people do not travel in the clear. Remove Email__Tls."),
        _ => throw new SettingsException($"Setting Email__Tls is '{text}'. Write true or false, or remove it."),
    };

    private static string ReadFrom(string? from) =>
        from is { Length: <= 320 } && from.Split('@') is [{ Length: > 0 }, { Length: > 0 }] && from.All(c => c is > ' ' and < '\u007f' and not ('<' or '>' or ',' or '"'))
            ? from
            : throw new SettingsException($"Setting Email__From is '{from}'. Write the address that mails come from, such as DoNotReply@contoso.com; the mail server must let you use it.");

    private static string? Text(IConfiguration configuration, string name) =>
        configuration[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}
