namespace SignOn;

/// <summary>Which of the IdP's attributes hold what. The first attribute with a value wins; of roles and groups all count.</summary>
public sealed record AttributeMap
{
    /// <summary>A name for the person that never changes and is never given to another: with the issuer, the user's key.</summary>
    public required IReadOnlyList<string> Subject { get; init; }

    /// <summary>First name.</summary>
    public required IReadOnlyList<string> FirstName { get; init; }

    /// <summary>Last name.</summary>
    public required IReadOnlyList<string> LastName { get; init; }

    /// <summary>Name as shown.</summary>
    public required IReadOnlyList<string> DisplayName { get; init; }

    /// <summary>E-mail address.</summary>
    public required IReadOnlyList<string> Email { get; init; }

    /// <summary>Roles.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>Groups, which give roles by <see cref="GroupRoles"/>.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>Value of a role attribute to role. Empty: every value is a role.</summary>
    public required IReadOnlyDictionary<string, string> RoleNames { get; init; }

    /// <summary>Group to role. Groups that are not named here give no role.</summary>
    public required IReadOnlyDictionary<string, string> GroupRoles { get; init; }
}
