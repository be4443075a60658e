namespace Saml;

/// <summary>An IdP that a tenant trusts.</summary>
/// <param name="EntityId">Its entity ID, compared ordinally with every Issuer.</param>
/// <param name="SigningKeys">Every key that may have signed (all are tried, their order means nothing: Kantara IIP-MD07). Must not be empty.</param>
public sealed record IdentityProvider(string EntityId, IReadOnlyList<IdpSigningKey> SigningKeys);
