namespace SignOn;

/// <summary>A certificate of an IdP.</summary>
/// <param name="Thumbprint">SHA-256, in upper-case hex.</param>
/// <param name="NotBefore">Start of its validity (UTC).</param>
/// <param name="NotAfter">End of its validity (UTC).</param>
public sealed record TraceCertificate(string Thumbprint, DateTimeOffset NotBefore, DateTimeOffset NotAfter)
{
    /// <summary>Whether it is valid at an instant.</summary>
    /// <param name="at">The instant.</param>
    public bool IsValidAt(DateTimeOffset at) => at >= NotBefore && at <= NotAfter;
}
