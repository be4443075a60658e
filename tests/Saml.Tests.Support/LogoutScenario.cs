using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using LocalIdp;

namespace Saml.Tests.Support;

/// <summary>A logout message of the IdP, by either binding, with the changes that a test makes. Untouched it is accepted.</summary>
internal sealed record LogoutScenario
{
    public const string Slo = "https://sp.example/saml/contoso/slo";
    public const string OurRequestId = "_ours";
    public const string Status = "<samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></samlp:Status>";

    private const string Namespaces = $"xmlns:samlp=\"{SamlUris.Protocol}\" xmlns=\"{SamlUris.Assertion}\"";

    public static string Name { get; } = $"<NameID Format=\"{SamlUris.PersistentNameId}\">{ResponseScenario.NameIdValue}</NameID>";

    /// <summary>The same with its own declaration: over POST the signed octets carry none that it could inherit.</summary>
    public static string QualifiedName { get; } = Edit.Once(Name, "<NameID ", $"<NameID xmlns=\"{SamlUris.Assertion}\" ");

    public static LogoutScenario Request { get; } = new() { IsRequest = true, Xml = Message("LogoutRequest", "", $"{Name}<samlp:SessionIndex>_s1</samlp:SessionIndex>") };

    public static LogoutScenario Response { get; } = new() { Xml = Message("LogoutResponse", $" InResponseTo=\"{OurRequestId}\"", Status) };

    public bool IsRequest { get; init; }

    public bool IsPost { get; init; }

    public string Xml { get; init; } = "";

    /// <summary>Null sends it unsigned.</summary>
    public X509Certificate2? Signer { get; init; } = TestKeys.Rsa;

    public string? RelayState { get; init; }

    public DateTimeOffset Clock { get; init; } = ResponseScenario.Now;

    public LogoutExpectations Expected { get; init; } = new()
    {
        IdentityProvider = new IdentityProvider(ResponseScenario.Issuer, TestKeys.Trusted),
        Destination = Slo,
        AlternativeIssuers = ["https://login.microsoftonline.com/tid/"],
        DecryptionKeys = TestKeys.OurKeys,
        RequestId = OurRequestId,
    };

    /// <summary>An attacker between the IdP and us, who edits the query or the posted document.</summary>
    public Func<string, string> InTransit { get; init; } = text => text;

    public LogoutScenario Before(string old, string @new) => this with { Xml = Edit.Once(Xml, old, @new) };

    public LogoutScenario Expecting(Func<LogoutExpectations, LogoutExpectations> change) => this with { Expected = change(Expected) };

    public LogoutScenario Trusting(params X509Certificate2[] certificates) =>
        Expecting(e => e with { IdentityProvider = e.IdentityProvider with { SigningKeys = [.. certificates.Select(TestKeys.Key)] } });

    public LogoutScenario At(TimeSpan later) => this with { Clock = ResponseScenario.Now + later };

    public VerifiedLogoutRequest AcceptedRequest()
    {
        Assert.True(LogoutVerifier.TryVerifyRequest(Read(), Expected, Clock, out VerifiedLogoutRequest? request, out SamlFailure? failure), $"{failure?.Error}: {failure?.Detail} ({failure?.Received})");
        return request;
    }

    public VerifiedLogoutResponse AcceptedResponse()
    {
        Assert.True(LogoutVerifier.TryVerifyResponse(Read(), Expected, Clock, out VerifiedLogoutResponse? response, out SamlFailure? failure), $"{failure?.Error}: {failure?.Detail} ({failure?.Received})");
        return response;
    }

    public SamlFailure Refused(SamlError error)
    {
        SamlFailure? failure;
        Assert.False(IsRequest
            ? LogoutVerifier.TryVerifyRequest(Read(), Expected, Clock, out _, out failure)
            : LogoutVerifier.TryVerifyResponse(Read(), Expected, Clock, out _, out failure));
        Assert.True(error == failure!.Error, $"Expected {error}, but it was {failure.Error}: {failure.Detail} ({failure.Received})");
        return failure;
    }

    /// <summary>What comes in cannot even be taken for a message.</summary>
    public void Unreadable(SamlError error)
    {
        Assert.False(LogoutMessage.TryReadQuery(Query(), out LogoutMessage? message, out SamlFailure? failure));
        Assert.Null(message);
        Assert.Equal(error, failure.Error);
    }

    public LogoutMessage Read()
    {
        SamlFailure? failure;
        if (IsPost)
        {
            Assert.True(LogoutMessage.TryReadForm(IsRequest, Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(Document()))), RelayState, out LogoutMessage? posted, out failure), failure?.Detail);
            return posted;
        }

        Assert.True(LogoutMessage.TryReadQuery(Query(), out LogoutMessage? message, out failure), failure?.Detail);
        return message;
    }

    public string Document() => InTransit(Signer is null ? Xml : XmlSigner.Sign(Xml, "_m", XmlSignatureOptions.From(Signer)));

    public string Query() => InTransit(Sign(Parameters(Encoding.UTF8.GetBytes(Xml)), Signer));

    /// <summary>The parameters before the signature.</summary>
    public string Parameters(byte[] xml) => Parameters(Convert.ToBase64String(Deflate(xml)));

    public string Parameters(string message) =>
        $"SAML{(IsRequest ? "Request" : "Response")}={Uri.EscapeDataString(message)}" + (RelayState is null ? "" : "&RelayState=" + Uri.EscapeDataString(RelayState));

    /// <param name="parameters">What is signed.</param>
    /// <param name="signer">With what.</param>
    /// <param name="write">How the signer writes it, where not as usual.</param>
    public static string Sign(string parameters, X509Certificate2? signer, Func<string, string>? write = null)
    {
        if (signer is null)
        {
            return parameters;
        }

        using RSA? rsa = signer.GetRSAPrivateKey();
        using ECDsa? ec = signer.GetECDsaPrivateKey();
        parameters += "&SigAlg=" + Uri.EscapeDataString("http://www.w3.org/2001/04/xmldsig-more#" + (rsa is null ? "ecdsa-sha256" : "rsa-sha256"));
        parameters = write?.Invoke(parameters) ?? parameters;
        byte[] octets = Encoding.ASCII.GetBytes(parameters);
        byte[] signature = rsa?.SignData(octets, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) ?? ec!.SignData(octets, HashAlgorithmName.SHA256);
        return parameters + "&Signature=" + Uri.EscapeDataString(Convert.ToBase64String(signature));
    }

    public static byte[] Deflate(byte[] octets)
    {
        using var compressed = new MemoryStream();
        using (var deflate = new DeflateStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(octets);
        }

        return compressed.ToArray();
    }

    private static string Message(string name, string attributes, string content) =>
        $"<samlp:{name} {Namespaces} ID=\"_m\" Version=\"2.0\" IssueInstant=\"2026-11-22T12:00:00Z\" Destination=\"{Slo}\"{attributes}><Issuer>{ResponseScenario.Issuer}</Issuer>{content}</samlp:{name}>";
}
