namespace SignOn;

/// <summary>A certificate of an IdP, for people to look at.</summary>
/// <param name="Subject">Its subject name.</param>
/// <param name="Thumbprint">SHA-256, in upper-case hex.</param>
/// <param name="NotBefore">Start of its validity (UTC).</param>
/// <param name="NotAfter">End of its validity (UTC).</param>
public sealed record IdpCertificateInfo(string Subject, string Thumbprint, DateTimeOffset NotBefore, DateTimeOffset NotAfter);
