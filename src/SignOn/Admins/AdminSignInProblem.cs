namespace SignOn;

/// <summary>Why somebody did not become an admin.</summary>
public enum AdminSignInProblem
{
    /// <summary>No problem.</summary>
    None,

    /// <summary>This way in is turned off.</summary>
    TurnedOff,

    /// <summary>Too many attempts, here or on other instances.</summary>
    TooManyAttempts,

    /// <summary>The key is wrong; the user has no such role; the link is unknown, revoked or has expired.</summary>
    Refused,
}
