namespace SignOn;

/// <summary>What an admin copies from the IdP's pages by hand.</summary>
/// <param name="EntityId">'Microsoft Entra Identifier', 'Issuer'; may be empty for Entra.</param>
/// <param name="LoginUrl">'Login URL'.</param>
/// <param name="LogoutUrl">'Logout URL'; may be empty.</param>
/// <param name="NameIdFormat">'Name ID Format'; may be empty.</param>
/// <param name="Certificate">'Certificate (Base64)': PEM or bare base64.</param>
public sealed record IdpValues(string EntityId, string LoginUrl, string LogoutUrl, string NameIdFormat, string Certificate);
