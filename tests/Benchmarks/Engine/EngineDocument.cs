using System.Diagnostics.CodeAnalysis;
using System.Text;
using LocalIdp;
using Saml;
using Saml.Tests.Support;

namespace Benchmarks.Engine;

/// <summary>A response as the browser posts it, and the engine's work on it.</summary>
internal sealed class EngineDocument
{
    private readonly ResponseExpectations _expected;

    private EngineDocument(string xml, ResponseExpectations expected)
    {
        Xml = Encoding.UTF8.GetBytes(xml);
        Form = Encoding.ASCII.GetBytes(Convert.ToBase64String(Xml));
        _expected = expected;
    }

    internal byte[] Xml { get; }

    /// <summary>The document in base64.</summary>
    internal byte[] Form { get; }

    /// <summary>As Entra sends it: fourteen attributes, and so many groups.</summary>
    internal static SamlResponseOptions EntraShaped(int groups = 0)
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
        var options = new SamlResponseOptions(EngineKeys.Now) { InResponseTo = "_request", ConfirmationInResponseTo = "_request", Attributes = attributes };
        return groups == 0 ? options : options.WithAttribute(EntraClaims.Groups, [.. Enumerable.Range(0, groups).Select(i => new Guid(i, 0x4f0e, 0x4b39, 0x9e, 0x0d, 0x2c, 0x8b, 0x5f, 0x3e, 0x1a, 0x94).ToString())]);
    }

    /// <summary>Signs; <paramref name="edit"/> changes the document before.</summary>
    internal static EngineDocument Sign(SamlResponseOptions options, SignedParts parts = SignedParts.Assertion, Func<string, string>? edit = null)
    {
        string xml = SamlResponseXml.Build(options);
        return new EngineDocument(XmlSigner.SignResponse(edit is null ? xml : edit(xml), parts, XmlSignatureOptions.From(EngineKeys.Idp)), Expectations(options));
    }

    /// <summary>The same with the assertion encrypted to us.</summary>
    internal EngineDocument Encrypt(string cipher) => Encrypt(new HandEncryptor { Content = cipher, Recipients = [EngineKeys.Own] });

    /// <summary>The same with the assertion encrypted as one likes.</summary>
    internal EngineDocument Encrypt(HandEncryptor encryptor)
    {
        string xml = Encoding.UTF8.GetString(Xml);
        string assertion = Edit.Cut(xml, "<Assertion", "</Assertion>");
        return new EngineDocument(Edit.Once(xml, assertion, encryptor.Encrypt(assertion, "EncryptedAssertion")), _expected with { DecryptionKeys = [EngineKeys.OwnKey] });
    }

    /// <summary>The same with something written into it behind the IdP's back.</summary>
    internal EngineDocument Change(Func<string, string> edit) => new(edit(Encoding.UTF8.GetString(Xml)), _expected);

    /// <summary>The same with keys to decrypt, or without.</summary>
    internal EngineDocument With(IReadOnlyList<ServiceProviderKey> keys) => new(Encoding.UTF8.GetString(Xml), _expected with { DecryptionKeys = keys });

    internal bool TryVerify([NotNullWhen(false)] out SamlFailure? failure) => ResponseVerifier.TryVerify(Form, _expected, EngineKeys.Now, out _, out failure);

    /// <summary>The whole engine; the response must be accepted.</summary>
    internal void Accept()
    {
        if (!TryVerify(out SamlFailure? failure))
        {
            throw new InvalidOperationException($"A response that must be accepted was refused ({failure.Error}: {failure.Detail}); the figures would mean nothing.");
        }
    }

    private static ResponseExpectations Expectations(SamlResponseOptions options) => IdpSigningKey.TryCreate(EngineKeys.Idp.RawData, out IdpSigningKey? key, out _)
        ? new ResponseExpectations
        {
            IdentityProvider = new IdentityProvider(options.AssertionIssuer!, [key]),
            EntityId = options.AudienceRestrictions[0][0],
            AssertionConsumerUrl = options.Recipient!,
            RequestIds = ["_request"],
        }
        : throw new InvalidOperationException("The IdP's certificate is not usable.");
}
