namespace SignOn;

/// <summary>Every column of a tenant's row. The parser, the error messages and the admins' reference work from this one table.</summary>
public static class TenantColumnTable
{
    private const string UrlMend = "Write an absolute https:// URL without a fragment (http:// only for localhost).";
    private const string FlagMend = "Write true or false.";
    private const string ListMend = "Write attribute names with semicolons or line breaks between them.";
    private const string ClassRefMend =
        "Write URIs such as urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport, with semicolons or line breaks between them, at most 16.";
    private const string KeptMend = "The refresh writes it; leave it alone.";
    private const string SoapClaims = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";
    private const string IdentityClaims = "http://schemas.microsoft.com/identity/claims/";
    private const string FederationClaims = "http://schemas.microsoft.com/ws/2008/06/identity/claims/";

    internal static readonly TenantColumn DisplayName = new("DisplayName", TenantColumnKind.Text, "",
        "The customer's name as people see it. Empty: the tenant's id.", "Write at most 256 characters.");

    internal static readonly TenantColumn Enabled = new("Enabled", TenantColumnKind.Flag, "true",
        "Whether this customer's people may sign in. false also ends their sessions.", FlagMend);

    internal static readonly TenantColumn UrlStyle = new("UrlStyle", TenantColumnKind.Text, "standard",
        "How this tenant's URLs look.", "Write standard, saml2-sp or live.");

    internal static readonly TenantColumn SpEntityId = new("SpEntityId", TenantColumnKind.Text, "",
        "Our identifier (entity ID) towards this customer's IdP. Empty: the metadata URL.",
        "Write the identifier that the IdP's admin entered, at most 1024 characters without white space. UrlStyle live needs one.");

    internal static readonly TenantColumn IdpEntityId = new("IdpEntityId", TenantColumnKind.Text, "",
        "The IdP's entity ID (Entra: 'Microsoft Entra Identifier'). May be empty where IdpSsoUrl is an Entra login URL, which tells it.",
        "Write the entityID of the IdP's metadata, exactly, for Entra with the slash at its end.");

    internal static readonly TenantColumn IdpSsoUrl = new("IdpSsoUrl", TenantColumnKind.Url, null,
        "Where people are sent to sign in (Entra: 'Login URL').", UrlMend);

    internal static readonly TenantColumn IdpSloUrl = new("IdpSloUrl", TenantColumnKind.Url, "",
        "Where people are sent when they sign out, after their session here has ended (Entra: 'Logout URL'). Empty: signing out ends the session here alone.", UrlMend);

    internal static readonly TenantColumn IdpSloBinding = new("IdpSloBinding", TenantColumnKind.Text, "",
        "How people are sent to IdpSloUrl: with a SAML LogoutRequest (redirect, post), or without any message (plain). Empty: redirect where IdpSloUrl is an Entra login URL, otherwise plain.",
        "Write redirect, post or plain.");

    internal static readonly TenantColumn IdpSloResponseUrl = new("IdpSloResponseUrl", TenantColumnKind.Url, "",
        "Where our answers to the IdP's own logout requests go (ResponseLocation of its metadata). Empty: IdpSloUrl, unless that is a plain page.", UrlMend);

    internal static readonly TenantColumn IdpCertificates = new("IdpCertificates", TenantColumnKind.Text, null,
        "The IdP's signing certificates. A response signed by any of them is taken.",
        "Write each certificate as PEM, or as bare base64 with an empty line or a semicolon between them.");

    internal static readonly TenantColumn IdpMetadataUrl = new("IdpMetadataUrl", TenantColumnKind.Url, "",
        "Where the IdP publishes its metadata (Entra: 'App Federation Metadata Url', with its ?appid=). Given, it keeps IdpCertificates, IdpSsoUrl and IdpSloUrl current: once a day, and at once when a response is signed by an unknown key. What stands in these columns is then overwritten. A new row may have this column alone: the rest is filled within ten minutes.",
        "Write an absolute https:// URL without user name and port (http:// only for localhost, where this product runs there too), or leave it empty and keep the certificates by hand.");

