using Functions.Html;
using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Overview;

/// <summary>Our keys, and the certificates of tenants' identity providers, with when they end.</summary>
internal static class CertificatesPage
{
    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="ring">Our keys; null when they cannot be read.</param>
    /// <param name="certificates">The tenants' certificates of this page.</param>
    /// <param name="now">The time.</param>
    /// <param name="first">The first page's address; null on the first page.</param>
    /// <param name="next">The next page's address; null on the last page.</param>
    public static Markup Render(
        string product, ManageVisit visit, ServiceProviderKeyRing? ring, IReadOnlyList<TenantCertificate> certificates, DateTimeOffset now, string? first, string? next)
    {
        var sorted = certificates.OrderBy(c => c.NotAfter).ToList();
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
            "No tenant of this page has a certificate.");
        return ManageLayout.Page(product, visit, "Keys and certificates", Markup.Of($"""
            {TimeLine.Render(bars, now)}
            <h2>Our keys</h2>
            {own.Render()}
            <h2>Identity providers</h2>
            {theirs.Render()}
            {Pager.Render(first, next)}
            """), lead: Markup.Of($"What ends soonest stands first. Tenants whose row does not parse, or that are switched off, are not shown."));
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
