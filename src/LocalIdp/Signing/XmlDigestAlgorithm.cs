namespace LocalIdp;

/// <summary>Digest of the signed element.</summary>
public enum XmlDigestAlgorithm
{
    /// <summary>SHA-256: Entra's default.</summary>
    Sha256,

    /// <summary>SHA-384.</summary>
    Sha384,

    /// <summary>SHA-512.</summary>
    Sha512,

    /// <summary>SHA-1: to be refused.</summary>
    Sha1,
}
