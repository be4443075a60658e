namespace SignOn;

/// <summary>A key or a link that an operator wants.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Name">What it is for.</param>
/// <param name="TenantId">The one tenant that it opens; null for a key of the operator's scope.</param>
/// <param name="Days">How long it works.</param>
/// <param name="MayWrite">Whether a key may change anything; whether a setup link may replace an identity provider that is set up.</param>
/// <param name="Id">The id that it gets (<see cref="GrantIds"/>), so that a wish that comes in twice is granted once; null for one that nobody sends again.</param>
public sealed record NewGrant(AdminGrantKind Kind, string Name, string? TenantId, int Days, bool MayWrite = false, string? Id = null);
