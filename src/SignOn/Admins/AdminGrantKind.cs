namespace SignOn;

/// <summary>What an operator can hand out.</summary>
public enum AdminGrantKind
{
    /// <summary>A key for programs.</summary>
    ApiKey,

    /// <summary>A link for a customer's admin, to set one tenant up.</summary>
    SetupLink,

    /// <summary>A link that lets one person in while the tenant's IdP is down.</summary>
    EmergencyLink,
}
