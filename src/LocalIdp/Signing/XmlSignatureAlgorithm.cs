namespace LocalIdp;

/// <summary>Signature algorithms that <see cref="XmlSigner"/> can make; the weak ones exist for tests of refusals.</summary>
public enum XmlSignatureAlgorithm
{
    /// <summary>RSA PKCS#1 v1.5 with SHA-256: Entra's default.</summary>
    RsaSha256,

    /// <summary>RSA PKCS#1 v1.5 with SHA-384.</summary>
    RsaSha384,

    /// <summary>RSA PKCS#1 v1.5 with SHA-512.</summary>
    RsaSha512,

    /// <summary>ECDSA with SHA-256.</summary>
    EcdsaSha256,

    /// <summary>ECDSA with SHA-384.</summary>
    EcdsaSha384,

    /// <summary>ECDSA with SHA-512.</summary>
    EcdsaSha512,

    /// <summary>RSA PKCS#1 v1.5 with SHA-1: to be refused.</summary>
    RsaSha1,

    /// <summary>HMAC with SHA-256 under any key bytes: to be refused.</summary>
    HmacSha256,

    /// <summary>HMAC with SHA-1 under any key bytes: to be refused.</summary>
    HmacSha1,
}
