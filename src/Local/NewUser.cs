using SignOn;

namespace Local;

/// <summary>A user whom an admin creates, as the RunMyProcess tutorial's 'New User' form asks for it.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Request">Address and settings.</param>
internal sealed record NewUser(string TenantId, InviteRequest Request)
{
    /// <summary>Takes the options that describe the user out of <paramref name="given"/>.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="given">Options by name.</param>
    /// <exception cref="LocalException">The address is missing.</exception>
    public static NewUser Take(string tenantId, Dictionary<string, string> given)
    {
        if (!given.Remove("--email", out var email))
            throw LocalOptions.Wrong("add-user needs --email.");
        var settings = new UserSettings
        {
            DisplayName = Take("--name"),
            Language = Take("--language"),
            IdeLanguage = Take("--ide-language"),
            Profile = Take("--profile"),
        };
        return new NewUser(tenantId, new InviteRequest(email, settings));

        string? Take(string name) => given.Remove(name, out var value) ? value : null;
    }
}
