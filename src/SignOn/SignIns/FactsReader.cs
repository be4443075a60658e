using Saml;

namespace SignOn;

/// <summary>Reads what the IdP says about a person, by the tenant's attribute map.</summary>
internal static class FactsReader
{
    /// <summary>The link that Entra sends instead of the groups of a person who has more than 150 of them.</summary>
    public const string GroupsLink = "http://schemas.microsoft.com/claims/groups.link";

    private const int MaxValueLength = 1024;

    // A table cell holds 32 Ki characters, and JSON may take six for one.
    private const int MaxRoleCharacters = 4096;

    public static (UserFacts Facts, IReadOnlyList<string> Notes) Read(VerifiedResponse response, AttributeMap map)
    {
        var notes = new List<string>();
        var first = First(response, map.FirstName, notes);
        var last = First(response, map.LastName, notes);
        var display = First(response, map.DisplayName, notes) ?? Join(first, last);
        var facts = new UserFacts
        {
            FirstName = first,
            LastName = last,
            DisplayName = display,
            Email = First(response, map.Email, notes) ?? NameAsEmail(response.NameId),
            Roles = Bound([.. RolesOf(response, map), .. GroupRolesOf(response, map, notes)], notes),
        };
        return (facts, notes);
    }

    private static string? First(VerifiedResponse response, IReadOnlyList<string> names, List<string> notes)
    {
        foreach (var name in names)
        {
            var value = response.ValuesOf(name).Select(v => v.Trim()).FirstOrDefault(v => v.Length > 0);
            if (value is { Length: > MaxValueLength })
            {
                notes.Add($"Attribute '{name}' has {value.Length} characters and was ignored; {MaxValueLength} are the most.");
            }
            else if (value is not null)
            {
                return value;
            }
        }

        return null;
    }

    private static string? Join(string? first, string? last) =>
        first is null ? last : last is null ? first : $"{first} {last}";

    private static string? NameAsEmail(NameId? nameId) =>
        nameId is { Format: NameIdFormats.EmailAddress, Value.Length: <= MaxValueLength } && nameId.Value.Trim() is { Length: > 0 } value ? value : null;

    private static IEnumerable<string> RolesOf(VerifiedResponse response, AttributeMap map) =>
        ValuesOf(response, map.Roles).Select(v => map.RoleNames.Count == 0 ? v : map.RoleNames.GetValueOrDefault(v)).OfType<string>();

    private static IEnumerable<string> GroupRolesOf(VerifiedResponse response, AttributeMap map, List<string> notes)
    {
        if (!response.Attributes.Any(a => a.Name == GroupsLink))
        {
            return ValuesOf(response, map.Groups).Select(v => map.GroupRoles.GetValueOrDefault(v)).OfType<string>();
        }

        // Whatever groups came along are not all of them, so they give nothing: fewer roles are a call to an admin, more are a leak.
        if (map.GroupRoles.Count > 0)
        {
            notes.Add("The IdP left out this person's groups because there are too many (groups.link), so no role comes from groups. "
                + "Assign app roles in the IdP, or let it send only groups assigned to the application.");
        }

        return [];
    }

    private static IEnumerable<string> ValuesOf(VerifiedResponse response, IReadOnlyList<string> names) =>
        names.SelectMany(response.ValuesOf).Select(v => v.Trim()).Where(v => v.Length is > 0 and <= MaxValueLength);

    private static List<string> Bound(IEnumerable<string> roles, List<string> notes)
    {
        // Sorted, so that an IdP that sends them in another order changes nothing.
        var room = MaxRoleCharacters;
        var all = roles.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var kept = all.TakeWhile(r => (room -= r.Length) >= 0).ToList();
        if (kept.Count < all.Count)
        {
            notes.Add($"The IdP sent {all.Count} roles; there is room for {kept.Count} of them, in the order of the alphabet. Send only this application's roles.");
        }

        return kept;
    }
}
