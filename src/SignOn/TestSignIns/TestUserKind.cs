namespace SignOn;

/// <summary>What a sign-in would do about the user.</summary>
public enum TestUserKind
{
    /// <summary>Nothing: there is no user to let in.</summary>
    None,

    /// <summary>Find a user who is there.</summary>
    Found,

    /// <summary>Make a new user.</summary>
    Created,

    /// <summary>Link the person to a user whom an admin made.</summary>
    Linked,
}
