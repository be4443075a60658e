using Saml;

namespace SignOn;

/// <summary>What an admin should look at although a test sign-in passed.</summary>
internal static class TestWarnings
{
    public static IEnumerable<string> Of(Tenant tenant, VerifiedResponse response, UserFacts facts)
    {
        if (facts.Email is null)
        {
            yield return "No e-mail address was sent. Let the IdP send one of the attributes of column EmailAttributes, or a NameID of format emailAddress.";
        }
        else if (!EmailAddress.IsIn(facts.Email, tenant))
        {
            yield return "The e-mail address is not in the tenant's own domains (column EmailDomains), so it links to no user whom an admin made.";
        }

        if (facts.DisplayName is null)
        {
            yield return "No name was sent, so the person is shown by the e-mail address. See columns FirstNameAttributes, LastNameAttributes and DisplayNameAttributes.";
        }

        if (facts.Roles.Count == 0)
        {
            yield return "No role comes out of this sign-in. See columns RoleAttributes, RoleNames and GroupRoles if roles are wanted.";
        }

        if (!tenant.AttributeMap.Subject.Any(name => response.ValuesOf(name).Any(v => !string.IsNullOrWhiteSpace(v)))
            && response.NameId is { Format: not NameIdFormats.Persistent })
        {
            yield return "The person is known by a name that may be given to somebody else one day. Prefer an attribute that never changes (column SubjectAttributes) or a persistent NameID.";
        }

        var key = tenant.IdentityProvider.SigningKeys.FirstOrDefault(k => k.Thumbprint == response.CertificateThumbprint);
        if (key is not null && key.NotAfter - response.AuthnInstant < TimeSpan.FromDays(30))
        {
            yield return $"The certificate that signed this expires on {key.NotAfter.UtcDateTime:yyyy-MM-dd}.";
        }
    }
}