    internal static readonly TenantColumn IdpMetadataCertificates = new("IdpMetadataCertificates", TenantColumnKind.Text, "",
        "Certificates that sign the IdP's metadata, learnt in another way than from IdpMetadataUrl. Given, metadata without a signature by one of them is refused.",
        "Write each certificate as PEM, or as bare base64 with an empty line or a semicolon between them.");

    internal static readonly TenantColumn IdpMetadataMaximumDays = new("IdpMetadataMaximumDays", TenantColumnKind.Number, "0",
        "How many days ahead the validUntil of the metadata may lie at most. Given, metadata without validUntil is refused. 0: whatever the IdP says.",
        "Write a whole number from 0 to 3650.");

    internal static readonly TenantColumn IdpMetadataRefreshedAt = new("IdpMetadataRefreshedAt", TenantColumnKind.Text, "",
        "When the metadata was last fetched with success (UTC).", KeptMend);

    internal static readonly TenantColumn IdpMetadataNextRefreshAt = new("IdpMetadataNextRefreshAt", TenantColumnKind.Text, "",
        "When it is fetched next (UTC). Empty it to have the metadata fetched within ten minutes.", KeptMend);

    internal static readonly TenantColumn IdpMetadataValidUntil = new("IdpMetadataValidUntil", TenantColumnKind.Text, "",
        "Until when the IdP lets its metadata be used (its validUntil, UTC). Afterwards nobody signs in until a refresh brings newer metadata, or IdpMetadataUrl is emptied.", KeptMend);

    internal static readonly TenantColumn IdpMetadataError = new("IdpMetadataError", TenantColumnKind.Text, "",
        "Why the last refresh failed; empty after one that succeeded. The last good values stay in use.", KeptMend);

    internal static readonly TenantColumn IdpMetadataWarnings = new("IdpMetadataWarnings", TenantColumnKind.Text, "",
        "What the last good metadata has that somebody should look at, such as a certificate that cannot be used.", KeptMend);

    internal static readonly TenantColumn IdpMetadataCheckedAt = new("IdpMetadataCheckedAt", TenantColumnKind.Text, "",
        "When a response by an unknown key last made an instance look (UTC). No other instance looks for five minutes.", KeptMend);

    internal static readonly TenantColumn NameIdFormat = new("NameIdFormat", TenantColumnKind.Text, "",
        "The name identifier format to ask the IdP for. Empty: what the IdP's admin chose.",
        "Write a format URI, for example urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress.");

    internal static readonly TenantColumn RequestBinding = new("RequestBinding", TenantColumnKind.Text, "redirect",
        "How our requests travel: in the address (redirect), or in a form that sends itself (post). Choose post only where IdpSsoUrl takes it.", "Write redirect or post.");

    internal static readonly TenantColumn ForceAuthn = new("ForceAuthn", TenantColumnKind.Flag, "false",
        "Whether the IdP must ask people anew at every sign-in, even with a session of its own. Answers that tell of an earlier authentication are refused.", FlagMend);

    internal static readonly TenantColumn RequestedAuthnContexts = new("RequestedAuthnContexts", TenantColumnKind.List, "",
        "Ways of authentication (AuthnContextClassRef) to insist on, compared with 'exact'. Empty: the IdP's own choice, as is best with Entra, which answers AADSTS75011 to people who signed in otherwise.",
        ClassRefMend);

    internal static readonly TenantColumn AcceptedAuthnContexts = new("AcceptedAuthnContexts", TenantColumnKind.List, "",
        "Ways of authentication (AuthnContextClassRef) that an answer may tell of; others are refused. Empty: those of RequestedAuthnContexts, or any where that is empty too.",
        ClassRefMend);

