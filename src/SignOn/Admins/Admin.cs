namespace SignOn;

/// <summary>Who administers: one of the nested types.</summary>
public abstract record Admin
{
    private Admin()
    {
    }

    /// <summary>How the audit trail names this admin: ids and keys, never a person's name or address.</summary>
    public abstract string Actor { get; }

    /// <summary>Runs the product: all tenants, keys, links and the audit trail.</summary>
    /// <param name="TenantId">The tenant through which the operator signed in; null with the bootstrap key.</param>
    /// <param name="UserKey">The operator's user key there; null with the bootstrap key.</param>
    public sealed record Operator(string? TenantId = null, string? UserKey = null) : Admin
    {
        /// <inheritdoc />
        public override string Actor => UserKey is null ? "operator with the bootstrap key" : $"operator {UserKey} of tenant {TenantId}";
    }

    /// <summary>Sets one tenant up, through a link that an operator made.</summary>
    /// <param name="TenantId">The tenant.</param>
    /// <param name="LinkId">The link.</param>
    public sealed record SetupLink(string TenantId, string LinkId) : Admin
    {
        /// <inheritdoc />
        public override string Actor => $"setup link {LinkId}";
    }

    /// <summary>A program that shows an API key.</summary>
    /// <param name="KeyId">The key.</param>
    /// <param name="Name">What the operator called it.</param>
    /// <param name="TenantId">The one tenant that it may see; null for all that an operator may see.</param>
    /// <param name="MayWrite">Whether it may change anything.</param>
    public sealed record ApiKey(string KeyId, string Name, string? TenantId, bool MayWrite) : Admin
    {
        /// <inheritdoc />
        public override string Actor => ActorOf(KeyId);

        /// <summary>How the audit trail, and what a key makes, name a key.</summary>
        /// <param name="keyId">The key.</param>
        public static string ActorOf(string keyId) => $"API key {keyId}";
    }
}
