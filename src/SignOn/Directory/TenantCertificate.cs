namespace SignOn;

/// <summary>A certificate that a tenant's IdP signs with.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="TenantName">Its name.</param>
/// <param name="Thumbprint">SHA-256 of the certificate, in upper-case hex.</param>
/// <param name="NotBefore">Start of its validity (UTC).</param>
/// <param name="NotAfter">End of its validity (UTC).</param>
public sealed record TenantCertificate(string TenantId, string TenantName, string Thumbprint, DateTimeOffset NotBefore, DateTimeOffset NotAfter);
