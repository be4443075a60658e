namespace SignOn;

/// <summary>How a tenant stands.</summary>
public enum TenantState
{
    /// <summary>People can sign in.</summary>
    Works,

    /// <summary>It is switched off.</summary>
    Disabled,

    /// <summary>What the IdP's admin has to say is not there yet; the rest is in order.</summary>
    Incomplete,

    /// <summary>Nobody can sign in: its row does not parse, or what it trusts has ended.</summary>
    Broken,
}
