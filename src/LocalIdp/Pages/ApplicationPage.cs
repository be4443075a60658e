using System.Security.Cryptography.X509Certificates;

namespace LocalIdp;

/// <summary>The values that an admin copies from the Entra portal into the application.</summary>
internal static class ApplicationPage
{
    /// <summary>Name of the field that carries the chosen cipher.</summary>
    public const string CipherField = "cipher";

    /// <summary>Its value for no encryption.</summary>
    public const string NoCipher = "off";

    public static Page Show(
        LocalIdpOptions options, LocalIdpApplication app, IdpUrls urls, IReadOnlyList<X509Certificate2> certificates, (X509Certificate2? Certificate, string Algorithm) encryption) => new("Set up " + app.Name, Html.Of($"""
        <h1>{app.Name} <small>SAML-based sign-on</small></h1>
        <section class="card wide">
        <h2>Basic SAML Configuration</h2>
        <dl>
        {app.Identifiers.Select(identifier => Row("Identifier (Entity ID)", identifier))}
        {app.ReplyUrls.Select(url => Row("Reply URL (Assertion Consumer Service URL)", url))}
        {Row("Sign on URL", app.SignOnUrl ?? "Optional")}
        {Row("Relay State (Optional)", app.RelayState ?? "Optional")}
        {Row("Logout Url (Optional)", app.LogoutUrl ?? "Optional")}
        </dl>
        </section>
        <section class="card wide">
        <h2>Attributes &amp; Claims</h2>
        <dl>
        {app.Attributes.Select(attribute => Row(attribute.Key, attribute.Value))}
        {Row("Name Identifier Format", app.NameIdFormat)}
        </dl>
        </section>
        <section class="card wide">
        <h2>SAML Signing Certificate</h2>
        <dl>
        {certificates.Select((certificate, index) => Row(index == 0 ? "Active certificate" : "Earlier certificate", certificate.Thumbprint))}
        {Row("App Federation Metadata Url", urls.Metadata(app.AppId))}
        </dl>
        <form method="post" action="{urls.NewCertificate(app.AppId)}"><button>New certificate, make it active</button></form>
        <p>Certificate (Base64): <a download href="{urls.Certificate(app.AppId)}">Download</a></p>
        <p>Federation Metadata XML: <a download="{app.Name}.xml" href="{urls.Metadata(app.AppId)}">Download</a></p>
        </section>
        <section class="card wide">
        <h2>Token Encryption</h2>
        <dl>
        {Row("Encrypted to", encryption.Certificate?.Thumbprint ?? "Nothing is encrypted")}
        {Row("Cipher", encryption.Certificate is null ? "None" : encryption.Algorithm)}
        {Row("Metadata of the application", app.MetadataUrl ?? "Not known")}
        </dl>
        <form method="post" action="{urls.TokenEncryption(app.AppId)}">
        <button name="{CipherField}" value="{AssertionEncryptor.Aes256Cbc}">Encrypt with AES-256-CBC to the key in its metadata</button>
        <button name="{CipherField}" value="{AssertionEncryptor.Aes256Gcm}">Encrypt with AES-256-GCM to the key in its metadata</button>
        <button name="{CipherField}" value="{NoCipher}">Encrypt nothing</button>
        </form>
        </section>
        <section class="card wide">
        <h2>Set up {app.Name}</h2>
        <dl>
        {Row("Login URL", urls.Login)}
        {Row("Microsoft Entra Identifier", EntraNames.Issuer(options.DirectoryId))}
        {Row("Logout URL", urls.Logout)}
        </dl>
        </section>
        <p><a href="/">My Apps</a></p>
        """));

    private static Html Row(string name, string value) => Html.Of($"<dt>{name}</dt><dd><code>{value}</code></dd>");
}
