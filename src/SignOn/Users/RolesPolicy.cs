namespace SignOn;

/// <summary>Where a user's roles come from.</summary>
public enum RolesPolicy
{
    /// <summary>From the IdP, anew at each sign-in.</summary>
    FromIdp,

    /// <summary>From the admin who made the user; what the IdP says is ignored.</summary>
    Fixed,
}
