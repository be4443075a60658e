namespace Saml;

/// <summary>A signature as it stands in a response.</summary>
/// <param name="Algorithm">The signature algorithm's URI as written; null when it names none.</param>
/// <param name="VerifiedBy">SHA-256 of the tenant's certificate that verified it, in upper-case hex; null when none did, or when it was not tried.</param>
/// <param name="NamedCertificate">SHA-256 of the certificate that the signature itself names, in upper-case hex: a claim that helps people and decides nothing. Null when it names none, or after success.</param>
public sealed record SignatureOutline(string? Algorithm, string? VerifiedBy, string? NamedCertificate);
