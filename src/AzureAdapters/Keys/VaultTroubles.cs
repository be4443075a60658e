using Azure;
using Azure.Identity;
using SignOn;

namespace AzureAdapters;

/// <summary>Says of what the vault answers, or does not, what is wrong, where, and how to mend it.</summary>
/// <param name="vault">The vault (setting <c>Keys__VaultUri</c>).</param>
/// <param name="certificateName">The certificate (setting <c>Keys__CertificateName</c>).</param>
internal sealed class VaultTroubles(Uri vault, string certificateName)
{
    /// <summary>What an admin has to mend takes longer than an outage.</summary>
    private static readonly TimeSpan MendedIn = TimeSpan.FromMinutes(1);

    private readonly string _where = $"Key Vault {vault.Host} (setting Keys__VaultUri)";
    private readonly string _certificate = $"Certificate '{certificateName}' (setting Keys__CertificateName) in Key Vault {vault.Host}";

    /// <summary>The trouble behind an exception; null when it is a bug.</summary>
    public StorageUnavailableException? From(Exception e) => e switch
    {
        StorageUnavailableException known => known,
        RequestFailedException { Status: 401 or 403 } refused => Refused(refused),
        RequestFailedException { Status: 404 } => Trouble(
            KeyTrouble.NotFound, $"{_certificate} does not exist. Make it, recover it if it was deleted, or correct the settings.", e),
        AuthenticationFailedException => Trouble(
            KeyTrouble.Forbidden, $"{_where} cannot be asked, because the app's identity gets no token. Give the app its managed identity; a user-assigned one is named in setting Keys__clientId or Storage__clientId.", e),
        _ => Unreachable(e),
    };

    /// <summary>No version can sign.</summary>
    /// <param name="versions">How many versions there are.</param>
    /// <param name="enabled">How many of them are enabled.</param>
    /// <param name="unusable">Enabled versions whose key or certificate cannot be used.</param>
    public StorageUnavailableException NoneSigns(int versions, int enabled, IReadOnlyList<string> unusable) => enabled == 0 && versions > 0
        ? Trouble(KeyTrouble.Disabled, $"{_certificate} has no version that is enabled. Enable one, or make a new one.", null)
        : unusable.Count > 0 ? Unusable(unusable, "None signs.")
        : Trouble(
            KeyTrouble.BadCertificate,
            $"No version of the certificate can sign now: those of {_certificate} have expired or are not valid yet. Make one that is enabled, valid, and exportable, with an RSA key of at least 2048 bits.",
            null);

    /// <summary>Versions that are enabled and cannot be used.</summary>
    public StorageUnavailableException Unusable(IReadOnlyList<string> versions, string effect) => Trouble(
        KeyTrouble.BadCertificate,
        $"{_certificate} has versions that cannot be used: {string.Join(", ", versions)}. {effect} A version needs an exportable private key: RSA of at least 2048 bits, or elliptic-curve on P-256, P-384 or P-521. "
        + "Make a new version with such a policy, and disable these.",
        null);

    private StorageUnavailableException Refused(RequestFailedException e)
    {
        // The service's own words tell these apart; its code is Forbidden for all.
        var (trouble, message) = e.Message switch
        {
            var m when m.Contains("SecretDisabled", StringComparison.Ordinal) || m.Contains("CertificateDisabled", StringComparison.Ordinal) =>
                (KeyTrouble.Disabled, $"{_certificate} has a version that was disabled while it was being read. If it should sign, enable it."),
            var m when m.Contains("ForbiddenByFirewall", StringComparison.Ordinal) || m.Contains("ForbiddenByConnection", StringComparison.Ordinal) =>
                (KeyTrouble.Forbidden, $"{_where} refuses the app's network ({e.Status} {e.ErrorCode}). Open the vault's network rules to it, or connect the app to the vault's private endpoint."),
            _ => (KeyTrouble.Forbidden, $"{_where} refuses the app's identity ({e.Status} {e.ErrorCode}). Check its role assignments: it needs Key Vault Certificate User on the vault. A new assignment takes up to ten minutes."),
        };
        return Trouble(trouble, message, e, Outage.From(_where, e, CancellationToken.None)?.RetryAfter);
    }

    private StorageUnavailableException? Unreachable(Exception e) => Outage.From(_where, e, CancellationToken.None) is { } outage
        ? Trouble(KeyTrouble.Unreachable, $"{outage.Message} If that stays, check the setting, the name's resolution and the vault's network rules.", e, outage.RetryAfter)
        : e is RequestFailedException { Status: var status, ErrorCode: var code }
            ? Trouble(KeyTrouble.Unreachable, $"{_where} gave an answer that a vault does not give ({status} {code}). Check the setting, and what stands between.", e)
            : null;

    private static StorageUnavailableException Trouble(KeyTrouble trouble, string message, Exception? e, TimeSpan? retryAfter = null) =>
        new(message, retryAfter ?? MendedIn, e) { Keys = trouble };
}
