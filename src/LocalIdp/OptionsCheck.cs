using System.Security.Cryptography.X509Certificates;

namespace LocalIdp;

/// <summary>Finds mistakes in the options at start, not at the first click.</summary>
internal static class OptionsCheck
{
    /// <exception cref="ArgumentException">An option is wrong; the message says which, and how to mend it.</exception>
    public static void Check(LocalIdpOptions options)
    {
        if (options.Host is not ("127.0.0.1" or "localhost"))
            throw Wrong("Host must be 127.0.0.1 or localhost: the pretend directory signs anyone in.");
        if (options is { Host: "localhost", Port: 0 }) throw Wrong("A free port (Port = 0) needs Host = 127.0.0.1.");
        if (options.Port is < 0 or > 65535) throw Wrong($"Port {options.Port} must be from 0 to 65535.");
        if (options.Users.Count == 0) throw Wrong("Users must name at least one account.");
        if (Doubled(options.Users.Select(user => user.ObjectId)) is { } objectId)
            throw Wrong($"Two Users have the same ObjectId {objectId}.");
        if (Doubled(options.Applications.Select(app => app.AppId)) is { } appId)
            throw Wrong($"Two Applications have the same AppId {appId}.");
        if (Doubled(options.Applications.SelectMany(app => app.Identifiers)) is { } identifier)
            throw Wrong($"The identifier '{identifier}' is registered twice; Entra allows it once in a directory.");
        foreach (var application in options.Applications) Check(application, options);
    }

    private static void Check(LocalIdpApplication application, LocalIdpOptions options)
    {
        if (application.Identifiers.Count == 0) throw Wrong($"Application '{application.Name}' needs an identifier.");
        if (application.ReplyUrls.Count == 0) throw Wrong($"Application '{application.Name}' needs a reply URL.");
        foreach (var url in application.ReplyUrls) CheckUrl(application, "reply URL", url);
        if (application.SignOnUrl is not null) CheckUrl(application, "sign-on URL", application.SignOnUrl);
        else if (!application.IdpInitiated) throw Wrong($"Application '{application.Name}' is not IdP-initiated, so it needs a SignOnUrl.");
        if (application.LogoutUrl is not null) CheckUrl(application, "logout URL", application.LogoutUrl);
        if (application is { RequireSignedRequests: true, RequestCertificate: null })
            throw Wrong($"Application '{application.Name}' requires signed requests, so it needs a RequestCertificate.");
        if (application.EncryptionCertificate is { } certificate && !HasRsaKey(certificate))
            throw Wrong($"The EncryptionCertificate of application '{application.Name}' must have an RSA key.");
        EntraAttributes.For(options.DirectoryId, options.Users[0], application.Attributes);
    }

    private static void CheckUrl(LocalIdpApplication application, string what, string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw Wrong($"The {what} '{url}' of application '{application.Name}' must be an absolute http or https URL.");
    }

    private static bool HasRsaKey(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        return rsa is not null;
    }

    private static string? Doubled<T>(IEnumerable<T> values)
        where T : notnull
        => values.GroupBy(value => value).FirstOrDefault(group => group.Count() > 1)?.Key.ToString();

    private static ArgumentException Wrong(string message) => new("LocalIdp options: " + message);
}
