using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace SignOn;

/// <summary>Who may become an operator, from the host's settings.</summary>
public sealed class AdminOptions
{
    /// <summary>The shortest bootstrap key, in characters.</summary>
    public const int MinKeyLength = 32;

    private const string DefaultRole = "operator";
    private const int DefaultAuditDays = 365;
    private const int LeastAuditDays = 30;
    private const int MostAuditDays = 3650;

    // What Azure leaves in a setting whose Key Vault reference it could not follow. Everybody who knows the vault's name could type it.
    private const string UnresolvedReference = "@Microsoft.KeyVault(";

    private AdminOptions(string? operatorTenant, string operatorRole, string? bootstrapKey, bool keyUnresolved, TimeSpan auditRetention)
    {
        OperatorTenant = operatorTenant;
        OperatorRole = operatorRole;
        BootstrapKey = bootstrapKey;
        IsKeyUnresolved = keyUnresolved;
        AuditRetention = auditRetention;
    }

    /// <summary>The tenant whose users can be operators: <c>Manage__OperatorTenant</c>; null for none.</summary>
    public string? OperatorTenant { get; }

    /// <summary>The role that makes a user of that tenant an operator, compared letter by letter: <c>Manage__OperatorRole</c>.</summary>
    public string OperatorRole { get; }

    /// <summary>What opens <c>/manage</c> before there is an operator: <c>Manage__BootstrapKey</c>; null when it is turned off.</summary>
    public string? BootstrapKey { get; }

    /// <summary>Whether the key is a Key Vault reference that Azure could not follow. Then it opens nothing.</summary>
    public bool IsKeyUnresolved { get; }

    /// <summary>How long the audit trail of changes is kept: <c>Manage__AuditRetentionDays</c>, 30 to 3650, default 365.</summary>
    public TimeSpan AuditRetention { get; }

    /// <summary>Reads and checks the settings.</summary>
    /// <param name="configuration">The host's configuration.</param>
    /// <exception cref="SettingsException">A setting is wrong; the message names it, and never shows the key.</exception>
    public static AdminOptions Read(IConfiguration configuration)
    {
        var key = configuration["Manage:BootstrapKey"]?.Trim() ?? "";
        var unresolved = key.StartsWith(UnresolvedReference, StringComparison.OrdinalIgnoreCase);
        if (!unresolved && key.Length is > 0 and < MinKeyLength)
        {
            throw new SettingsException(
                $"Setting Manage__BootstrapKey has {key.Length} characters. Write a random value of at least {MinKeyLength}, or remove it to turn the key off.");
        }

        var role = configuration["Manage:OperatorRole"]?.Trim() ?? "";
        return new AdminOptions(
            ReadTenant(configuration["Manage:OperatorTenant"]),
            role.Length == 0 ? DefaultRole : role,
            key.Length == 0 || unresolved ? null : key,
            unresolved,
            ReadRetention(configuration["Manage:AuditRetentionDays"]));
    }

    /// <summary>Whether this user is an operator. An emergency link makes nobody one: an operator could use it to act in another's name.</summary>
    /// <param name="session">A running session.</param>
    public bool IsOperator(SessionView session) =>
        session.Tenant.Id == OperatorTenant && !session.IsPending && !session.IsEmergency && session.User.Roles.Contains(OperatorRole, StringComparer.Ordinal);

    private static string? ReadTenant(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return TenantIds.Normalize(text.Trim())
            ?? throw new SettingsException($"Setting Manage__OperatorTenant is '{text}'. Write the id of the tenant whose users may be operators, or remove it.");
    }

    private static TimeSpan ReadRetention(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return TimeSpan.FromDays(DefaultAuditDays);
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= LeastAuditDays and <= MostAuditDays
            ? TimeSpan.FromDays(days)
            : throw new SettingsException(
                $"Setting Manage__AuditRetentionDays is '{text}'. Write the number of days to keep the audit trail of changes, from {LeastAuditDays} to {MostAuditDays}.");
    }
}
