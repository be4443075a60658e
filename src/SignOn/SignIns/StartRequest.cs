namespace SignOn;

/// <summary>What a browser asked for at a tenant's sign-on URL.</summary>
/// <param name="TenantId">The id as in the URL.</param>
public sealed record StartRequest(string TenantId)
{
    /// <summary>Where the person wants to go afterwards; ignored when the tenant does not allow it.</summary>
    public string? ReturnUrl { get; init; }

    /// <summary>The person's address, to spare typing it at the IdP; ignored when it cannot be one.</summary>
    public string? LoginHint { get; init; }

    /// <summary>Whether the IdP must not show anything: a page asks in passing whether somebody is signed in there.</summary>
    public bool IsPassive { get; init; }
}
