using System.Security.Cryptography.X509Certificates;
using System.Text;
using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Metadata;

/// <summary>What an IdP publishes about itself is read, and nothing of it that is not the SAML 2.0 identity provider's.</summary>
public sealed class IdpMetadataTests
{
    private const string Sso = "https://idp.example/sso";
    private static readonly string Good = Convert.ToBase64String(TestKeys.Rsa.RawData);
    private static readonly string Second = Convert.ToBase64String(TestKeys.P256.RawData);
    private static readonly string Foreign = Convert.ToBase64String(TestKeys.Attacker.RawData);

    [Fact]
    public void Entras_shape_is_read_from_the_identity_providers_descriptor_alone()
    {
        string role(string type) =>
            $"<RoleDescriptor xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:fed=\"http://docs.oasis-open.org/wsfed/federation/200706\" xsi:type=\"fed:{type}\" protocolSupportEnumeration=\"http://docs.oasis-open.org/wsfed/federation/200706\">{Key(Foreign, "signing")}<fed:TargetScopes><EndpointReference xmlns=\"http://www.w3.org/2005/08/addressing\"><Address>https://foreign.example/</Address></EndpointReference></fed:TargetScopes></RoleDescriptor>";
        string document = "<?xml version=\"1.0\" encoding=\"utf-8\"?>" + XmlSigner.Sign(
            Entity(role("SecurityTokenServiceType") + role("ApplicationServiceType") + Idp(Key(Good, "signing") + Slo() + Endpoints())),
            "_m",
            XmlSignatureOptions.From(TestKeys.Attacker));

        IdpDescription idp = Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(document)]);

        Assert.Equal("https://idp.example/", idp.EntityId);
        Assert.Equal([Good], idp.SigningKeys.Select(k => k.CertificateBase64));
        Assert.Equal(Sso, idp.SsoRedirectUrl);
        Assert.Equal(Sso + "/post", idp.SsoPostUrl);
        Assert.Equal("https://idp.example/slo", idp.SloRedirectUrl);
        Assert.Empty(idp.NameIdFormats);
        Assert.False(idp.WantAuthnRequestsSigned);
        Assert.Null(idp.ValidUntil);
        Assert.Empty(idp.Warnings);
    }

    [Fact]
    public void The_plain_shape_is_read()
    {
        IdpDescription idp = Read(Entity(Idp(
            Key(Good, null) + Slo() + "<NameIDFormat> urn:a </NameIDFormat><NameIDFormat>urn:b</NameIDFormat>" + Endpoints(), "WantAuthnRequestsSigned=\"true\"")));
        Assert.Equal(["urn:a", "urn:b"], idp.NameIdFormats);
        Assert.True(idp.WantAuthnRequestsSigned);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("signing")]
    public void A_key_without_use_or_for_signing_counts(string? use) => Assert.Single(Read(Entity(Idp(Key(Good, use) + Endpoints()))).SigningKeys);

    [Fact]
    public void Keys_for_encryption_do_not_count()
    {
        Assert.Equal([Good], Read(Entity(Idp(Key(Foreign, "encryption") + Key(Good, "signing") + Endpoints()))).SigningKeys.Select(k => k.CertificateBase64));
        Refused(Entity(Idp(Key(Good, "encryption") + Endpoints())), SamlError.MetadataUnusable);
    }

    [Fact]
    public void All_keys_count_once()
    {
        IdpDescription idp = Read(Entity(Idp(Key(Good, "signing") + Key(Second, "signing") + Key(Good, null) + Endpoints())));
        Assert.Equal([Good, Second], idp.SigningKeys.Select(k => k.CertificateBase64));
        Assert.Empty(idp.Warnings);
    }

    [Fact]
    public void Several_certificates_in_one_key_info_count()
    {
        string key = Key(Good, "signing").Replace("</X509Data>", $"<X509Certificate>{Second}</X509Certificate></X509Data>", StringComparison.Ordinal);
        Assert.Equal(2, Read(Entity(Idp(key + Endpoints()))).SigningKeys.Count);
    }

    [Fact]
    public void A_certificate_may_have_line_breaks() =>
        Assert.Equal(Good, Read(Entity(Idp(Key("\n  " + string.Join("\r\n", Good.Chunk(64).Select(c => new string(c))) + "\n", null) + Endpoints()))).SigningKeys.Single().CertificateBase64);

    [Fact]
    public void A_weak_key_beside_a_good_one_is_left_out_with_a_warning()
    {
        using X509Certificate2 weak = TestKeys.MakeRsa(1024);
        IdpDescription idp = Read(Entity(Idp(Key(Convert.ToBase64String(weak.RawData), "signing") + Key(Good, "signing") + Endpoints())));
        Assert.Equal([Good], idp.SigningKeys.Select(k => k.CertificateBase64));
        Assert.Contains("1024", Assert.Single(idp.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not base64")]
    [InlineData("QUJD")]
    [InlineData("")]
    public void A_broken_certificate_beside_a_good_one_is_left_out_with_a_warning(string certificate)
    {
        IdpDescription idp = Read(Entity(Idp(Key(certificate, "signing") + Key(Good, "signing") + Endpoints())));
        Assert.Single(idp.SigningKeys);
        Assert.Single(idp.Warnings);
    }

    [Fact]
    public void A_broken_certificate_alone_is_refused_and_told()
    {
        SamlFailure failure = Refused(Entity(Idp(Key("QUJD", "signing") + Endpoints())), SamlError.MetadataUnusable);
        Assert.Contains("left out", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expired_certificate_is_kept_with_a_warning()
    {
        Assert.True(IdpMetadata.TryRead(Encoding.UTF8.GetBytes(Entity(Idp(Key(Good, null) + Endpoints()))), null, ResponseScenario.Now.AddYears(1), out IdpDescription? idp, out _));
        Assert.Single(idp.SigningKeys);
        Assert.Contains("expired", Assert.Single(idp.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void One_of_several_entities_is_chosen_by_its_id()
    {
        string document = $"<EntitiesDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\"><EntitiesDescriptor>{Entity(Idp(Key(Foreign, null) + Endpoints()), "https://other.example/")}</EntitiesDescriptor>{Entity(Idp(Key(Good, null) + Endpoints()))}<EntityDescriptor entityID=\"https://sp.example\"><SPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"/></EntityDescriptor></EntitiesDescriptor>";
        Assert.Equal(Good, Read(Encoding.UTF8.GetBytes(document), "https://idp.example/").SigningKeys.Single().CertificateBase64);
        Assert.Equal(Foreign, Read(Encoding.UTF8.GetBytes(document), "https://other.example/").SigningKeys.Single().CertificateBase64);
        Assert.Contains("https://other.example/", Refused(document, SamlError.MetadataUnusable).Received, StringComparison.Ordinal);
        Refused(document, SamlError.MetadataUnusable, "https://third.example/");
        Refused(document, SamlError.MetadataUnusable, "https://sp.example");
    }

    [Fact]
    public void Two_entities_of_one_id_are_refused()
    {
        string document = $"<EntitiesDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\">{Entity(Idp(Key(Good, null) + Endpoints()))}{Entity(Idp(Key(Foreign, null) + Endpoints()))}</EntitiesDescriptor>";
        Refused(document, SamlError.MetadataUnusable, "https://idp.example/");
    }

    [Theory]
    [InlineData("2026-11-22T11:59:59Z", true)]
    [InlineData("2026-11-22T12:00:00Z", true)]
    [InlineData("2026-11-22T12:00:01Z", false)]
    public void Past_its_valid_until_a_document_is_refused(string validUntil, bool refused)
    {
        foreach (string document in (string[])
        [
            Entity(Idp(Key(Good, null) + Endpoints())).Replace(" entityID", $" validUntil=\"{validUntil}\" entityID", StringComparison.Ordinal),
            Entity(Idp(Key(Good, null) + Endpoints(), $"validUntil=\"{validUntil}\"")),
            $"<EntitiesDescriptor validUntil=\"{validUntil}\" xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\">{Entity(Idp(Key(Good, null) + Endpoints()))}</EntitiesDescriptor>",
        ])
        {
            if (refused)
            {
                Refused(document, SamlError.MetadataUnusable);
            }
            else
            {
                Assert.Equal(DateTimeOffset.Parse(validUntil, System.Globalization.CultureInfo.InvariantCulture), Read(document).ValidUntil);
            }
        }
    }

    [Fact]
    public void A_valid_until_that_is_no_time_does_not_mean_for_ever() =>
        Refused(Entity(Idp(Key(Good, null) + Endpoints())).Replace(" entityID", " validUntil=\"yesterday\" entityID", StringComparison.Ordinal), SamlError.MetadataUnusable);

    [Theory]
    [InlineData("<html/>", SamlError.MetadataUnusable)]
    [InlineData("<EntityDescriptor entityID=\"x\"/>", SamlError.MetadataUnusable)]
    [InlineData("<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"x\"/>", SamlError.MetadataUnusable)]
    [InlineData("<EntitiesDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\"/>", SamlError.MetadataUnusable)]
    [InlineData("", SamlError.MetadataUnusable)]
    [InlineData("<a", SamlError.NotXml)]
    [InlineData("<!DOCTYPE EntityDescriptor><EntityDescriptor/>", SamlError.DoctypeForbidden)]
    public void What_is_no_metadata_of_an_identity_provider(string document, SamlError error) => Refused(document, error);

    [Fact]
    public void An_identity_provider_of_another_protocol_is_none() =>
        Refused(Entity(Idp(Key(Good, null) + Endpoints())).Replace("\"urn:oasis:names:tc:SAML:2.0:protocol\"", "\"urn:oasis:names:tc:SAML:1.1:protocol\"", StringComparison.Ordinal), SamlError.MetadataUnusable);

    [Fact]
    public void An_identity_provider_of_several_protocols_is_one() =>
        Read(Entity(Idp(Key(Good, null) + Endpoints())).Replace("\"urn:oasis:names:tc:SAML:2.0:protocol\"", "\"urn:x\n urn:oasis:names:tc:SAML:2.0:protocol\"", StringComparison.Ordinal));

    [Fact]
    public void An_entity_without_id_is_none() => Refused(Entity(Idp(Key(Good, null) + Endpoints()), string.Empty), SamlError.MetadataUnusable);

    [Fact]
    public void An_identity_provider_for_post_alone_has_no_redirect_url()
    {
        IdpDescription idp = Read(Entity(Idp(Key(Good, null) + Endpoint("SingleSignOnService", "HTTP-POST", Sso))));
        Assert.Null(idp.SsoRedirectUrl);
        Assert.Equal(Sso, idp.SsoPostUrl);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("ftp://idp.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/sso")]
    [InlineData("//idp.example/sso")]
    [InlineData("https:")]
    [InlineData("https://")]
    [InlineData("")]
    public void A_browser_is_not_sent_to(string location) =>
        Refused(Entity(Idp(Key(Good, null) + Endpoint("SingleSignOnService", "HTTP-Redirect", location))), SamlError.MetadataUnusable);

    [Theory]
    [InlineData("https://idp.example/sso&#10;Set-Cookie: a=b")]
    [InlineData("https://idp.example/sso&#13;&#10;&#13;&#10;&lt;script>")]
    [InlineData("https://idp.example/s so")]
    [InlineData("https://idp.example/sso#fragment")]
    public void A_location_that_would_break_a_redirect_is_not_taken(string location) =>
        Refused(Entity(Idp(Key(Good, null) + Endpoint("SingleSignOnService", "HTTP-Redirect", location))), SamlError.MetadataUnusable);

    [Fact]
    public void Metadata_over_the_limit_is_refused()
    {
        byte[] large = new byte[SamlLimits.MaxMetadataBytes + 1];
        Assert.False(IdpMetadata.TryRead(large, null, ResponseScenario.Now, out _, out SamlFailure? failure));
        Assert.Equal(SamlError.MessageTooLarge, failure.Error);
    }

    [Fact]
    public void Damaged_metadata_never_makes_an_exception()
    {
        byte[] document = Encoding.UTF8.GetBytes(Entity(Idp(Key(Good, "signing") + Slo() + Endpoints())));
        for (int seed = 1; seed <= 2_000; seed++)
        {
            IdpMetadata.TryRead(new Mutator(seed).Mutate(document), null, ResponseScenario.Now, out _, out _);
        }
    }

    private static string Entity(string content, string entityId = "https://idp.example/") =>
        $"<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" ID=\"_m\" entityID=\"{entityId}\">{content}</EntityDescriptor>";

    private static string Idp(string content, string attributes = "") =>
        $"<IDPSSODescriptor {attributes} protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">{content}</IDPSSODescriptor>";

    private static string Key(string certificate, string? use) =>
        $"<KeyDescriptor{(use is null ? "" : $" use=\"{use}\"")}><KeyInfo xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><X509Data><X509Certificate>{certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>";

    [Fact]
    public void Logout_addresses_are_read_by_binding_with_where_answers_go()
    {
        string slo = $"<SingleLogoutService Binding=\"{Bindings.HttpPost}\" Location=\"https://idp.example/post\" ResponseLocation=\"https://idp.example/post-answers\"/>"
            + $"<SingleLogoutService Binding=\"{Bindings.HttpRedirect}\" Location=\"javascript:alert(1)\"/>"
            + $"<SingleLogoutService Binding=\"{Bindings.HttpRedirect}\" Location=\"https://idp.example/redirect\" ResponseLocation=\"not a url\"/>";

        IdpDescription idp = Read(Entity(Idp(Key(Good, "signing") + slo + Endpoints())));

        Assert.Equal(
            ("https://idp.example/redirect", null, "https://idp.example/post", "https://idp.example/post-answers"),
            (idp.SloRedirectUrl, idp.SloRedirectResponseUrl, idp.SloPostUrl, idp.SloPostResponseUrl));
    }

    private static string Slo() => Endpoint("SingleLogoutService", "HTTP-Redirect", "https://idp.example/slo");

    private static string Endpoints() => Endpoint("SingleSignOnService", "HTTP-Redirect", Sso) + Endpoint("SingleSignOnService", "HTTP-POST", Sso + "/post");

    private static string Endpoint(string name, string binding, string location) =>
        $"<{name} Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:{binding}\" Location=\"{location}\"/>";

    private static IdpDescription Read(string document) => Read(Encoding.UTF8.GetBytes(document));

    private static IdpDescription Read(byte[] document, string? entityId = null)
    {
        bool read = IdpMetadata.TryRead(document, entityId, ResponseScenario.Now, out IdpDescription? description, out SamlFailure? failure);
        Assert.True(read, failure?.Detail);
        return description!;
    }

    private static SamlFailure Refused(string document, SamlError error, string? entityId = null)
    {
        Assert.False(IdpMetadata.TryRead(Encoding.UTF8.GetBytes(document), entityId, ResponseScenario.Now, out IdpDescription? description, out SamlFailure? failure), "It was read.");
        Assert.Null(description);
        Assert.True(error == failure!.Error, $"{failure.Error}: {failure.Detail}");
        return failure;
    }
}
