namespace LocalIdp;

/// <summary>A sign-in that may go ahead once an account is chosen.</summary>
internal sealed record SignIn
{
    public required LocalIdpApplication Application { get; init; }

    /// <summary>The identifier that the application used, which becomes the audience.</summary>
    public required string Identifier { get; init; }

    public required string ReplyUrl { get; init; }

    /// <summary>The request's ID, or null for an unsolicited Response.</summary>
    public string? InResponseTo { get; init; }

    public string? RelayState { get; init; }

    public required string NameIdFormat { get; init; }

    public string AuthnContext { get; init; } = SamlUris.PasswordContext;

    public bool IsPassive { get; init; }

    /// <summary>A sign-in that a tile of My Apps starts.</summary>
    public static SignIn Unsolicited(LocalIdpApplication application) => new()
    {
        Application = application,
        Identifier = application.Identifiers[0],
        ReplyUrl = application.ReplyUrls[0],
        RelayState = application.RelayState,
        NameIdFormat = application.NameIdFormat,
    };
}
