using System.Globalization;
using SignOn;

namespace Functions.Manage.Pages;

/// <summary>The form for a new key or link as it was typed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Scope">"one" or "all" tenants, of a key.</param>
/// <param name="Tenant">The one tenant.</param>
/// <param name="Rights">"read" or "write" of a key; "yes" of a link that may replace an identity provider.</param>
/// <param name="Days">Days until it expires.</param>
/// <param name="Once">The id of what it makes (<see cref="Parts.Once"/>).</param>
internal sealed record GrantForm(string Name, string Scope, string Tenant, string Rights, string Days, string Once = "")
{
    /// <summary>An empty form.</summary>
    /// <param name="days">A proposal.</param>
    public static GrantForm Empty(string days) => new("", "one", "", "read", days);

    /// <summary>What was posted.</summary>
    /// <param name="visit">The request.</param>
    public static GrantForm Of(ManageVisit visit) => new(visit.Field("name"), visit.Field("scope"), visit.Field("tenant"), visit.Field("rights"), visit.Field("days"), visit.Field(Parts.Once.Field));

    /// <summary>What it asks for. A number of days that is none becomes 0, which no check lets pass.</summary>
    /// <param name="kind">Key or link.</param>
    /// <param name="tenantId">The tenant; null for all.</param>
    public NewGrant ToWish(AdminGrantKind kind, string? tenantId) => new(
        kind, Name, tenantId, int.TryParse(Days, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : 0, Rights is "write" or "yes", Once);

    /// <summary>What is wrong with it. The id that nobody typed is told in words for whoever pressed the button.</summary>
    /// <param name="wish">What it asks for.</param>
    public static IReadOnlyList<FieldError> Check(NewGrant wish) =>
    [
        .. AdminGrants.Check(wish).Select(e => e.Field == "id"
            ? new FieldError(Parts.Once.Field, "The form did not arrive whole, so nothing was made. Now it is whole: send it again.")
            : e),
    ];
}
