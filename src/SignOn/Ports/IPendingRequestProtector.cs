namespace SignOn;

/// <summary>Turns a <see cref="PendingRequest"/> into a cookie value that a browser can neither read nor change.</summary>
public interface IPendingRequestProtector
{
    /// <summary>Encrypts and authenticates.</summary>
    string Protect(PendingRequest request);

    /// <summary>Reads back what <see cref="Protect"/> made; null for anything else, whatever it is.</summary>
    PendingRequest? Unprotect(string value);
}
