namespace Functions.Manage.Guide;

/// <summary>An identity provider's own words for what the guide shows and asks for.</summary>
/// <param name="Key">Its key in the address.</param>
/// <param name="Name">Its name.</param>
internal sealed record IdpPreset(string Key, string Name)
{
    /// <summary>What to do there, one step each.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>What it calls our entity ID.</summary>
    public required string EntityId { get; init; }

    /// <summary>What it calls the address that takes responses.</summary>
    public required string AssertionConsumer { get; init; }

    /// <summary>What it calls the address where people start; null when it does not ask.</summary>
    public string? SignOn { get; init; }

    /// <summary>What it calls the address for logout messages; null when it does not ask.</summary>
    public string? Logout { get; init; }

    /// <summary>Its names for first name, last name and e-mail address, which the attributes take their values from.</summary>
    public required (string First, string Last, string Email) Sources { get; init; }

    /// <summary>What it calls the address of its metadata, and where that stands; null when it publishes none.</summary>
    public string? MetadataUrl { get; init; }

    /// <summary>What it calls its metadata file, and where that is.</summary>
    public required string MetadataFile { get; init; }

    /// <summary>What it calls its own entity ID.</summary>
    public required string Issuer { get; init; }

    /// <summary>What it calls the address of its sign-in.</summary>
    public required string Login { get; init; }

    /// <summary>What it calls the address of its sign-out.</summary>
    public required string SignOut { get; init; }

    /// <summary>What it calls its certificate.</summary>
    public required string Certificate { get; init; }

    /// <summary>
    /// Whether to propose that signatures by expired certificates are refused, wherever its login URL may be: Microsoft's gallery demands it,
    /// Kantara's profile the opposite.
    /// </summary>
    public bool RejectExpiredCertificates { get; init; }

    /// <summary>The name identifier format to propose; empty for none.</summary>
    public string NameIdFormat { get; init; } = "";
}
