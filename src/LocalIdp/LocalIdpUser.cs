namespace LocalIdp;

/// <summary>An account of the pretend directory.</summary>
public sealed record LocalIdpUser
{
    /// <summary>The account's GUID. Keep it the same across restarts: applications key their users by it.</summary>
    public required Guid ObjectId { get; init; }

    /// <summary>The name that people see.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The sign-in name, shaped like an e-mail address.</summary>
    public required string UserPrincipalName { get; init; }

    /// <summary>First name; null leaves the claim out, as Entra does for an empty field.</summary>
    public string? GivenName { get; init; }

    /// <summary>Last name; null leaves the claim out.</summary>
    public string? Surname { get; init; }

    /// <summary>Mailbox; null leaves the claim out, as for accounts without one.</summary>
    public string? Mail { get; init; }

    /// <summary>Whether the account is assigned to the applications; one that is not gets a Response with an error, as AADSTS50105 is.</summary>
    public bool IsAssigned { get; init; } = true;

    /// <summary>Group GUIDs. More than <see cref="EntraClaims.MostGroups"/> turn into a link claim.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Values of the application roles that the user was given.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];
}
