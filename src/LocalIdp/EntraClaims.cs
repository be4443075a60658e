namespace LocalIdp;

/// <summary>Names of the attributes that Entra ID puts into every assertion.</summary>
public static class EntraClaims
{
    /// <summary>The directory's GUID.</summary>
    public const string TenantId = "http://schemas.microsoft.com/identity/claims/tenantid";

    /// <summary>The user's GUID in the directory.</summary>
    public const string ObjectIdentifier = "http://schemas.microsoft.com/identity/claims/objectidentifier";

    /// <summary>The name that people see.</summary>
    public const string DisplayName = "http://schemas.microsoft.com/identity/claims/displayname";

    /// <summary>One value per group, each a GUID.</summary>
    public const string Groups = "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups";

    /// <summary>Sent in place of <see cref="Groups"/> when the user is in too many: where to ask for them.</summary>
    public const string GroupsLink = "http://schemas.microsoft.com/claims/groups.link";

    /// <summary>Who vouched for the user: the directory's own issuer name.</summary>
    public const string IdentityProvider = "http://schemas.microsoft.com/identity/claims/identityprovider";

    /// <summary>How the user signed in.</summary>
    public const string AuthenticationMethods = "http://schemas.microsoft.com/claims/authnmethodsreferences";

    /// <summary>First name.</summary>
    public const string GivenName = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname";

    /// <summary>Last name.</summary>
    public const string Surname = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname";

    /// <summary>E-mail address.</summary>
    public const string EmailAddress = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress";

    /// <summary>User principal name.</summary>
    public const string Name = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name";

    /// <summary>One value per application role.</summary>
    public const string Role = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role";

    /// <summary>A user in more groups than this gets <see cref="GroupsLink"/> and no groups.</summary>
    public const int MostGroups = 150;
}
