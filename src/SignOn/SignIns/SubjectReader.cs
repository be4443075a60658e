using System.Diagnostics.CodeAnalysis;
using Saml;

namespace SignOn;

/// <summary>
/// Finds the name by which the person is known for ever. E-mail addresses and user principal names are given to other people
/// when somebody leaves: Entra's objectidentifier comes first, then a persistent NameID, and any other NameID only after them.
/// </summary>
internal static class SubjectReader
{
    private const int MaxLength = 1024;

    public static bool TryRead(
        VerifiedResponse response, Tenant tenant, [NotNullWhen(true)] out string? userKey, [NotNullWhen(true)] out string? subject, [NotNullWhen(false)] out string? problem)
    {
        userKey = subject = problem = null;
        foreach (var name in tenant.AttributeMap.Subject)
        {
            var values = response.ValuesOf(name).Select(v => v.Trim()).Where(v => v.Length > 0).Distinct(StringComparer.Ordinal).Take(2).ToList();
            if (values.Count == 0)
            {
                continue;
            }

            if (values.Count > 1)
            {
                problem = $"Attribute '{name}' has several values, so it names nobody. Let the IdP send one value, or name another attribute in column SubjectAttributes.";
                return false;
            }

            return Accept(response.Issuer, "attribute " + name, values[0], out userKey, out subject, out problem);
        }

        return TryReadNameId(response, tenant, out userKey, out subject, out problem);
    }

    private static bool TryReadNameId(
        VerifiedResponse response, Tenant tenant, [NotNullWhen(true)] out string? userKey, [NotNullWhen(true)] out string? subject, [NotNullWhen(false)] out string? problem)
    {
        userKey = subject = problem = null;
        // A blank name is nobody's, and would be everybody's.
        if (response.NameId is not { } nameId || string.IsNullOrWhiteSpace(nameId.Value))
        {
            problem = "The assertion has neither a NameID nor an attribute of column SubjectAttributes. Let the IdP send a persistent NameID.";
            return false;
        }

        var format = nameId.Format ?? NameIdFormats.Unspecified;
        if (format == NameIdFormats.Transient)
        {
            problem = "The NameID is transient: it changes at every sign-in, so each would make a new user. "
                + "Let the IdP send a persistent NameID, or an attribute that never changes (column SubjectAttributes).";
            return false;
        }

        // saml-core-2.0-os 8.3.7: a qualifier that is left out is the IdP's, or ours. Sent or left out, the person stays the same.
        var kind = format == NameIdFormats.Persistent
            ? UserKeys.Hash("persistent", nameId.NameQualifier ?? response.Issuer, nameId.SpNameQualifier ?? tenant.EntityId)
            : "nameid " + format;
        return Accept(response.Issuer, kind, nameId.Value, out userKey, out subject, out problem);
    }

    private static bool Accept(
        string issuer, string kind, string value, [NotNullWhen(true)] out string? userKey, [NotNullWhen(true)] out string? subject, [NotNullWhen(false)] out string? problem)
    {
        userKey = subject = problem = null;
        if (value.Length > MaxLength)
        {
            problem = $"The name of the subject has {value.Length} characters; {MaxLength} are the most.";
            return false;
        }

        userKey = UserKeys.ForSubject(issuer, kind, value);
        subject = value;
        return true;
    }
}
