using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Saml.Tests.Support;

/// <summary>Keys that are costly to make, made once. All of them are the IdP's except those that say otherwise.</summary>
internal static class TestKeys
{
    /// <summary>The time around which all certificates are valid. It stands first because they are made with it.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static X509Certificate2 Rsa { get; } = Kept("Rsa", () => MakeRsa(2048));

    /// <summary>Another certificate of the same key, valid when the first no longer is.</summary>
    public static X509Certificate2 Renewed { get; } = Kept("Renewed", () =>
    {
        using RSA key = Rsa.GetRSAPrivateKey()!;
        return new CertificateRequest("CN=renewed", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(Now, Now.AddDays(1_000));
    });

    public static X509Certificate2 P256 { get; } = Kept("P256", () => MakeEc(ECCurve.NamedCurves.nistP256));

    public static X509Certificate2 P384 { get; } = Kept("P384", () => MakeEc(ECCurve.NamedCurves.nistP384));

    public static X509Certificate2 P521 { get; } = Kept("P521", () => MakeEc(ECCurve.NamedCurves.nistP521));

    /// <summary>A key that the tenant does not know.</summary>
    public static X509Certificate2 Attacker { get; } = Kept("Attacker", () => MakeRsa(2048));

    /// <summary>An elliptic-curve key that the tenant does not know.</summary>
    public static X509Certificate2 AttackerEc { get; } = Kept("AttackerEc", () => MakeEc(ECCurve.NamedCurves.nistP256));

    /// <summary>Ours, to which IdPs encrypt.</summary>
    public static X509Certificate2 ServiceProvider { get; } = Kept("ServiceProvider", () => MakeRsa(2048));

    /// <summary>Ours of before the rollover.</summary>
    public static X509Certificate2 OldServiceProvider { get; } = Kept("OldServiceProvider", () => MakeRsa(3072));

    /// <summary>Our keys in the order of a ring in rollover: the active one and the old one.</summary>
    public static IReadOnlyList<ServiceProviderKey> OurKeys { get; } = [Own(ServiceProvider), Own(OldServiceProvider)];

    public static IReadOnlyList<IdpSigningKey> Trusted { get; } = [Key(Rsa), Key(P256), Key(P384), Key(P521)];

    public static IdpSigningKey Key(X509Certificate2 certificate)
    {
        Assert.True(IdpSigningKey.TryCreate(certificate.RawData, out IdpSigningKey? key, out SamlFailure? failure), failure?.Detail);
        return key;
    }

    /// <summary>A certificate of ours with its private key, in an instance of its own: its key owns and disposes of it.</summary>
    public static ServiceProviderKey Own(X509Certificate2 certificate) => new(X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null));

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

    private static X509Certificate2 Kept(string name, Func<X509Certificate2> make)
    {
        if (TestKeyFolder.Path is not { } folder)
        {
            return make();
        }

        string path = Path.Combine(folder, name + ".pfx");
        if (!File.Exists(path))
        {
            using X509Certificate2 made = make();
            File.WriteAllBytes(path, made.Export(X509ContentType.Pkcs12));
        }

        return X509CertificateLoader.LoadPkcs12FromFile(path, null, X509KeyStorageFlags.Exportable);
    }

    private static X509Certificate2 SelfSign(CertificateRequest request) =>
        request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(30));
}
