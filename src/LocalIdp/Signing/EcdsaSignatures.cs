using System.Security.Cryptography;

namespace LocalIdp;

/// <summary>Teaches the framework's SignedXml ECDSA, which it does not know by itself.</summary>
public static class EcdsaSignatures
{
    // A static initializer runs once, whatever the number of threads; AddAlgorithm is process-wide.
    private static readonly bool Registered = RegisterAll();

    /// <summary>Registers the algorithms for this process. Signing does so by itself; call it before verifying with SignedXml.</summary>
    public static void Register() => _ = Registered;

    private static bool RegisterAll()
    {
        CryptoConfig.AddAlgorithm(typeof(EcdsaSha256SignatureDescription), XmlAlgorithmUris.EcdsaSha256);
        CryptoConfig.AddAlgorithm(typeof(EcdsaSha384SignatureDescription), XmlAlgorithmUris.EcdsaSha384);
        CryptoConfig.AddAlgorithm(typeof(EcdsaSha512SignatureDescription), XmlAlgorithmUris.EcdsaSha512);
        return true;
    }
}
