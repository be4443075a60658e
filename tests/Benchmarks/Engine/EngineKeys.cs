using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Saml;

namespace Benchmarks.Engine;

/// <summary>The keys of both sides: RSA-2048.</summary>
internal static class EngineKeys
{
    internal static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    internal static X509Certificate2 Idp { get; } = Make("CN=idp");

    internal static X509Certificate2 Own { get; } = Make("CN=sp");

    internal static ServiceProviderKey OwnKey { get; } = new(X509CertificateLoader.LoadPkcs12(Own.Export(X509ContentType.Pkcs12), null));

    private static X509Certificate2 Make(string name)
    {
        using RSA rsa = RSA.Create(2048);
        return new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(Now.AddDays(-1), Now.AddDays(365));
    }
}
