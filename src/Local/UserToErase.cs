namespace Local;

/// <summary>A person who is to be erased.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Email">The address.</param>
internal sealed record UserToErase(string TenantId, string Email)
{
    /// <summary>Takes the address out of <paramref name="given"/>.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="given">Options by name.</param>
    /// <exception cref="LocalException">The address is missing.</exception>
    public static UserToErase Take(string tenantId, Dictionary<string, string> given) => given.Remove("--email", out var email)
        ? new UserToErase(tenantId, email)
        : throw LocalOptions.Wrong("erase-user needs --email.");
}
