namespace Saml.Tests.Support;

/// <summary>What a verified message says, as text that can be compared.</summary>
internal static class Facts
{
    /// <summary>Whether the facts are the honest ones; the Response's ID may be missing, because its signature can be taken away.</summary>
    public static bool AreThose(VerifiedResponse honest, VerifiedResponse response)
    {
        string facts = Of(honest);
        return Of(response) == (response.ResponseId is null ? facts.Replace($"\n{honest.ResponseId ?? "-"}\n", "\n-\n", StringComparison.Ordinal) : facts);
    }

    /// <summary>Everything that a response says, one fact a line.</summary>
    public static string Of(VerifiedResponse response) => string.Join('\n',
    [
        response.Issuer,
        response.AssertionId,
        response.ResponseId ?? "-",
        response.InResponseTo ?? "-",
        response.NameId?.ToString() ?? "-",
        response.SessionIndex ?? "-",
        response.AuthnInstant.ToString("O"),
        response.SessionNotOnOrAfter?.ToString("O") ?? "-",
        response.AuthnContextClassRef ?? "-",
        response.AcceptableUntil.ToString("O"),
        response.CertificateThumbprint,
        .. response.Attributes.Select(a => $"{a.Name}|{a.NameFormat}|{string.Join('|', a.Values)}"),
    ]);

    /// <summary>Everything that metadata says of an IdP.</summary>
    public static string Of(IdpDescription idp) => string.Join('\n',
    [
        idp.EntityId,
        idp.SsoRedirectUrl ?? "-",
        idp.SsoPostUrl ?? "-",
        idp.SloRedirectUrl ?? "-",
        idp.WantAuthnRequestsSigned.ToString(),
        idp.ValidUntil?.ToString("O") ?? "-",
        idp.CacheDuration?.ToString() ?? "-",
        .. idp.NameIdFormats,
        .. idp.SigningKeys.Select(k => k.Thumbprint),
    ]);
}
