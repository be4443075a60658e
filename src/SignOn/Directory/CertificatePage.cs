namespace SignOn;

/// <summary>A page of certificates.</summary>
/// <param name="Certificates">Those of this page; what ends soonest stands first, among all tenants that were read.</param>
/// <param name="Next">Where the next page of the same tenants begins; null when there is none.</param>
/// <param name="LastTenant">The last tenant, by id, that was read, where there are more; null when all were.</param>
public sealed record CertificatePage(IReadOnlyList<TenantCertificate> Certificates, string? Next, string? LastTenant);
