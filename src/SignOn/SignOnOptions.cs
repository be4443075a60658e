using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace SignOn;

/// <summary>Facts about the host that the domain needs.</summary>
/// <param name="PublicBaseUrl">Where the product is reached from outside (setting <c>App__BaseUrl</c>); no query, no fragment.</param>
/// <param name="SignInRetention">How long the audit trail is kept (setting <c>App__SignInRetentionDays</c>, 1 to 3650, default 90).</param>
public sealed record SignOnOptions(Uri PublicBaseUrl, TimeSpan SignInRetention)
{
    private const int DefaultSignInDays = 90;
    private const int DefaultSessionDays = 1;
    private const int MaxDays = 3650;

    /// <summary>How long a session's row is kept after the session ended (setting <c>App__SessionRetentionDays</c>, 0 to 3650, default 1).</summary>
    public TimeSpan SessionRetention { get; init; } = TimeSpan.FromDays(DefaultSessionDays);

    /// <summary>What the product is called where nobody says otherwise.</summary>
    public const string DefaultName = "Sign-on";

    /// <summary>The product's name, for IdPs to show (setting <c>App__Name</c>).</summary>
    public string Name { get; init; } = DefaultName;

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="SettingsException">A setting is missing or wrong.</exception>
    public static SignOnOptions Read(IConfiguration configuration) =>
        new(ReadBaseUrl(configuration["App:BaseUrl"]), ReadDays(configuration, "SignInRetentionDays", 1, DefaultSignInDays, "the audit trail"))
        {
            Name = configuration["App:Name"] is { } name && !string.IsNullOrWhiteSpace(name) ? name.Trim() : DefaultName,
            SessionRetention = ReadDays(configuration, "SessionRetentionDays", 0, DefaultSessionDays, "sessions that have ended"),
        };

    private static Uri ReadBaseUrl(string? text)
    {
        if (WebUrls.TryParse(text ?? "", out var url) && url.Query.Length == 0 && url.Fragment.Length == 0)
        {
            return url;
        }

        throw new SettingsException(
            $"Setting App__BaseUrl is '{text}'. Write the address at which browsers reach this app, for example https://sso.example.com: "
            + "https (http only for localhost), without query and fragment.");
    }

    private static TimeSpan ReadDays(IConfiguration configuration, string name, int least, int otherwise, string what)
    {
        var text = configuration["App:" + name];
        if (string.IsNullOrWhiteSpace(text))
        {
            return TimeSpan.FromDays(otherwise);
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days >= least && days <= MaxDays)
        {
            return TimeSpan.FromDays(days);
        }

        throw new SettingsException($"Setting App__{name} is '{text}'. Write the number of days to keep {what}, from {least} to {MaxDays}.");
    }
}
