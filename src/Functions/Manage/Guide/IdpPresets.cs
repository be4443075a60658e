using Saml;

namespace Functions.Manage.Guide;

/// <summary>The identity providers that the guide knows by name.</summary>
internal static class IdpPresets
{
    private static readonly IdpPreset Entra = new("entra", "Microsoft Entra ID")
    {
        Steps =
        [
            "In the Microsoft Entra admin center open Enterprise applications, your application, Single sign-on, SAML.",
            "In Basic SAML Configuration press Edit, enter the values below, and save.",
            "In Attributes & Claims add the claims below, each without a namespace.",
            "In Users and groups assign the people who shall sign in.",
        ],
        EntityId = "Identifier (Entity ID)",
        AssertionConsumer = "Reply URL (Assertion Consumer Service URL)",
        SignOn = "Sign on URL",
        Logout = "Logout URL",
        Sources = ("user.givenname", "user.surname", "user.userprincipalname"),
        RejectExpiredCertificates = true,
        MetadataUrl = "'App Federation Metadata Url' in the section SAML Certificates. It ends with ?appid= and the application's id.",
        MetadataFile = "'Federation Metadata XML', Download, in the section SAML Certificates.",
        Issuer = "'Microsoft Entra Identifier'. May stay empty: the login URL tells it.",
        Login = "Paste the value of 'Login URL'.",
        SignOut = "Paste the value of 'Logout URL'.",
        Certificate = "'Certificate (Base64)', Download. Open the file in a text editor and paste all of it.",
    };

    private static readonly IdpPreset Okta = new("okta", "Okta")
    {
        Steps =
        [
            "In the Admin Console open Applications, Create App Integration, SAML 2.0.",
            "In Configure SAML enter the values below. Leave Default RelayState empty.",
            "In Attribute Statements add the attributes below.",
            "In Assignments assign the people who shall sign in.",
        ],
        EntityId = "Audience URI (SP Entity ID)",
        AssertionConsumer = "Single sign-on URL",
        Logout = "Single Logout URL",
        Sources = ("user.firstName", "user.lastName", "user.email"),
        MetadataUrl = "'Metadata URL' on the application's tab Sign On.",
        MetadataFile = "Open the 'Metadata URL' of the tab Sign On and save the page as a file.",
        Issuer = "'Issuer' under View SAML setup instructions.",
        Login = "Paste the value of 'Identity Provider Single Sign-On URL'.",
        SignOut = "Paste the value of 'Identity Provider Single Logout URL', where there is one.",
        Certificate = "'X.509 Certificate' under View SAML setup instructions. Paste all of it.",
        NameIdFormat = NameIdFormats.EmailAddress,
    };

    private static readonly IdpPreset Google = new("google", "Google Workspace")
    {
        Steps =
        [
            "In the Admin console open Apps, Web and mobile apps, Add app, Add custom SAML app.",
            "On Service provider details enter the values below.",
            "On Attribute mapping add the attributes below.",
            "Under User access switch the app on for the people who shall sign in.",
        ],
        EntityId = "Entity ID",
        AssertionConsumer = "ACS URL",
        SignOn = "Start URL (optional)",
        Sources = ("First name", "Last name", "Primary email"),
        MetadataFile = "'Download metadata' on the page Google Identity Provider details.",
        Issuer = "'Entity ID' on the page Google Identity Provider details.",
        Login = "Paste the value of 'SSO URL'.",
        SignOut = "Google has none. Leave it empty.",
        Certificate = "'Certificate' on the page Google Identity Provider details. Paste all of it.",
        NameIdFormat = NameIdFormats.EmailAddress,
    };

    private static readonly IdpPreset Adfs = new("adfs", "AD FS")
    {
        Steps =
        [
            "In AD FS Management choose Add Relying Party Trust, Claims aware, Enter data about the relying party manually.",
            "On Configure URL enable support for the SAML 2.0 WebSSO protocol. Enter the values below.",
            "Edit the Claim Issuance Policy: add the rule Send LDAP Attributes as Claims with the attributes below.",
            "Send a Name ID that never changes, such as the user principal name.",
        ],
        EntityId = "Relying party trust identifier",
        AssertionConsumer = "Relying party SAML 2.0 SSO service URL",
        Logout = "SAML Logout endpoint",
        Sources = ("Given-Name", "Surname", "E-Mail-Addresses"),
        MetadataUrl = "https://<your federation service>/FederationMetadata/2007-06/FederationMetadata.xml",
        MetadataFile = "Open that address in a browser and save it as a file.",
        Issuer = "'Federation Service identifier' in the properties of the service, usually http://<your federation service>/adfs/services/trust.",
        Login = "https://<your federation service>/adfs/ls/",
        SignOut = "The same address, or leave it empty.",
        Certificate = "Service, Certificates, Token-signing: View Certificate, Details, Copy to File, Base-64. Open the file in a text editor and paste all of it.",
    };

    private static readonly IdpPreset Other = new("other", "Another one")
    {
        Steps =
        [
            "Make a SAML 2.0 application (a service provider, a relying party) at your identity provider.",
            "Enter the values below, or import our metadata.",
            "Send the attributes below.",
            "Let the people use it who shall sign in.",
        ],
        EntityId = "Entity ID of the service provider",
        AssertionConsumer = "Assertion consumer service (HTTP-POST)",
        SignOn = "Where sign-in starts",
        Logout = "Single logout service",
        Sources = ("first name", "last name", "e-mail address"),
        MetadataUrl = "The address at which it publishes its SAML metadata.",
        MetadataFile = "Its SAML metadata, an XML file.",
        Issuer = "Its entity ID, also called issuer.",
        Login = "Its single sign-on service with the HTTP-Redirect binding.",
        SignOut = "Where people sign out, or leave it empty.",
        Certificate = "The certificate that it signs with, in PEM or bare base64.",
    };

    /// <summary>All of them; the first is the default.</summary>
    public static IReadOnlyList<IdpPreset> All { get; } = [Entra, Okta, Google, Adfs, Other];

    /// <summary>The one of a key; the first for any other text.</summary>
    /// <param name="key">The key.</param>
    public static IdpPreset Find(string? key) => All.FirstOrDefault(p => p.Key == key) ?? All[0];
}
