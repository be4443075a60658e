using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LocalIdp.Tests.Signing;

/// <summary>Keys that are costly to make, made once.</summary>
internal static class TestKeys
{
    public static X509Certificate2 Rsa { get; } = MakeRsa();

    public static X509Certificate2 P256 { get; } = MakeEc(ECCurve.NamedCurves.nistP256);

    public static X509Certificate2 P384 { get; } = MakeEc(ECCurve.NamedCurves.nistP384);

    public static X509Certificate2 P521 { get; } = MakeEc(ECCurve.NamedCurves.nistP521);

    public static X509Certificate2 For(XmlSignatureAlgorithm algorithm) => algorithm switch
    {
        XmlSignatureAlgorithm.EcdsaSha256 => P256,
        XmlSignatureAlgorithm.EcdsaSha384 => P384,
        XmlSignatureAlgorithm.EcdsaSha512 => P521,
        _ => Rsa,
    };

    private static X509Certificate2 MakeRsa()
    {
        using var key = RSA.Create(2048);
        return SelfSign(new CertificateRequest("CN=idp", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private static X509Certificate2 MakeEc(ECCurve curve)
    {
        using var key = ECDsa.Create(curve);
        return SelfSign(new CertificateRequest("CN=idp", key, HashAlgorithmName.SHA256));
    }

    private static X509Certificate2 SelfSign(CertificateRequest request)
        => request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
}
