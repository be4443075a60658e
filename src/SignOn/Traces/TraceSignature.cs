namespace SignOn;

/// <summary>A signature of a response.</summary>
/// <param name="Algorithm">Its algorithm's URI.</param>
/// <param name="VerifiedBy">Thumbprint of the tenant's certificate that verified it; null when none did, or when it was not tried.</param>
/// <param name="NamedCertificate">Thumbprint of the certificate that the response names, which proves nothing; null after success.</param>
public sealed record TraceSignature(string? Algorithm, string? VerifiedBy, string? NamedCertificate);
