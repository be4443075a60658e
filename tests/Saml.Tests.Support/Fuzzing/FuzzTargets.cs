using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml;
using LocalIdp;

namespace Saml.Tests.Support.Fuzzing;

/// <summary>All kinds of messages that the engine takes from strangers.</summary>
internal static class FuzzTargets
{
    private const string Metadata =
        $"<EntityDescriptor xmlns=\"{SamlUris.Metadata}\" ID=\"_m\" entityID=\"https://idp.example/\" validUntil=\"2030-01-01T00:00:00Z\"><IDPSSODescriptor protocolSupportEnumeration=\"{SamlUris.Protocol}\">"
        + $"<KeyDescriptor use=\"signing\"><KeyInfo xmlns=\"{SamlUris.Signature}\"><X509Data><X509Certificate>{{0}}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>"
        + $"<NameIDFormat>{SamlUris.PersistentNameId}</NameIDFormat><SingleSignOnService Binding=\"{SamlUris.RedirectBinding}\" Location=\"https://idp.example/sso\"/></IDPSSODescriptor></EntityDescriptor>";

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        Response("assertion-signed", 240, ResponseScenario.Entra),
        Response("response-signed", 170, ResponseScenario.SignedResponse),
        Response("both-signed", 160, ResponseScenario.SignedBoth),
        Response("ec-keys", 60, ResponseScenario.SignedBoth.SignedBy(TestKeys.P256)),
        Response("ec-keys-p521", 8, ResponseScenario.Entra.SignedBy(TestKeys.P521)),
        Field("form-field", 40, ResponseScenario.Entra),
        Response("encrypted-cbc", 6, Encrypted(ResponseScenario.Entra, HandEncryptor.Aes256Cbc)),
        Response("encrypted-cbc-response-signed", 6, Encrypted(ResponseScenario.SignedResponse, HandEncryptor.Aes128Cbc)),
        Response("encrypted-gcm", 6, Encrypted(ResponseScenario.Entra, HandEncryptor.Aes256Gcm)),
        Response("encrypted-gcm-both-signed", 6, Encrypted(ResponseScenario.SignedBoth, HandEncryptor.Aes128Gcm)),
        Plaintext("plaintext-cbc", 4, HandEncryptor.Aes256Cbc),
        Plaintext("plaintext-gcm", 4, HandEncryptor.Aes256Gcm),
        Resigned("signed-after-mutation", 10),
        LogoutRequest("logout-request-post", 70, LogoutScenario.Request with { IsPost = true }),
        LogoutRequest("logout-request-redirect", 60, LogoutScenario.Request with { RelayState = "state" }),
        LogoutResponse("logout-response-post", 40, LogoutScenario.Response with { IsPost = true }),
        SignedMetadata("metadata-signed", 80),
        UnsignedMetadata("metadata-unsigned", 30),
    ];

    private static FuzzTarget Response(string name, int weight, ResponseScenario scenario)
    {
        byte[] document = Encoding.UTF8.GetBytes(scenario.Xml());
        return new FuzzTarget { Name = name, Weight = weight, Document = document, Other = OtherOf(scenario), Verify = Verifier(scenario, scenario.Accepted(document), Base64) };
    }

    /// <summary>The mutation hits the form field's base64 and not what is in it.</summary>
    private static FuzzTarget Field(string name, int weight, ResponseScenario scenario)
    {
        byte[] document = Encoding.UTF8.GetBytes(scenario.Xml());
        return new FuzzTarget { Name = name, Weight = weight, IsXml = false, Document = Base64(document), Other = Base64(OtherOf(scenario)), Verify = Verifier(scenario, scenario.Accepted(document), field => field) };
    }

    /// <summary>The mutation hits what is encrypted, for which an attacker needs no key of ours but the public one.</summary>
    private static FuzzTarget Plaintext(string name, int weight, string cipher)
    {
        string plaintext = "";
        ResponseScenario scenario = OneKey(ResponseScenario.Entra.Encrypted(new HandEncryptor { Plaintext = xml => plaintext = xml }));
        string document = scenario.Xml();
        VerifiedResponse honest = scenario.Accepted(Encoding.UTF8.GetBytes(document));
        string element = Edit.Cut(document, "<saml:EncryptedAssertion", "</saml:EncryptedAssertion>");
        return new FuzzTarget
        {
            Name = name,
            Weight = weight,
            Document = Encoding.UTF8.GetBytes(plaintext),
            Other = OtherOf(ResponseScenario.Entra),
            Verify = Verifier(scenario, honest, mutated => Base64(Encoding.UTF8.GetBytes(
                Edit.Once(document, element, new HandEncryptor { Content = cipher }.Encrypt(Encoding.UTF8.GetString(mutated), "EncryptedAssertion"))))),
        };
    }

    /// <summary>The IdP itself signs the mutated document: odd content gets past the signature. The framework's reader says whom it names.</summary>
    private static FuzzTarget Resigned(string name, int weight)
    {
        ResponseScenario scenario = ResponseScenario.Entra.SignedBy(TestKeys.P256);
        var signatures = new ThreadLocal<XmlSignatureOptions>(() => XmlSignatureOptions.From(TestKeys.P256));
        string unsigned = (scenario with { Parts = SignedParts.None }).Xml();
        return new FuzzTarget
        {
            Name = name,
            Weight = weight,
            Document = Encoding.UTF8.GetBytes(unsigned),
            Other = OtherOf(ResponseScenario.Entra),
            Verify = mutated =>
            {
                (byte[] message, string signed) = Resign(mutated, signatures.Value!);
                return ResponseVerifier.TryVerify(Base64(message), scenario.Expected, scenario.Clock, out VerifiedResponse? response, out SamlFailure? failure)
                    ? FuzzVerdict.Accepted(signed, response.NameId?.Value ?? "-")
                    : FuzzVerdict.Refused(failure);
            },
        };
    }

    private static (byte[] Message, string NameId) Resign(byte[] mutated, XmlSignatureOptions signature)
    {
        try
        {
            string xml = XmlSigner.SignResponse(Encoding.UTF8.GetString(mutated), SignedParts.Assertion, signature);
            XmlNode? nameId = Load(xml).SelectSingleNode("/*/*[local-name()='Assertion']/*[local-name()='Subject']/*[local-name()='NameID']");
            return (Encoding.UTF8.GetBytes(xml), nameId?.InnerText ?? "-");
        }
        catch (Exception e) when (e is XmlException or ArgumentException or CryptographicException)
        {
            // Nothing that the framework can sign: the engine gets it without a signature.
            return (mutated, "nobody");
        }
    }

    /// <summary>LoadXml would keep carriage returns, which every other reader turns into line feeds (XML 1.0, 2.11).</summary>
    private static XmlDocument Load(string xml)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        using var reader = XmlReader.Create(new StringReader(xml));
        document.Load(reader);
        return document;
    }

    private static FuzzTarget LogoutRequest(string name, int weight, LogoutScenario scenario)
    {
        scenario = scenario.IsPost ? scenario with { Xml = Edit.Once(scenario.Xml, LogoutScenario.Name, LogoutScenario.QualifiedName) } : scenario;
        string honest = Of(scenario.AcceptedRequest(), scenario);
        return Logout(name, weight, scenario, message => LogoutVerifier.TryVerifyRequest(message, scenario.Expected, scenario.Clock, out VerifiedLogoutRequest? request, out SamlFailure? failure)
            ? FuzzVerdict.Accepted(honest, Of(request, scenario))
            : FuzzVerdict.Refused(failure));
    }

    /// <summary>An answer need not be signed and ends nothing; it must be one to our request all the same.</summary>
    private static FuzzTarget LogoutResponse(string name, int weight, LogoutScenario scenario) =>
        Logout(name, weight, scenario, message => LogoutVerifier.TryVerifyResponse(message, scenario.Expected, scenario.Clock, out VerifiedLogoutResponse? response, out SamlFailure? failure)
            ? FuzzVerdict.Accepted(LogoutScenario.OurRequestId, response.InResponseTo)
            : FuzzVerdict.Refused(failure));

    private static FuzzTarget Logout(string name, int weight, LogoutScenario scenario, Func<LogoutMessage, FuzzVerdict> verify)
    {
        LogoutScenario other = scenario with { Xml = scenario.Xml.Replace(ResponseScenario.NameIdValue, SignedDocument.Evil, StringComparison.Ordinal) };
        return new FuzzTarget
        {
            Name = name,
            Weight = weight,
            IsXml = scenario.IsPost,
            Document = Encoding.UTF8.GetBytes(scenario.IsPost ? scenario.Document() : scenario.Query()),
            Other = Encoding.UTF8.GetBytes(scenario.IsPost ? other.Document() : other.Query()),
            Verify = mutated =>
            {
                bool read = scenario.IsPost
                    ? LogoutMessage.TryReadForm(scenario.IsRequest, Base64(mutated), scenario.RelayState, out LogoutMessage? message, out SamlFailure? failure)
                    : LogoutMessage.TryReadQuery(Encoding.UTF8.GetString(mutated), out message, out failure);
                return read ? verify(message!) : FuzzVerdict.Refused(failure);
            },
        };
    }

    private static FuzzTarget SignedMetadata(string name, int weight)
    {
        byte[] document = SignMetadata(TestKeys.Rsa);
        Assert.True(IdpMetadata.TryReadSigned(document, null, TestKeys.Trusted, ResponseScenario.Now, out IdpDescription? honest, out SamlFailure? problem), problem?.Detail);
        string facts = Facts.Of(honest);
        return new FuzzTarget
        {
            Name = name,
            Weight = weight,
            Document = document,
            Other = SignMetadata(TestKeys.Attacker),
            Verify = mutated => IdpMetadata.TryReadSigned(mutated, null, TestKeys.Trusted, ResponseScenario.Now, out IdpDescription? idp, out SamlFailure? failure)
                ? FuzzVerdict.Accepted(facts, Facts.Of(idp))
                : FuzzVerdict.Refused(failure),
        };
    }

    /// <summary>Without a pinned key there is nothing to hold the facts against: there must be an answer.</summary>
    private static FuzzTarget UnsignedMetadata(string name, int weight) => new()
    {
        Name = name,
        Weight = weight,
        Document = SignMetadata(TestKeys.Rsa),
        Other = SignMetadata(TestKeys.Attacker),
        Verify = mutated => IdpMetadata.TryRead(mutated, null, ResponseScenario.Now, out IdpDescription? idp, out SamlFailure? failure)
            ? new FuzzVerdict(null, idp.SigningKeys.Count > 0 && idp.EntityId.Length > 0 ? null : "a description without name or key")
            : FuzzVerdict.Refused(failure),
    };

    private static byte[] SignMetadata(X509Certificate2 key) => Encoding.UTF8.GetBytes(XmlSigner.Sign(
        Metadata.Replace("{0}", Convert.ToBase64String(key.RawData), StringComparison.Ordinal), "_m", XmlSignatureOptions.From(TestKeys.P256)));

    private static Func<byte[], FuzzVerdict> Verifier(ResponseScenario scenario, VerifiedResponse honest, Func<byte[], byte[]> toField) => mutated =>
        ResponseVerifier.TryVerify(toField(mutated), scenario.Expected, scenario.Clock, out VerifiedResponse? response, out SamlFailure? failure)
            ? Facts.AreThose(honest, response) ? new FuzzVerdict(null, null) : FuzzVerdict.Accepted(Facts.Of(honest), Facts.Of(response))
            : FuzzVerdict.Refused(failure);

    private static ResponseScenario Encrypted(ResponseScenario scenario, string cipher) => OneKey(scenario.Encrypted(new HandEncryptor { Content = cipher }));

    // Each of our keys is tried, so a second one only doubles the cost of every case.
    private static ResponseScenario OneKey(ResponseScenario scenario) => scenario.Expecting(e => e with { DecryptionKeys = [TestKeys.OurKeys[0]] });

    /// <summary>Pieces of another honest response of the same IdP are what an attacker has to work with.</summary>
    private static byte[] OtherOf(ResponseScenario scenario) => Encoding.UTF8.GetBytes(scenario.With(o => o with { NameId = SignedDocument.Evil, AssertionId = "_other" }).Xml());

    private static byte[] Base64(byte[] octets) => Encoding.ASCII.GetBytes(Convert.ToBase64String(octets));

    private static string Of(VerifiedLogoutRequest request, LogoutScenario scenario) =>
        string.Join('\n', [request.Id, request.NameId.ToString(), .. request.SessionIndexes, scenario.IsPost ? "" : request.RelayState, request.AcceptableUntil.ToString("O")]);
}
