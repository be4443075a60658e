using System.Security.Cryptography.X509Certificates;
using System.Text;
using LocalIdp;

namespace Saml.Tests.Support;

/// <summary>
/// One run of the engine: a valid Response as Entra sends it, the changes that a test makes to it before and after it is signed, and
/// what the tenant expects. Untouched it is accepted; a test says what it changes and what must come of it.
/// </summary>
internal sealed record ResponseScenario
{
    public const string RequestId = "_request0123456789";
    public const string Acs = "https://sp.example/saml/contoso/acs";
    public const string EntityId = "https://sp.example/saml/contoso/metadata";
    public const string NameIdValue = "ZpC4Xz1rQ8mT0vWkY3uJ7hLbN2sEfG6a";
    public const string ResponseId = "_response";
    public const string AssertionId = "_assertion";

    /// <summary>The time at which every scenario starts.</summary>
    public static DateTimeOffset Now => TestKeys.Now;

    public static string Issuer { get; } = new SamlResponseOptions(Now).ResponseIssuer!;

    /// <summary>The assertion is signed, as Entra does by default.</summary>
    public static ResponseScenario Entra { get; } = new();

    /// <summary>The Response is signed and the assertion is not.</summary>
    public static ResponseScenario SignedResponse { get; } = new() { Parts = SignedParts.Response };

    /// <summary>Both are signed.</summary>
    public static ResponseScenario SignedBoth { get; } = new() { Parts = SignedParts.Both };

    public SignedParts Parts { get; init; } = SignedParts.Assertion;

    public DateTimeOffset Clock { get; init; } = Now;

    public ResponseExpectations Expected { get; init; } = new()
    {
        IdentityProvider = new IdentityProvider(Issuer, TestKeys.Trusted),
        EntityId = EntityId,
        AssertionConsumerUrl = Acs,
        RequestIds = ["_another", RequestId],
        DecryptionKeys = TestKeys.OurKeys,
    };

    private SamlResponseOptions Options { get; init; } =
        (new SamlResponseOptions(Now) { ResponseId = ResponseId, AssertionId = AssertionId }).WithInResponseTo(RequestId);

    private XmlSignatureOptions Signature { get; init; } = XmlSignatureOptions.From(TestKeys.Rsa);

    private Func<string, string> BeforeSigning { get; init; } = xml => xml;

    private Func<string, XmlSignatureOptions, SignedParts, string> Signer { get; init; } = (xml, options, parts) => XmlSigner.SignResponse(xml, parts, options);

    private Func<string, string> AfterSigning { get; init; } = xml => xml;

    public ResponseScenario With(Func<SamlResponseOptions, SamlResponseOptions> change) => this with { Options = change(Options) };

    public ResponseScenario Expecting(Func<ResponseExpectations, ResponseExpectations> change) => this with { Expected = change(Expected) };

    public ResponseScenario Trusting(params X509Certificate2[] certificates) =>
        Expecting(e => e with { IdentityProvider = e.IdentityProvider with { SigningKeys = [.. certificates.Select(TestKeys.Key)] } });

    public ResponseScenario At(TimeSpan later) => this with { Clock = Now + later };

    public ResponseScenario SignedBy(X509Certificate2 certificate) => this with { Signature = XmlSignatureOptions.From(certificate) };

    public ResponseScenario Signing(Func<XmlSignatureOptions, XmlSignatureOptions> change) => this with { Signature = change(Signature) };

    /// <summary>Signs by hand with the IdP's own key, so that the cryptography of an odd signature holds and only its shape can be refused.</summary>
    public ResponseScenario SignedByHand(HandSigner signer) => this with { Signer = (xml, _, parts) => signer.Sign(xml, parts) };

    /// <summary>An IdP that encrypts the assertion: after its own signature is made, and before that of the Response.</summary>
    public ResponseScenario Encrypted(HandEncryptor encryptor) => EncryptedBy(xml =>
    {
        string assertion = Edit.Cut(xml, "<Assertion", "</Assertion>");
        return Edit.Once(xml, assertion, encryptor.Encrypt(assertion, "EncryptedAssertion"));
    });

