using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using LocalIdp;
using Saml;

namespace Benchmarks;

/// <summary>One accepted response through the whole engine, against the least that any engine must do and against the framework's own XML signatures.</summary>
internal static class EngineRatios
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    internal static void Measure(RatioTable table)
    {
        using RSA rsa = RSA.Create(2048);
        using X509Certificate2 certificate = new CertificateRequest("CN=benchmark", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(Now.AddDays(-1), Now.AddDays(365));
        SamlResponseOptions options = EntraShaped();
        byte[] xml = Encoding.UTF8.GetBytes(XmlSigner.SignResponse(SamlResponseXml.Build(options), SignedParts.Assertion, XmlSignatureOptions.From(certificate)));
        byte[] form = Encoding.ASCII.GetBytes(Convert.ToBase64String(xml));
        ResponseExpectations expected = Expectations(options, certificate);
        Action floor = Floor(form, xml, certificate);
        using RSA publicKey = certificate.GetRSAPublicKey()!;

        var runs = new SideBySide(
            ("engine", () => Require(ResponseVerifier.TryVerify(form, expected, Now, out _, out _))),
            ("floor", floor),
            ("signedxml", () => Require(VerifyWithSignedXml(form, publicKey))));
        runs.Run();

        table.Target("engine-cpu/signedxml-cpu", runs.CpuRatio("engine", "signedxml"), 0.5);
        table.Target("engine-bytes/signedxml-bytes", (double)runs.Bytes("engine") / runs.Bytes("signedxml"), 0.1);
        table.Figure($"Entra-shaped response, assertion signed, RSA-2048, {options.Attributes!.Count} attributes, {xml.Length} octets of XML; CPU µs and allocated octets per operation:");
        foreach (string name in (string[])["engine", "floor", "signedxml"])
        {
            table.Figure($"  {name,-10} {runs.Microseconds(name),8:0.0} µs {runs.Bytes(name),8} B");
        }

        table.Figure($"  engine-cpu/floor-cpu {runs.CpuRatio("engine", "floor"):0.00}");
    }

    private static SamlResponseOptions EntraShaped()
    {
        var user = new LocalIdpUser
        {
            ObjectId = new Guid("5f2a7d1c-3b64-4f0e-9a58-6c1d2e3f4a5b"),
            DisplayName = "B.Simon",
            GivenName = "B",
            Surname = "Simon",
            UserPrincipalName = "B.Simon@contoso.com",
            Mail = "B.Simon@contoso.com",
        };
        var mappings = new Dictionary<string, string>
        {
            ["UserFirstName"] = "user.givenname",
            ["UserLastName"] = "user.surname",
            ["UserEmail"] = "user.userprincipalname",
        };
        IReadOnlyList<SamlClaim> attributes = EntraAttributes.For(LocalIdpOptions.DefaultDirectoryId, user, mappings);
        return new SamlResponseOptions(Now) { InResponseTo = "_request", ConfirmationInResponseTo = "_request", Attributes = attributes };
    }

    private static ResponseExpectations Expectations(SamlResponseOptions options, X509Certificate2 certificate)
    {
        Require(IdpSigningKey.TryCreate(certificate.RawData, out IdpSigningKey? key, out _));
        return new ResponseExpectations
        {
            IdentityProvider = new IdentityProvider(options.AssertionIssuer!, [key!]),
            EntityId = options.AudienceRestrictions[0][0],
            AssertionConsumerUrl = options.Recipient!,
            RequestIds = ["_request"],
        };
    }

    /// <summary>Base64 of the form, SHA-256 of the signed element's canonical octets, one RSA verification: nothing can be left out.</summary>
    private static Action Floor(byte[] form, byte[] xml, X509Certificate2 certificate)
    {
        XmlDocument document = Load(xml);
        var assertion = (XmlElement)document.GetElementsByTagName("Assertion", "urn:oasis:names:tc:SAML:2.0:assertion")[0]!;
        var signature = (XmlElement)assertion.GetElementsByTagName("Signature", SignedXml.XmlDsigNamespaceUrl)[0]!;
        byte[] signedInfo = Canonical((XmlElement)signature.GetElementsByTagName("SignedInfo", SignedXml.XmlDsigNamespaceUrl)[0]!);
        byte[] value = Convert.FromBase64String(signature.GetElementsByTagName("SignatureValue", SignedXml.XmlDsigNamespaceUrl)[0]!.InnerText);
        assertion.RemoveChild(signature);
        byte[] signed = Canonical(assertion);
        byte[] decoded = new byte[form.Length];
        byte[] digest = new byte[32];
        RSA key = certificate.GetRSAPublicKey()!;
        return () =>
        {
            System.Buffers.Text.Base64.DecodeFromUtf8(form, decoded, out _, out _);
            SHA256.HashData(signed, digest);
            Require(key.VerifyData(signedInfo, value, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        };
    }

    private static bool VerifyWithSignedXml(byte[] form, RSA key)
    {
        XmlDocument document = Load(Convert.FromBase64String(Encoding.ASCII.GetString(form)));
        var assertion = (XmlElement)document.GetElementsByTagName("Assertion", "urn:oasis:names:tc:SAML:2.0:assertion")[0]!;
        var signed = new SignedXml(assertion);
        signed.LoadXml((XmlElement)assertion.GetElementsByTagName("Signature", SignedXml.XmlDsigNamespaceUrl)[0]!);
        return signed.CheckSignature(key);
    }

    private static XmlDocument Load(byte[] xml)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        using var stream = new MemoryStream(xml);
        document.Load(stream);
        return document;
    }

    private static byte[] Canonical(XmlElement element)
    {
        var lone = new XmlDocument { PreserveWhitespace = true };
        lone.LoadXml(element.OuterXml);
        var transform = new XmlDsigExcC14NTransform();
        transform.LoadInput(lone);
        using var output = (Stream)transform.GetOutput(typeof(Stream));
        using var copy = new MemoryStream();
        output.CopyTo(copy);
        return copy.ToArray();
    }

    private static void Require(bool condition)
    {
        if (!condition)
        {
            throw new InvalidOperationException("A response that must be accepted was refused; the figures would mean nothing.");
        }
    }
}
