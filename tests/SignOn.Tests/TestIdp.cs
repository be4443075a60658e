using System.Security.Cryptography.X509Certificates;
using System.Text;
using LocalIdp;

namespace SignOn.Tests;

/// <summary>An IdP that signs whatever a test wants said.</summary>
internal static class TestIdp
{
    public const string EntityId = "https://sts.windows.net/11111111-2222-3333-4444-555555555555/";
    public const string SsoUrl = "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/saml2";

    public static readonly X509Certificate2 Certificate = IdpCertificate.Create(World.Start.AddDays(-1));
    public static readonly XmlSignatureOptions Signature = XmlSignatureOptions.From(Certificate);

    private static readonly X509Certificate2 NewCertificate = IdpCertificate.Create(World.Start.AddDays(-1));

    /// <summary>How the IdP signs once it has rolled its key.</summary>
    public static XmlSignatureOptions NewSignature { get; } = XmlSignatureOptions.From(NewCertificate);

    public static string NewCertificateBase64 => Convert.ToBase64String(NewCertificate.RawData);

    public static string CertificateBase64 => Convert.ToBase64String(Certificate.RawData);

    /// <summary>A valid response for a tenant, as Entra shapes it.</summary>
    public static SamlResponseOptions Describe(Tenant tenant, DateTimeOffset now, string? requestId) => new SamlResponseOptions(now)
        .WithIssuer(EntityId)
        .WithAcs(tenant.AssertionConsumerUrl)
        .WithAudiences(tenant.EntityId)
        .WithInResponseTo(requestId);

    /// <summary>The form field. What <paramref name="edit"/> changes is signed; a failure has no assertion to sign.</summary>
    public static ReadOnlyMemory<byte> Sign(SamlResponseOptions options, SignedParts parts, Func<string, string>? edit, X509Certificate2? encryptTo = null, XmlSignatureOptions? by = null)
    {
        var text = SamlResponseXml.Build(options);
        var xml = XmlSigner.SignResponse(edit?.Invoke(text) ?? text, options.HasAssertion ? parts : SignedParts.None, by ?? Signature);
        xml = encryptTo is null ? xml : AssertionEncryptor.Encrypt(xml, encryptTo);
        return Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(xml)));
    }
}