    /// <summary>The same with any program that encrypts.</summary>
    public ResponseScenario EncryptedBy(Func<string, string> encrypt) => this with
    {
        Signer = (xml, options, parts) =>
        {
            xml = encrypt(XmlSigner.SignResponse(xml, parts is SignedParts.Both or SignedParts.Assertion ? SignedParts.Assertion : SignedParts.None, options));
            return XmlSigner.SignResponse(xml, parts is SignedParts.Both or SignedParts.Response ? SignedParts.Response : SignedParts.None, options);
        },
    };

    /// <summary>An IdP that writes this: the edit is signed.</summary>
    public ResponseScenario Before(Func<string, string> edit)
    {
        Func<string, string> earlier = BeforeSigning;
        return this with { BeforeSigning = xml => edit(earlier(xml)) };
    }

    /// <summary>An IdP that writes <paramref name="new"/> for the only <paramref name="old"/>.</summary>
    public ResponseScenario Before(string old, string @new) => Before(xml => Edit.Once(xml, old, @new));

    /// <summary>An attacker who changes the signed document.</summary>
    public ResponseScenario After(Func<string, string> edit)
    {
        Func<string, string> earlier = AfterSigning;
        return this with { AfterSigning = xml => edit(earlier(xml)) };
    }

    /// <summary>An attacker who writes <paramref name="new"/> for the only <paramref name="old"/>.</summary>
    public ResponseScenario After(string old, string @new) => After(xml => Edit.Once(xml, old, @new));

    /// <summary>An attacker who moves elements of the signed document.</summary>
    public ResponseScenario AfterDom(Action<SignedDocument> edit) => After(xml =>
    {
        var document = new SignedDocument(xml);
        edit(document);
        return document.ToString();
    });

    /// <summary>The document as it is sent.</summary>
    public string Xml() => AfterSigning(Signer(BeforeSigning(SamlResponseXml.Build(Options)), Signature, Parts));

    /// <summary>The engine must accept the Response.</summary>
    public VerifiedResponse Accepted() => Accepted(Encoding.UTF8.GetBytes(Xml()));

    /// <summary>The engine must accept these octets in place of the document.</summary>
    public VerifiedResponse Accepted(byte[] message)
    {
        bool verified = TryVerify(message, out VerifiedResponse? response, out SamlFailure? failure);
        Assert.True(verified, $"{failure?.Error}: {failure?.Detail} ({failure?.Received})");
        return response!;
    }

    /// <summary>The engine must refuse the Response with exactly this code.</summary>
    public SamlFailure Refused(SamlError error) => Refused(Encoding.UTF8.GetBytes(Xml()), error);

    /// <summary>The engine must refuse these octets, in place of the document, with exactly this code.</summary>
    public SamlFailure Refused(byte[] message, SamlError error) => RefusedField(Encoding.ASCII.GetBytes(Convert.ToBase64String(message)), error);

    /// <summary>The engine must refuse this value of the form field with exactly this code.</summary>
    public SamlFailure RefusedField(byte[] field, SamlError error)
    {
        bool verified = ResponseVerifier.TryVerify(field, Expected, Clock, out VerifiedResponse? response, out SamlFailure? failure);
        Assert.False(verified, "The engine accepted it.");
        Assert.Null(response);
        Assert.True(error == failure!.Error, $"Expected {error}, but it was {failure.Error}: {failure.Detail} ({failure.Received})");
        Assert.NotEmpty(failure.Clause);
        Assert.NotEmpty(failure.Detail);
        return failure;
    }

    public bool TryVerify(byte[] message, out VerifiedResponse? response, out SamlFailure? failure) =>
        ResponseVerifier.TryVerify(Encoding.ASCII.GetBytes(Convert.ToBase64String(message)), Expected, Clock, out response, out failure);
}