    internal static readonly TenantColumn SendProviderName = new("SendProviderName", TenantColumnKind.Flag, "false",
        "Whether our requests bring this product's name (setting App__Name), for the IdP to show.", FlagMend);

    internal static readonly TenantColumn AllowIdpInitiated = new("AllowIdpInitiated", TenantColumnKind.Flag, "false",
        "Whether sign-in may start at the IdP (My Apps). Such responses answer no request, so a stolen one could be planted in another browser.", FlagMend);

    internal static readonly TenantColumn SignRequests = new("SignRequests", TenantColumnKind.Flag, "false",
        "Whether our requests are signed.", FlagMend);

    internal static readonly TenantColumn RequireSignedResponse = new("RequireSignedResponse", TenantColumnKind.Flag, "false",
        "Whether the Response itself must be signed, not only the assertion in it.", FlagMend);

    internal static readonly TenantColumn RejectExpiredCertificates = new("RejectExpiredCertificates", TenantColumnKind.Flag, "true",
        "Whether a signature by a certificate outside its validity period is refused.", FlagMend);

    internal static readonly TenantColumn PublishEncryptionKey = new("PublishEncryptionKey", TenantColumnKind.Flag, "true",
        "Whether our metadata offers a key to encrypt assertions to. What is encrypted is taken in any case.", FlagMend);

    internal static readonly TenantColumn JustInTime = new("JustInTime", TenantColumnKind.Flag, "true",
        "Whether people become users at their first sign-in. false: an admin creates them first; fill EmailDomains then, or nobody can be linked to what the admin created.", FlagMend);

    internal static readonly TenantColumn EmailDomains = new("EmailDomains", TenantColumnKind.List, "",
        "The customer's own e-mail domains. They find the tenant from an address, and only in them does an address link a person to a user made by an admin.",
        "Write domains such as contoso.com, with semicolons or line breaks between them.");

    internal static readonly TenantColumn ReturnUrlAllowList = new("ReturnUrlAllowList", TenantColumnKind.List, "",
        "URLs below which people may be sent after sign-in, besides our own pages.",
        "Write absolute https:// URLs without query and fragment, with semicolons or line breaks between them.");

    internal static readonly TenantColumn LandingUrl = new("LandingUrl", TenantColumnKind.Text, "/",
        "Where people go after sign-in when they wanted no other page.", "Write a path such as /start, or an absolute https:// URL.");

    internal static readonly TenantColumn SessionMaximumMinutes = new("SessionMaximumMinutes", TenantColumnKind.Number, "480",
        "How long a session lasts at most, in minutes. The IdP may end it earlier.", "Write a whole number from 5 to 43200.");

    internal static readonly TenantColumn SubjectAttributes = new("SubjectAttributes", TenantColumnKind.List, IdentityClaims + "objectidentifier",
        "Attributes that name a person for ever: with the issuer they are the user's key. Changing this makes every person a new user.", ListMend);

    internal static readonly TenantColumn FirstNameAttributes = new("FirstNameAttributes", TenantColumnKind.List, $"UserFirstName;{SoapClaims}givenname",
        "Attributes for the first name; the first with a value wins.", ListMend);

    internal static readonly TenantColumn LastNameAttributes = new("LastNameAttributes", TenantColumnKind.List, $"UserLastName;{SoapClaims}surname",
        "Attributes for the last name; the first with a value wins.", ListMend);

    internal static readonly TenantColumn DisplayNameAttributes = new("DisplayNameAttributes", TenantColumnKind.List, IdentityClaims + "displayname",
        "Attributes for the name as shown; the first with a value wins. None: first and last name.", ListMend);

    internal static readonly TenantColumn EmailAttributes = new("EmailAttributes", TenantColumnKind.List, $"UserEmail;{SoapClaims}emailaddress",
        "Attributes for the e-mail address; the first with a value wins. None: the name identifier, when its format is emailAddress.", ListMend);

