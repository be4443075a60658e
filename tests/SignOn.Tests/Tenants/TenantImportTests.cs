using System.Text;

namespace SignOn.Tests.Tenants;

public sealed class TenantImportTests
{
    private const string Redirect = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

    [Fact]
    public void Metadata_fills_a_row_that_parses()
    {
        var result = TenantImport.FromMetadata(Metadata(Redirect), null, World.Start);

        Assert.Empty(result.Errors);
        var tenant = Assert.IsType<TenantLookup.Found>(TenantRow.Parse("contoso", new TenantColumns(result.Columns), World.Options.PublicBaseUrl)).Tenant;
        Assert.Equal((TestIdp.EntityId, TestIdp.SsoUrl, true), (tenant.IdentityProvider.EntityId, tenant.IdpSsoUrl, tenant.RejectExpiredCertificates));
        Assert.Equal(TestIdp.CertificateBase64, Assert.Single(tenant.IdentityProvider.SigningKeys).CertificateBase64);
    }

    [Theory]
    [InlineData("HTTP-Redirect", "", "https://idp.example/slo", SloBinding.Redirect, "https://idp.example/slo")]
    [InlineData("HTTP-POST", "", "https://idp.example/slo", SloBinding.Post, "https://idp.example/slo")]
    [InlineData("HTTP-Redirect", " ResponseLocation=\"https://idp.example/answers\"", "https://idp.example/slo", SloBinding.Redirect, "https://idp.example/answers")]
    [InlineData("SOAP", "", null, SloBinding.Plain, null)]
    public void Metadata_says_how_the_IdP_takes_logout_messages(string binding, string more, string? url, SloBinding expected, string? responseUrl)
    {
        var slo = $"<SingleLogoutService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:{binding}\" Location=\"https://idp.example/slo\"{more}/>";

        var result = TenantImport.FromMetadata(Metadata(Redirect, slo), null, World.Start);

        var tenant = Assert.IsType<TenantLookup.Found>(TenantRow.Parse("contoso", new TenantColumns(result.Columns), World.Options.PublicBaseUrl)).Tenant;
        Assert.Equal((url, expected, responseUrl), (tenant.IdpSloUrl, tenant.IdpSloBinding, tenant.IdpSloResponseUrl));
    }

    [Theory]
    [InlineData(Redirect, RequestBinding.Redirect)]
    [InlineData("urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST", RequestBinding.Post)]
    public void Metadata_says_how_the_IdP_takes_requests(string binding, RequestBinding expected)
    {
        var result = TenantImport.FromMetadata(Metadata(binding), null, World.Start);

        var tenant = Assert.IsType<TenantLookup.Found>(TenantRow.Parse("contoso", new TenantColumns(result.Columns), World.Options.PublicBaseUrl)).Tenant;
        Assert.Equal((TestIdp.SsoUrl, expected), (tenant.IdpSsoUrl, tenant.RequestBinding));
    }

    [Fact]
    public void Metadata_without_either_binding_says_so() =>
        Assert.Contains("HTTP-Redirect", Assert.Single(TenantImport.FromMetadata(Metadata("urn:oasis:names:tc:SAML:2.0:bindings:SOAP"), null, World.Start).Errors).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_no_metadata_is_an_error_and_no_exception() =>
        Assert.Single(TenantImport.FromMetadata("<html/>"u8, null, World.Start).Errors);

    [Fact]
    public void The_second_tutorials_four_values_fill_a_row_that_parses()
    {
        var result = TenantImport.FromValues(
            $" {TestIdp.SsoUrl} ", TestIdp.SsoUrl, Saml.NameIdFormats.EmailAddress,
            $"-----BEGIN CERTIFICATE-----\r\n{TestIdp.CertificateBase64}\r\n-----END CERTIFICATE-----\r\n");

        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        var tenant = Assert.IsType<TenantLookup.Found>(TenantRow.Parse("rmp", new TenantColumns(result.Columns), World.Options.PublicBaseUrl)).Tenant;
        Assert.Equal((TestIdp.EntityId, Saml.NameIdFormats.EmailAddress, TestIdp.SsoUrl), (tenant.IdentityProvider.EntityId, tenant.NameIdFormat, tenant.IdpSloUrl));
    }

    [Fact]
    public void Wrong_values_name_their_columns() =>
        Assert.Equal(
            ["IdpSsoUrl", "IdpSloUrl", "IdpCertificates"],
            TenantImport.FromValues("login", "logout", "", "no certificate").Errors.Select(e => e.Column));

    [Fact]
    public void A_login_URL_that_tells_no_entity_ID_is_a_warning() =>
        Assert.Contains("IdpEntityId", Assert.Single(TenantImport.FromValues("https://idp.example/sso", null, null, TestIdp.CertificateBase64).Warnings), StringComparison.Ordinal);

    private static byte[] Metadata(string binding, string slo = "") => Encoding.UTF8.GetBytes(
        $"""
        <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{TestIdp.EntityId}">
          <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
            <KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{TestIdp.CertificateBase64}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
            {slo}
            <SingleSignOnService Binding="{binding}" Location="{TestIdp.SsoUrl}" />
          </IDPSSODescriptor>
        </EntityDescriptor>
        """);
}
