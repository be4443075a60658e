namespace SignOn;

/// <summary>How a tenant stands.</summary>
public enum TenantState
{
    /// <summary>People can sign in.</summary>
    Works,

    /// <summary>It is switched off.</summary>
    Disabled,

    /// <summary>Its row does not parse.</summary>
    Broken,
}