    internal static readonly TenantColumn RoleAttributes = new("RoleAttributes", TenantColumnKind.List, FederationClaims + "role",
        "Attributes whose values are roles.", ListMend);

    internal static readonly TenantColumn RoleNames = new("RoleNames", TenantColumnKind.Map, "",
        "Translates values of role attributes to roles; values that are not named give none. Empty: every value is a role.",
        "Write pairs such as Admins=admin, with semicolons or line breaks between them.");

    internal static readonly TenantColumn GroupAttributes = new("GroupAttributes", TenantColumnKind.List, FederationClaims + "groups",
        "Attributes whose values are groups.", ListMend);

    internal static readonly TenantColumn GroupRoles = new("GroupRoles", TenantColumnKind.Map, "",
        "Which group gives which role. Groups that are not named give none. Prefer app roles: Entra leaves out the groups of people with more than 150.",
        "Write pairs such as 4f0c…=admin, with semicolons or line breaks between them.");

    /// <summary>Every column, in the order of an admin's work.</summary>
    public static IReadOnlyList<TenantColumn> All { get; } =
    [
        DisplayName, Enabled, UrlStyle, SpEntityId, IdpEntityId, IdpSsoUrl, IdpSloUrl, IdpSloBinding, IdpSloResponseUrl, IdpCertificates,
        IdpMetadataUrl, IdpMetadataCertificates, IdpMetadataMaximumDays, NameIdFormat,
        RequestBinding, ForceAuthn, RequestedAuthnContexts, AcceptedAuthnContexts, SendProviderName,
        AllowIdpInitiated, SignRequests, RequireSignedResponse, RejectExpiredCertificates, PublishEncryptionKey, JustInTime, EmailDomains,
        ReturnUrlAllowList, LandingUrl, SessionMaximumMinutes, SubjectAttributes, FirstNameAttributes, LastNameAttributes,
        DisplayNameAttributes, EmailAttributes, RoleAttributes, RoleNames, GroupAttributes, GroupRoles,
        IdpMetadataRefreshedAt, IdpMetadataNextRefreshAt, IdpMetadataValidUntil, IdpMetadataError, IdpMetadataWarnings, IdpMetadataCheckedAt,
    ];

    /// <summary>Whether the product itself keeps the column, so that nobody edits it.</summary>
    /// <param name="column">One of <see cref="All"/>.</param>
    public static bool IsKept(TenantColumn column) => column.Mend == KeptMend;

    private static readonly HashSet<TenantColumn> Customers =
    [
        DisplayName, IdpEntityId, IdpSsoUrl, IdpSloUrl, IdpSloBinding, IdpSloResponseUrl, IdpCertificates, IdpMetadataUrl, NameIdFormat,
        RequestBinding, ForceAuthn, RequestedAuthnContexts, AcceptedAuthnContexts, SignRequests, RequireSignedResponse, SubjectAttributes, FirstNameAttributes,
        LastNameAttributes, DisplayNameAttributes, EmailAttributes, RoleAttributes, RoleNames, GroupAttributes, GroupRoles,
    ];

    /// <summary>
    /// Whether a customer may change the column, with an API key of that tenant alone. What touches other customers, where people are sent, who becomes
    /// a user and what an operator pinned or switched off is the operators'.
    /// </summary>
    /// <param name="column">One of <see cref="All"/>.</param>
    public static bool IsCustomers(TenantColumn column) => Customers.Contains(column);

    /// <summary>The only texts that a column takes; none when there are too many to choose from.</summary>
    /// <param name="column">One of <see cref="All"/>.</param>
    public static IReadOnlyList<string> ChoicesOf(TenantColumn column) =>
        column == UrlStyle ? ["standard", "saml2-sp", "live"]
        : column == RequestBinding ? ["redirect", "post"]
        : column == IdpSloBinding ? ["redirect", "post", "plain"]
        : [];
}
