namespace SignOn.Tests.Admins;

public sealed class AuditChangeTests
{
    private static readonly TenantColumns Nothing = new(new Dictionary<string, object>());

    [Fact]
    public void A_long_value_is_cut_and_two_that_begin_alike_are_told_apart()
    {
        var cut = new AuditChange("A", new string('x', 5000), new string('x', 5001)).Cut();

        Assert.InRange(cut.After!.Length, AuditChange.MaxValueLength, AuditChange.MaxValueLength + 100);
        Assert.NotEqual(cut.Before, cut.After);
    }

    [Fact]
    public void Of_a_list_the_trail_shows_what_was_taken_out_and_put_in()
    {
        var many = string.Join(';', Enumerable.Range(0, 100).Select(i => $"group-{i}=reader"));

        var change = Assert.Single(Changes(("GroupRoles", many), ("GroupRoles", many.Replace("group-7=reader", "", StringComparison.Ordinal) + ";evil=operator")));

        Assert.Equal(new AuditChange("GroupRoles", "group-7=reader", "evil=operator"), change);
    }

    [Fact]
    public void A_certificate_behind_others_is_seen()
    {
        var before = TestIdp.CertificateBase64;

        var change = Assert.Single(Changes(("IdpCertificates", before), ("IdpCertificates", before + "\n\n" + TestIdp.NewCertificateBase64)));

        Assert.Null(change.Before);
        Assert.Matches("^SHA-256 [0-9A-F]{64}$", change.After);
    }

    [Theory]
    [InlineData("https://idp.example/metadata?appid=7a1f0c52-64d8-4b39-9e0d-2c8b5f3e1a94", true)]
    [InlineData("https://idp.example/metadata?appid=7a1f0c52-64d8-4b39-9e0d-2c8b5f3e1a94&code=SECRET", false)]
    [InlineData("https://idp.example/metadata?appid=x", false)]
    [InlineData("https://idp.example/metadata?code=SECRET", false)]
    public void Of_an_address_only_an_application_id_is_shown(string url, bool whole)
    {
        var change = Assert.Single(Changes(("IdpMetadataUrl", ""), ("IdpMetadataUrl", url)));

        Assert.Equal(whole ? url : "https://idp.example/metadata?(secret)", change.After);
    }

    [Fact]
    public void What_nobody_here_knows_counts_as_a_secret() => Assert.Equal(
        new AuditChange("Own", AuditChange.Redacted, AuditChange.Redacted), Assert.Single(Changes(("Own", "a"), ("Own", "b"))));

    [Fact]
    public void A_tenant_that_is_deleted_is_described_whole()
    {
        var row = new TenantColumns(new Dictionary<string, object> { ["DisplayName"] = "Contoso", ["EmailDomains"] = "a.example;b.example", ["JustInTime"] = false, ["Own"] = "x" });

        Assert.Equal(
            [new("DisplayName", "Contoso", null), new("EmailDomains", "a.example, b.example", null), new("JustInTime", "false", null)],
            TenantAudit.Gone(row));
    }

    [Fact]
    public void What_stays_is_no_change() => Assert.Empty(Changes(("JustInTime", true), ("JustInTime", "true")));

    private static IReadOnlyList<AuditChange> Changes((string Column, object Value) before, (string Column, object Value) after) => TenantAudit.Between(
        before.Value is "" ? Nothing : new TenantColumns(new Dictionary<string, object> { [before.Column] = before.Value }),
        new Dictionary<string, object> { [after.Column] = after.Value });
}
