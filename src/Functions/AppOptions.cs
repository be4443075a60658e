using Microsoft.Extensions.Configuration;
using SignOn;

namespace Functions;

/// <summary>Facts of the host, read once at start. What differs between customers is in their tenant rows instead.</summary>
public sealed class AppOptions
{
    private const int MaxMailLength = 320;

    private AppOptions(Uri baseUrl, string name, string? healthDetailKey)
    {
        BaseUrl = baseUrl;
        Name = name;
        HealthDetailKey = healthDetailKey;
    }

    /// <summary>The public address, with a slash at its end: <c>App__BaseUrl</c>. All addresses in messages come from it, never from Host headers.</summary>
    public Uri BaseUrl { get; }

    /// <summary>The product's name on pages: <c>App__Name</c>.</summary>
    public string Name { get; }

    /// <summary>What a client of <c>/health</c> must show to see detail: <c>Health__DetailKey</c>; null means that nobody sees it.</summary>
    public string? HealthDetailKey { get; }

    /// <summary>Whom IdP admins write to, in our metadata: <c>App__ContactEmail</c>; null for nobody.</summary>
    public string? ContactEmail { get; private init; }

    /// <summary>Who runs the application, in our metadata: <c>App__OrganizationName</c> and <c>App__OrganizationUrl</c>; null for nobody.</summary>
    public (string Name, string Url)? Organization { get; private init; }

    /// <summary>Whether browsers reach us by https.</summary>
    public bool IsHttps => BaseUrl.Scheme == Uri.UriSchemeHttps;

    /// <summary>Reads and checks the settings.</summary>
    /// <param name="configuration">The host's configuration.</param>
    /// <exception cref="SettingsException">A setting is missing or wrong; the message names it and how to mend it.</exception>
    public static AppOptions Read(IConfiguration configuration)
    {
        var baseUrl = configuration["App:BaseUrl"];
        if (!Uri.TryCreate(baseUrl, UriKind.Absolute, out var uri) || !IsOrigin(uri))
        {
            throw new SettingsException(
                $"The setting App__BaseUrl is '{baseUrl}'. Set it to the public address of this app, such as https://sso.example.com, "
                + "without path, query or user name; http is allowed for localhost only.");
        }

        var key = configuration["Health:DetailKey"];
        if (key is { Length: > 0 and < 16 })
            throw new SettingsException("The setting Health__DetailKey is shorter than 16 characters. Set a long random value, or remove it.");
        var name = configuration["App:Name"];
        return new AppOptions(uri, string.IsNullOrWhiteSpace(name) ? SignOnOptions.DefaultName : name.Trim(), string.IsNullOrEmpty(key) ? null : key)
        {
            ContactEmail = ReadContact(configuration["App:ContactEmail"]),
            Organization = ReadOrganization(configuration["App:OrganizationName"], configuration["App:OrganizationUrl"]),
        };
    }

    private static string? ReadContact(string? text)
    {
        var address = text?.Trim();
        return string.IsNullOrEmpty(address) ? null
            : address.Length <= MaxMailLength && address.Split('@') is [{ Length: > 0 }, { Length: > 0 }] && address.All(c => c is > ' ' and not '\u007f')
                ? address
                : throw new SettingsException("The setting App__ContactEmail is no e-mail address. Write one, such as sso@example.com, or remove it.");
    }

    private static (string Name, string Url)? ReadOrganization(string? name, string? url)
    {
        if (string.IsNullOrWhiteSpace(name) && string.IsNullOrWhiteSpace(url))
            return null;
        return !string.IsNullOrWhiteSpace(name) && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
            ? (name.Trim(), uri.AbsoluteUri)
            : throw new SettingsException(
                "The settings App__OrganizationName and App__OrganizationUrl belong together: write a name and an https:// address, or remove both.");
    }

    private static bool IsOrigin(Uri uri) =>
        (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri.PathAndQuery == "/" && uri.Fragment.Length == 0 && uri.UserInfo.Length == 0;
}
