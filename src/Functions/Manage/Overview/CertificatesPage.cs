using Functions.Html;
using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Overview;

/// <summary>Our keys, and the certificates of tenants' identity providers, with when they end.</summary>
internal static class CertificatesPage
{
    /// <summary>The name in the query of the tenant after which tenants are read.</summary>
    public const string TenantQuery = "tenants";

    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="ring">Our keys; null when they cannot be read.</param>
    /// <param name="page">The tenants' certificates of this page.</param>
    /// <param name="now">The time.</param>
    /// <param name="afterTenant">The tenant after which tenants were read; null from the first one.</param>
    /// <param name="isFirst">Whether this is the first page of these tenants.</param>
    public static Markup Render(
        string product, ManageVisit visit, ServiceProviderKeyRing? ring, CertificatePage page, DateTimeOffset now, string? afterTenant, bool isFirst)
    {
        var sorted = page.Certificates;
        var first = isFirst && afterTenant is null ? null : ManageLinks.Certificates;
        var next = page.Next is null ? null : ManageLinks.With(ManageLinks.Certificates, (TenantQuery, afterTenant), (Pager.Query, page.Next));
        var ours = ring?.Published ?? [];
        List<(string, DateTimeOffset, DateTimeOffset, string)> bars =
        [
            .. ours.Select(k => ("Ours", k.NotBefore, k.NotAfter, Badge.KindOf(k.NotBefore, k.NotAfter, now))),
            .. sorted.Select(c => (c.TenantName, c.NotBefore, c.NotAfter, Badge.KindOf(c.NotBefore, c.NotAfter, now))),
        ];
        var own = new DataTable(
            "Our keys", ["Thumbprint (SHA-256)", "What it does", "Valid from", "Valid until", "State"], [.. ours.Select(k => Own(k, ring!, now))],
            "Our keys cannot be read at the moment. The page Health says more.");
        var theirs = new DataTable(
            "Certificates of identity providers", ["Tenant", "Thumbprint (SHA-256)", "Valid from", "Valid until", "State"], [.. sorted.Select(c => Theirs(c, now))],
            isFirst ? "No tenant of this page has a certificate." : "There are no more certificates.");
        return ManageLayout.Page(product, visit, "Keys and certificates", Markup.Of($"""
            {TimeLine.Render(bars, now)}
            <h2>Our keys</h2>
            {own.Render()}
            <h2>Identity providers</h2>
            {Part(page, afterTenant)}
            {theirs.Render()}
            {Pager.Render(first, next)}
            """), lead: Markup.Of($"What ends soonest stands first. Tenants whose row does not parse, or that are switched off, are not shown."));
    }

    /// <summary>Says so where not all tenants were read, and leads to the others.</summary>
    private static Markup? Part(CertificatePage page, string? afterTenant)
    {
        if (page.LastTenant is null && afterTenant is null)
            return null;
        var from = afterTenant is null ? null : Markup.Of($" after <code>{afterTenant}</code>");
        var until = page.LastTenant is null ? null : Markup.Of($" up to <code>{page.LastTenant}</code>");
        var on = page.LastTenant is null ? null : Markup.Of($""" <a href="{ManageLinks.With(ManageLinks.Certificates, (TenantQuery, page.LastTenant))}">The tenants after that</a>""");
        return Markup.Of($"""<p class="remark">There are more tenants than one list takes. This one has those whose id comes{from}{until}; what ends soonest among them stands first.{on}</p>""");
    }

    private static Markup[] Own(Saml.ServiceProviderKey key, ServiceProviderKeyRing ring, DateTimeOffset now) =>
    [
        Markup.Of($"<code>{Short(key.Thumbprint)}</code>"),
        Markup.Of($"{(key == ring.Active ? "Signs" : "Published; does not sign")}{(key.CanDecrypt ? ", decrypts" : "")}{(key == ring.ForEncryption ? "; offered for encryption" : "")}"),
        Moments.Day(key.NotBefore),
        Moments.Day(key.NotAfter),
        Badge.OfValidity(key.NotBefore, key.NotAfter, now),
    ];

    private static Markup[] Theirs(TenantCertificate certificate, DateTimeOffset now) =>
    [
        Markup.Of($"""<a href="{ManageLinks.Tenant(certificate.TenantId)}">{certificate.TenantName}</a>"""),
        Markup.Of($"<code>{Short(certificate.Thumbprint)}</code>"),
        Moments.Day(certificate.NotBefore),
        Moments.Day(certificate.NotAfter),
        Badge.OfValidity(certificate.NotBefore, certificate.NotAfter, now),
    ];

    // The first octets tell certificates apart; the whole would fill the screen.
    private static string Short(string thumbprint) => thumbprint.Length > 16 ? string.Concat(thumbprint.AsSpan(0, 16), "…") : thumbprint;
}
