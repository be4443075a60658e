namespace LocalIdp;

/// <summary>Compares a request with what is registered for its application.</summary>
internal static class SignInCheck
{
    private const string ProtectedPasswordContext = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";

    private static readonly string[] NameIdFormats =
        [SamlUris.PersistentNameId, SamlUris.EmailNameId, SamlUris.UnspecifiedNameId, SamlUris.TransientNameId];

    /// <exception cref="AadstsException">The request cannot be served.</exception>
    public static SignIn Accept(SignInMessage message, LocalIdpOptions options, IdpUrls urls)
    {
        var request = AuthnRequestReader.Read(message.Xml);
        var application = options.Applications.FirstOrDefault(app => app.Identifiers.Contains(request.Issuer, StringComparer.Ordinal))
            ?? throw new AadstsException(
                AadstsException.ApplicationNotFound,
                $"No application with the identifier '{request.Issuer}' is registered in the directory '{options.DirectoryName}'.");
        RequestSignature.Check(message.Query, request.Document, request.Id, application);
        CheckAddresses(request, urls);
        return new()
        {
            Application = application,
            Identifier = request.Issuer,
            ReplyUrl = ReplyUrl(request, application),
            InResponseTo = request.Id,
            RelayState = message.RelayState,
            NameIdFormat = NameIdFormat(request, application),
            AuthnContext = AuthnContext(request),
            IsPassive = request.IsPassive,
        };
    }

    private static void CheckAddresses(AuthnRequest request, IdpUrls urls)
    {
        if (request.Destination is { } destination && destination != urls.Login)
            throw new AadstsException(
                AadstsException.NotSaml, $"The request's Destination is '{destination}', but this endpoint is '{urls.Login}'.");
        if (request.ProtocolBinding is { } binding && binding != SamlUris.PostBinding)
            throw new AadstsException(
                AadstsException.UnsupportedBinding, $"Responses are sent over HTTP-POST only; the request asks for '{binding}'.");
    }

    private static string ReplyUrl(AuthnRequest request, LocalIdpApplication application)
    {
        var wanted = request.ReplyUrl ?? application.ReplyUrls[0];
        if (application.ReplyUrls.Contains(wanted, StringComparer.Ordinal)) return wanted;
        throw new AadstsException(
            AadstsException.ReplyUrlMismatch,
            $"The reply URL '{wanted}' of the request is none of those registered for '{application.Name}': "
            + string.Join(", ", application.ReplyUrls));
    }

    private static string NameIdFormat(AuthnRequest request, LocalIdpApplication application)
    {
        if (request.NameIdFormat is null or SamlUris.UnspecifiedNameId) return application.NameIdFormat;
        if (NameIdFormats.Contains(request.NameIdFormat, StringComparer.Ordinal)) return request.NameIdFormat;
        throw new AadstsException(AadstsException.BadNameIdPolicy, $"The NameIDPolicy format '{request.NameIdFormat}' is not supported.");
    }

    private static string AuthnContext(AuthnRequest request)
    {
        if (request.Comparison != "exact")
            throw new AadstsException(AadstsException.ComparisonNotExact,
                $"The Comparison of RequestedAuthnContext must be 'exact', not '{request.Comparison}'.");
        if (request.AuthnContexts.Count == 0) return SamlUris.PasswordContext;
        return request.AuthnContexts.FirstOrDefault(context => context is SamlUris.PasswordContext or ProtectedPasswordContext)
            ?? throw new AadstsException(
                AadstsException.NoMatchingAuthnContext,
                "Accounts sign in with a password here, which is none of the requested methods: "
                + string.Join(", ", request.AuthnContexts));
    }
}
