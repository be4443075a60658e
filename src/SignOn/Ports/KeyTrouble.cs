namespace SignOn;

/// <summary>What keeps our keys from being read or used, by who can mend it and where.</summary>
public enum KeyTrouble
{
    /// <summary>The vault refuses the app: its identity, its role or its network.</summary>
    Forbidden,

    /// <summary>The vault has no such certificate.</summary>
    NotFound,

    /// <summary>Every version of the certificate is disabled.</summary>
    Disabled,

    /// <summary>The vault does not answer, throttles, or is no vault.</summary>
    Unreachable,

    /// <summary>There is a certificate, and it cannot be used: expired, not valid yet, without its private key, or with a weak one.</summary>
    BadCertificate,
}
