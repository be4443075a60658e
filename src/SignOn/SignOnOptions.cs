using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace SignOn;

/// <summary>Facts about the host that the domain needs.</summary>
/// <param name="PublicBaseUrl">Where the product is reached from outside (setting <c>App__BaseUrl</c>); no query, no fragment.</param>
/// <param name="SignInRetention">How long the audit trail is kept (setting <c>App__SignInRetentionDays</c>, 1 to 3650, default 90).</param>
public sealed record SignOnOptions(Uri PublicBaseUrl, TimeSpan SignInRetention)
{
    private const int DefaultRetentionDays = 90;

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="SettingsException">A setting is missing or wrong.</exception>
    public static SignOnOptions Read(IConfiguration configuration) =>
        new(ReadBaseUrl(configuration["App:BaseUrl"]), ReadRetention(configuration["App:SignInRetentionDays"]));

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

    private static TimeSpan ReadRetention(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return TimeSpan.FromDays(DefaultRetentionDays);
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 3650)
        {
            return TimeSpan.FromDays(days);
        }

        throw new SettingsException($"Setting App__SignInRetentionDays is '{text}'. Write the number of days to keep the audit trail, from 1 to 3650.");
    }
}
