namespace LocalIdp;

/// <summary>The attributes that Entra sends for an account.</summary>
public static class EntraAttributes
{
    private const string PasswordMethod = "http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/password";

    /// <summary>
    /// Default claims in Entra's order, then the application's own mappings. Claims without a value are left out.
    /// </summary>
    /// <exception cref="ArgumentException">A mapping's source is not known; the message lists those that are.</exception>
    public static IReadOnlyList<SamlClaim> For(Guid directoryId, LocalIdpUser user, IReadOnlyDictionary<string, string> mappings)
    {
        List<SamlClaim> attributes =
        [
            new(EntraClaims.TenantId, directoryId.ToString()),
            new(EntraClaims.ObjectIdentifier, user.ObjectId.ToString()),
            new(EntraClaims.DisplayName, user.DisplayName),
        ];
        AddGroups(attributes, directoryId, user);
        attributes.Add(new(EntraClaims.IdentityProvider, EntraNames.Issuer(directoryId)));
        attributes.Add(new(EntraClaims.AuthenticationMethods, PasswordMethod));
        Add(attributes, EntraClaims.GivenName, user.GivenName);
        Add(attributes, EntraClaims.Surname, user.Surname);
        Add(attributes, EntraClaims.EmailAddress, user.Mail);
        attributes.Add(new(EntraClaims.Name, user.UserPrincipalName));
        if (user.Roles.Count > 0) attributes.Add(new(EntraClaims.Role, user.Roles));
        foreach (var (name, source) in mappings) Add(attributes, name, Resolve(source, user));
        return attributes;
    }

    private static void AddGroups(List<SamlClaim> attributes, Guid directoryId, LocalIdpUser user)
    {
        if (user.Groups.Count > EntraClaims.MostGroups)
        {
            var link = $"https://graph.windows.net/{directoryId}/users/{user.ObjectId}/getMemberObjects";
            attributes.Add(new(EntraClaims.GroupsLink, link));
        }
        else if (user.Groups.Count > 0)
        {
            attributes.Add(new(EntraClaims.Groups, user.Groups));
        }
    }

    private static void Add(List<SamlClaim> attributes, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) attributes.Add(new(name, value));
    }

    private static string? Resolve(string source, LocalIdpUser user) => source switch
    {
        "user.givenname" => user.GivenName,
        "user.surname" => user.Surname,
        "user.displayname" => user.DisplayName,
        "user.mail" => user.Mail,
        "user.userprincipalname" => user.UserPrincipalName,
        "user.objectid" => user.ObjectId.ToString(),
        ['"', .. var constant, '"'] => constant,
        _ => throw new ArgumentException(
            $"Unknown attribute source '{source}'. Use user.givenname, user.surname, user.displayname, user.mail, "
            + "user.userprincipalname, user.objectid, or a constant in double quotes.",
            nameof(source)),
    };
}
