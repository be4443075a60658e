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

    private IdpReading Read(string document, TenantColumns row) => Import.FromDocument(Encoding.UTF8.GetBytes(document), "", row);
}
