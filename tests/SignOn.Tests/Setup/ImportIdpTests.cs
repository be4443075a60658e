using System.Text;
using SignOn.Tests.Metadata;

namespace SignOn.Tests.Setup;

public sealed class ImportIdpTests
{
    private readonly World _world = new();
    private static readonly TenantColumns Empty = new(new Dictionary<string, object>());

    private ImportIdp Import => new(_world.Metadata, World.Options, _world.Time);

    [Fact]
    public async Task Metadata_by_its_address_is_read_and_the_row_then_follows_it()
    {
        _world.Metadata.Publish(IdpDocument.Of(TestIdp.CertificateBase64));

        var reading = await Import.FromUrlAsync(IdpDocument.Url, "", Empty, Stop);

        Assert.Empty(reading.Errors);
        Assert.Equal((TestIdp.EntityId, TestIdp.SsoUrl, IdpDocument.Url), (reading.Columns["IdpEntityId"], reading.Columns["IdpSsoUrl"], reading.Columns["IdpMetadataUrl"]));
        Assert.Equal(64, Assert.Single(reading.Certificates).Thumbprint.Length);
        Assert.Empty(reading.Warnings);
    }

    [Fact]
    public async Task Entras_address_without_an_application_is_warned_of()
    {
        _world.Metadata.Publish(IdpDocument.Of(TestIdp.CertificateBase64));

        var reading = await Import.FromUrlAsync(IdpDocument.Url.Split('?')[0], "", Empty, Stop);

        Assert.Contains("?appid=", Assert.Single(reading.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "It is empty.")]
    [InlineData("http://idp.example/metadata", "is not such a URL")]
    [InlineData("https://localhost/metadata", "is not such a URL")]
    [InlineData("https://idp.example/missing", "Nothing is at")]
    public async Task What_cannot_be_fetched_is_told_at_its_field(string url, string problem)
    {
        var error = Assert.Single((await Import.FromUrlAsync(url, "", Empty, Stop)).Errors);

        Assert.Equal("IdpMetadataUrl", error.Column);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pin_of_the_operators_holds_for_files_too()
    {
        var row = new TenantColumns(new Dictionary<string, object> { ["IdpMetadataCertificates"] = TestIdp.CertificateBase64 });
        var document = IdpDocument.Of(TestIdp.CertificateBase64);

        Assert.Contains("SignatureMissing", Assert.Single(Read(document, row).Errors).Message, StringComparison.Ordinal);
        Assert.NotEmpty(Read(IdpDocument.Signed(document, TestIdp.NewSignature), row).Errors);
        Assert.Empty(Read(IdpDocument.Signed(document, TestIdp.Signature), row).Errors);
    }

    [Fact]
    public void Where_operators_pinned_a_key_single_values_are_not_taken()
    {
        var row = new TenantColumns(new Dictionary<string, object> { ["IdpMetadataCertificates"] = TestIdp.CertificateBase64 });
        var values = new IdpValues("https://idp.example", "https://idp.example/sso", "", "", TestIdp.NewCertificateBase64);

        Assert.Contains("pinned", Assert.Single(Import.FromValues(values, row).Errors).Message, StringComparison.Ordinal);
        Assert.Empty(Import.FromValues(values, Empty).Errors);
    }

    [Fact]
    public void What_an_operator_decided_stays_whatever_comes_back_from_the_browser()
    {
        var row = new TenantColumns(new Dictionary<string, object> { ["SignRequests"] = true, ["RejectExpiredCertificates"] = false });
        var columns = new Dictionary<string, object> { ["SignRequests"] = false, ["RejectExpiredCertificates"] = true, ["IdpEntityId"] = "x" };

        Assert.Equal(["IdpEntityId"], ImportIdp.WithoutDecided(columns, row).Keys);
        Assert.Equal(columns, ImportIdp.WithoutDecided(columns, Empty));
    }

    [Fact]
    public void A_file_ends_following_an_address_and_leaves_policies_that_somebody_chose()
    {
        var row = new TenantColumns(new Dictionary<string, object> { ["IdpMetadataUrl"] = IdpDocument.Url, ["RejectExpiredCertificates"] = true });

        var columns = Read(IdpDocument.With("", "https://idp.example", "https://idp.example/sso", TestIdp.CertificateBase64), row).Columns;

        Assert.Equal("", columns["IdpMetadataUrl"]);
        Assert.DoesNotContain("RejectExpiredCertificates", columns.Keys);
    }

    [Fact]
    public void Expired_certificates_are_warned_of()
    {
        _world.Time.Advance(TimeSpan.FromDays(20_000));

        Assert.Contains("expired", Assert.Single(Read(IdpDocument.Of(TestIdp.CertificateBase64), Empty).Warnings), StringComparison.Ordinal);
        Assert.Contains("expired on", Assert.Single(Import.FromValues(new IdpValues("", TestIdp.SsoUrl, "", "", TestIdp.CertificateBase64), Empty).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_tutorials_four_values_are_enough_for_Entra_and_others_need_their_entity_ID()
    {
        var entra = Import.FromValues(new IdpValues("", TestIdp.SsoUrl, TestIdp.SsoUrl, "", TestIdp.CertificateBase64), Empty);
        Assert.Empty(entra.Errors);
        Assert.Equal(TestIdp.EntityId, entra.Columns["IdpEntityId"]);

        var other = new IdpValues("", "https://idp.example/sso", "", "", TestIdp.CertificateBase64);
        Assert.Equal("IdpEntityId", Assert.Single(Import.FromValues(other, Empty).Errors).Column);
        Assert.Empty(Import.FromValues(other with { EntityId = "https://idp.example" }, Empty).Errors);
    }

    [Fact]
    public void Every_value_that_will_not_do_is_told_at_once()
    {
        var errors = Import.FromValues(new IdpValues("x y", "javascript:alert(1)", "ftp://x", "", "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----"), Empty).Errors;

        Assert.Equal(["IdpCertificates", "IdpSloUrl", "IdpSsoUrl"], errors.Select(e => e.Column).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_transient_name_is_refused_before_it_is_saved() => Assert.Equal("NameIdFormat", Assert.Single(Import.FromValues(
        new IdpValues("", TestIdp.SsoUrl, "", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient", TestIdp.CertificateBase64), Empty).Errors).Column);

    [Fact]
    public void An_IdP_that_takes_requests_in_forms_alone_is_sent_forms()
    {
        var columns = Read(PostOnly, Empty).Columns;

        Assert.Equal((PostUrl, "post"), (columns["IdpSsoUrl"], columns["RequestBinding"]));
    }

    [Fact]
    public void A_tenant_that_posts_gets_the_address_for_forms_and_goes_on_posting()
    {
        var row = new TenantColumns(new Dictionary<string, object> { ["RequestBinding"] = "post" });

        var columns = Read(Both, row).Columns;

        Assert.Equal(PostUrl, columns["IdpSsoUrl"]);
        Assert.DoesNotContain("RequestBinding", columns.Keys);
    }

    [Fact]
    public void A_login_URL_that_was_copied_by_hand_is_one_for_redirects()
    {
        var row = new TenantColumns(new Dictionary<string, object> { ["RequestBinding"] = "post" });
        var values = new IdpValues("", TestIdp.SsoUrl, "", "", TestIdp.CertificateBase64);

        Assert.Equal("redirect", Import.FromValues(values, row).Columns["RequestBinding"]);
        Assert.DoesNotContain("RequestBinding", Import.FromValues(values, Empty).Columns.Keys);
    }

    [Fact]
    public async Task The_guide_writes_every_column_that_an_import_brings()
    {
        _world.Metadata.Publish(PostOnly);
        var values = new IdpValues("", TestIdp.SsoUrl, TestIdp.SsoUrl, "", TestIdp.CertificateBase64);
        var brought = (await Import.FromUrlAsync(IdpDocument.Url, "", Empty, Stop)).Columns.Keys.Union(Import.FromValues(values, Empty).Columns.Keys);

        Assert.Equal(ImportIdp.Written.Select(c => c.Name).Order(StringComparer.Ordinal), brought.Order(StringComparer.Ordinal));
    }

    private const string PostUrl = "https://idp.example/post";

    private static string PostOnly => IdpDocument.With("", TestIdp.EntityId, PostUrl, TestIdp.CertificateBase64).Replace("HTTP-Redirect", "HTTP-POST", StringComparison.Ordinal);

    private static string Both => IdpDocument.Of(TestIdp.CertificateBase64).Replace(
        "</IDPSSODescriptor>",
        $"<SingleSignOnService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" Location=\"{PostUrl}\"/></IDPSSODescriptor>",
        StringComparison.Ordinal);

    private IdpReading Read(string document, TenantColumns row) => Import.FromDocument(Encoding.UTF8.GetBytes(document), "", row);
}
