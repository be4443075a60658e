using System.Security.Cryptography;
using System.Text;

namespace LocalIdp;

/// <summary>Makes the Response for a sign-in, as the application's registration says.</summary>
internal sealed class ResponseFactory(LocalIdpOptions options, IdpKeys keys, TokenEncryption encryption)
{
    public SamlResponseOptions Describe(SignIn signIn, LocalIdpUser user)
    {
        var app = signIn.Application;
        var now = options.Clock.GetUtcNow();
        var response = new SamlResponseOptions(now)
        {
            NameIdFormat = signIn.NameIdFormat,
            NameId = NameId(signIn.NameIdFormat, app, user),
            AuthnContext = signIn.AuthnContext,
            Attributes = EntraAttributes.For(options.DirectoryId, user, app.Attributes),
            SessionNotOnOrAfter = now + app.SessionLifetime,
        };
        return response.WithIssuer(EntraNames.Issuer(options.DirectoryId))
            .WithAcs(signIn.ReplyUrl)
            .WithInResponseTo(signIn.InResponseTo)
            .WithAudiences(app.Audience ?? Audience(signIn.Identifier));
    }

    /// <summary>What Entra sends when it may not ask the user and would have to.</summary>
    public SamlResponseOptions DescribeNoPassive(SignIn signIn) => DescribeFailure(
        signIn, "AADSTS50058: The request must not show a page, but no account is signed in.", SamlUris.Responder, SamlUris.NoPassive);

    /// <summary>An account that may not use the application.</summary>
    public SamlResponseOptions DescribeNotAssigned(SignIn signIn, LocalIdpUser user) => DescribeFailure(
        signIn, $"AADSTS50105: The account '{user.UserPrincipalName}' is not assigned to the application '{signIn.Application.Name}'.", SamlUris.Responder);

    public string Sign(LocalIdpApplication application, SamlResponseOptions response)
    {
        var (xml, parts) = (SamlResponseXml.Build(response), Parts(application, response));
        var signature = keys.SigningOf(application.AppId).Signature;
        var (certificate, algorithm) = encryption.Of(application);
        if (certificate is null || !response.HasAssertion)
            return XmlSigner.SignResponse(xml, parts, signature);

        // The assertion's signature goes into the ciphertext, the Response's around it.
        var (inside, around) = parts switch
        {
            SignedParts.Both => (SignedParts.Assertion, SignedParts.Response),
            SignedParts.Response => (SignedParts.None, SignedParts.Response),
            _ => (parts, SignedParts.None),
        };
        var encrypted = AssertionEncryptor.Encrypt(XmlSigner.SignResponse(xml, inside, signature), certificate, algorithm);
        return XmlSigner.SignResponse(encrypted, around, signature);
    }

    private SamlResponseOptions DescribeFailure(SignIn signIn, string message, params string[] codes) => new SamlResponseOptions(options.Clock.GetUtcNow())
        .WithIssuer(EntraNames.Issuer(options.DirectoryId))
        .WithAcs(signIn.ReplyUrl)
        .WithInResponseTo(signIn.InResponseTo)
        .WithFailure(message, codes);

    // Without an assertion there is only the Response to sign; Entra leaves errors unsigned unless the application has responses signed.
    private static SignedParts Parts(LocalIdpApplication application, SamlResponseOptions response)
    {
        if (response.HasAssertion) return application.Signs;
        return application.Signs is SignedParts.Response or SignedParts.Both ? SignedParts.Response : SignedParts.None;
    }

    // An identifier that is no URI goes out with a prefix.
    private static string Audience(string identifier)
        => Uri.TryCreate(identifier, UriKind.Absolute, out _) ? identifier : "spn:" + identifier;

    private string NameId(string format, LocalIdpApplication application, LocalIdpUser user) => format switch
    {
        SamlUris.PersistentNameId => Pairwise(application, user),
        SamlUris.TransientNameId => SamlId.New(),
        _ => user.UserPrincipalName,
    };

    // The same for each pair of user and application, and different between applications (Core 8.3.7).
    private string Pairwise(LocalIdpApplication application, LocalIdpUser user)
        => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.DirectoryId}|{application.AppId}|{user.ObjectId}")));
}
