using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LocalIdp;

namespace Saml.Tests.Support;

/// <summary>Keys that are costly to make, made once. All of them are the IdP's except <see cref="Attacker"/>.</summary>
internal static class TestKeys
{
    /// <summary>The time around which all certificates are valid. It stands first because they are made with it.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static X509Certificate2 Rsa { get; } = MakeRsa(2048);

    public static X509Certificate2 P256 { get; } = MakeEc(ECCurve.NamedCurves.nistP256);

    public static X509Certificate2 P384 { get; } = MakeEc(ECCurve.NamedCurves.nistP384);

    public static X509Certificate2 P521 { get; } = MakeEc(ECCurve.NamedCurves.nistP521);

    /// <summary>A key that the tenant does not know.</summary>
    public static X509Certificate2 Attacker { get; } = MakeRsa(2048);

    /// <summary>An elliptic-curve key that the tenant does not know.</summary>
    public static X509Certificate2 AttackerEc { get; } = MakeEc(ECCurve.NamedCurves.nistP256);

    public static IReadOnlyList<IdpSigningKey> Trusted { get; } = [Key(Rsa), Key(P256), Key(P384), Key(P521)];

    public static IdpSigningKey Key(X509Certificate2 certificate)
    {
        Assert.True(IdpSigningKey.TryCreate(certificate.RawData, out IdpSigningKey? key, out SamlFailure? failure), failure?.Detail);
        return key;
    }

    public static X509Certificate2 MakeRsa(int bits)
    {
        using RSA key = RSA.Create(bits);
        return SelfSign(new CertificateRequest("CN=idp", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    public static X509Certificate2 MakeEc(ECCurve curve)
    {
        using ECDsa key = ECDsa.Create(curve);
        return SelfSign(new CertificateRequest("CN=idp", key, HashAlgorithmName.SHA256));
    }

    private static X509Certificate2 SelfSign(CertificateRequest request) =>
        request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(30));
}
