using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EndToEnd.Tests.Harness;
using LocalIdp;

namespace EndToEnd.Tests.Security;

/// <summary>Responses that the IdP did not make for this tenant and this moment. Each is refused for its own reason and leaves no session behind.</summary>
public sealed class ForgedResponseTests(SharedApp shared)
{
    private readonly AppUnderTest _app = shared.App;

    [Fact]
    public Task Another_audience_is_refused() => IsRefusedAsync("AudienceMismatch", r => r.WithAudiences("https://other.example/metadata"));

    [Fact]
    public Task No_audience_is_refused() => IsRefusedAsync("AudienceMismatch", r => r.WithAudiences());

    [Fact]
    public Task An_audience_that_only_starts_like_ours_is_refused() =>
        IsRefusedAsync("AudienceMismatch", r => r.WithAudiences(r.AudienceRestrictions[0][0] + "/"));

    [Fact]
    public Task Another_recipient_is_refused() => IsRefusedAsync("RecipientMismatch", r => r with { Recipient = "https://other.example/acs" });

    [Fact]
    public Task Another_destination_is_refused() => IsRefusedAsync("DestinationMismatch", r => r with { Destination = "https://other.example/acs" });

    [Fact]
    public Task Another_issuer_is_refused() => IsRefusedAsync("IssuerMismatch", r => r.WithIssuer("https://sts.windows.net/00000000-0000-0000-0000-000000000000/"));

    [Fact]
    public Task Another_issuer_of_the_assertion_alone_is_refused() => IsRefusedAsync("IssuerMismatch", r => r with { AssertionIssuer = "https://other.example/" });

    [Fact]
    public Task An_expired_assertion_is_refused() =>
        IsRefusedAsync("AssertionExpired", r => r with { NotBefore = Now.AddHours(-2), NotOnOrAfter = Now.AddMinutes(-4) });

    [Fact]
    public Task An_expired_confirmation_is_refused() => IsRefusedAsync("AssertionExpired", r => r with { ConfirmationNotOnOrAfter = Now.AddMinutes(-4) });

    [Fact]
    public Task An_assertion_from_the_future_is_refused() => IsRefusedAsync("AssertionNotYetValid", r => r with { NotBefore = Now.AddMinutes(4) });

    [Fact]
    public Task A_session_that_has_ended_at_the_IdP_is_refused() =>
        IsRefusedAsync("SessionExpired", r => r with { SessionNotOnOrAfter = Now.AddMinutes(-1) });

    [Fact]
    public Task An_unknown_condition_is_refused() => IsRefusedAsync("ConditionUnknown", r => r with
    {
        MoreConditions = ["""<Condition xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:x="urn:x" xsi:type="x:OnlyOnSundays" />"""],
    });

    [Fact]
    public Task An_assertion_without_bearer_confirmation_is_refused() =>
        IsRefusedAsync("SubjectConfirmationMissing", r => r with { ConfirmationMethod = "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches" });

    [Fact]
    public Task An_assertion_without_authentication_is_refused() => IsRefusedAsync("AuthnStatementMissing", r => r with { HasAuthnStatement = false });

    [Fact]
    public Task An_assertion_that_names_nobody_is_refused() => IsRefusedAsync("SubjectMissing", r => (r with { NameId = null }).WithAttribute(EntraClaims.ObjectIdentifier));

    [Fact]
    public Task A_transient_name_names_nobody_either() =>
        IsRefusedAsync("SubjectMissing", r => (r with { NameIdFormat = SamlUris.TransientNameId }).WithAttribute(EntraClaims.ObjectIdentifier));

    [Fact]
    public Task SAML_1_1_is_refused_as_unreadable() => IsRefusedAsync("VersionUnsupported", r => r with { ResponseVersion = "1.1" }, status: 400);

    [Fact]
    public async Task Another_tenants_response_is_refused_and_so_is_its_assertion_in_an_envelope_of_our_own()
    {
        var theirs = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync());
        var ours = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync());
        var xml = theirs.Xml();

        (await ours.AnswerAsync(xml)).IsRefused(403, "DestinationMismatch");

        var readdressed = Xml.Change(xml, response =>
        {
            response.SetAttribute("Destination", ours.Tenant.AcsUrl);
            response.SetAttribute("InResponseTo", ours.RequestId);
        });
        (await ours.AnswerAsync(readdressed)).IsRefused(403, "RecipientMismatch");
        await NobodyIsInAsync(ours);
    }

    [Fact]
    public async Task A_tenants_IdP_that_speaks_in_the_name_of_another_tenants_IdP_is_refused()
    {
        using var key = RSA.Create(2048);
        using var certificate = NewCertificate(key, "CN=Another customer's IdP");
        var mine = await _app.AddTenantAsync(new TenantSpec().With("IdpCertificates", certificate.ExportCertificatePem()));
        var attempt = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync());
        Assert.NotEqual(mine.Id, attempt.Tenant.Id);

        var page = await attempt.AnswerAsync(XmlSigner.SignResponse(attempt.UnsignedXml(), SignedParts.Assertion, XmlSignatureOptions.From(certificate)));

        page.IsRefused(403, "SignatureInvalid");
    }

    [Fact]
    public Task An_unsigned_response_is_refused() => IsRefusedAsync("SignatureMissing", attempt => attempt.UnsignedXml());

    [Fact]
    public async Task A_response_whose_assertion_alone_is_signed_is_refused_where_the_tenant_wants_the_response_signed()
    {
        var attempt = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync(new TenantSpec().With("RequireSignedResponse", true)));

        (await attempt.AnswerAsync(attempt.Xml())).IsRefused(403, "SignatureMissing");
    }

    [Fact]
    public async Task A_foreign_key_that_brings_its_own_certificate_in_KeyInfo_is_refused()
    {
        using var key = RSA.Create(2048);
        using var certificate = NewCertificate(key, _app.Idp.SigningCertificate.Subject);

        await IsRefusedAsync("SignatureInvalid", attempt =>
            XmlSigner.SignResponse(attempt.UnsignedXml(), SignedParts.Both, XmlSignatureOptions.From(certificate)));
    }

    [Fact]
    public async Task A_foreign_key_that_shows_the_right_certificate_in_KeyInfo_is_refused()
    {
        using var key = RSA.Create(2048);
        var options = new XmlSignatureOptions { Key = key, KeyInfoCertificate = _app.Idp.SigningCertificate };

        await IsRefusedAsync("SignatureInvalid", attempt => XmlSigner.SignResponse(attempt.UnsignedXml(), SignedParts.Assertion, options));
    }

    [Theory]
    [InlineData(XmlSignatureAlgorithm.HmacSha256)]
    [InlineData(XmlSignatureAlgorithm.HmacSha1)]
    public async Task HMAC_with_the_public_key_as_the_secret_is_refused(XmlSignatureAlgorithm algorithm)
    {
        byte[][] secrets = [_app.Idp.SigningCertificate.GetPublicKey(), _app.Idp.SigningCertificate.PublicKey.ExportSubjectPublicKeyInfo(), _app.Idp.SigningCertificate.RawData];
        foreach (var secret in secrets)
        {
            await IsRefusedAsync("AlgorithmRefused", attempt => XmlSigner.SignResponse(
                attempt.UnsignedXml(), SignedParts.Assertion, new XmlSignatureOptions { Algorithm = algorithm, HmacKey = secret }));
        }
    }

    [Fact]
    public Task A_SHA_1_signature_by_the_right_key_is_refused() => IsRefusedAsync("AlgorithmRefused", attempt => XmlSigner.SignResponse(
        attempt.UnsignedXml(), SignedParts.Assertion, _app.Idp.Signature with { Algorithm = XmlSignatureAlgorithm.RsaSha1 }));

    [Fact]
    public Task A_SHA_1_digest_by_the_right_key_is_refused() => IsRefusedAsync("AlgorithmRefused", attempt => XmlSigner.SignResponse(
        attempt.UnsignedXml(), SignedParts.Assertion, _app.Idp.Signature with { Digest = XmlDigestAlgorithm.Sha1 }));

    [Fact]
    public Task Inclusive_canonicalization_is_refused() => IsRefusedAsync("AlgorithmRefused", attempt => XmlSigner.SignResponse(
        attempt.UnsignedXml(), SignedParts.Assertion, _app.Idp.Signature with { Canonicalization = XmlCanonicalization.Inclusive }));

    [Fact]
    public Task A_value_that_was_changed_after_signing_is_refused() => IsRefusedAsync("DigestMismatch", attempt =>
        attempt.Xml().Replace("B.Simon@contoso.com", "Admin@contoso.com", StringComparison.Ordinal));

    [Theory]
    [InlineData("<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>")]
    [InlineData("<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>")]
    [InlineData("<!DOCTYPE r SYSTEM \"http://127.0.0.1:1/x.dtd\">")]
    [InlineData("<!DOCTYPE r>")]
    public Task A_document_type_declaration_is_refused(string doctype) =>
        IsRefusedAsync("DoctypeForbidden", attempt => doctype + attempt.Xml(), status: 400);

    [Fact]
    public async Task A_comment_put_into_the_NameID_after_signing_cuts_nothing_off()
    {
        var spec = new TenantSpec { Application = a => a with { NameIdFormat = SamlUris.EmailNameId, Attributes = new Dictionary<string, string>() } };
        var attempt = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync(spec));
        var attacker = People.Ana with { UserPrincipalName = "b.simon@contoso.com.evil.example" };
        var xml = attempt.Xml(user: attacker).Replace(">b.simon@contoso.com.evil.example</NameID>", ">b.simon@contoso.com<!---->.evil.example</NameID>", StringComparison.Ordinal);
        Assert.Contains("<!---->", xml, StringComparison.Ordinal);

        var page = await attempt.AnswerAsync(xml);

        // Exclusive canonicalization drops comments, so the signature holds; what counts is that the whole name is read.
        Assert.Equal(303, page.Status);
        var home = await attempt.Browser.WaitForAccountAsync(await attempt.Browser.OpenAsync(_app.Url("/setting-up")));
        Assert.Equal("b.simon@contoso.com.evil.example", home.Facts["Name identifier"]);
        Assert.Equal("b.simon@contoso.com.evil.example", home.Facts["E-mail"]);
    }

    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    private static X509Certificate2 NewCertificate(RSA key, string subject) =>
        new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(Now.AddDays(-1), Now.AddDays(30));

    private Task IsRefusedAsync(string code, Func<SamlResponseOptions, SamlResponseOptions> change, int status = 403) =>
        IsRefusedAsync(code, attempt => attempt.Xml(change), status);

    private async Task IsRefusedAsync(string code, Func<SignInAttempt, string> forge, int status = 403)
    {
        var attempt = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync());

        var page = await attempt.AnswerAsync(forge(attempt));

        page.IsRefused(status, code);
        await NobodyIsInAsync(attempt);
        var line = Assert.Single(await attempt.Tenant.SignInsAsync());
        Assert.Equal(code, line.GetString("Code"));
        Assert.Equal(page.CorrelationId, line.GetString("CorrelationId"));
    }

    private async Task NobodyIsInAsync(SignInAttempt attempt)
    {
        Assert.Equal(401, (await attempt.Browser.SessionAsync(_app)).Status);
        Assert.Empty(await attempt.Tenant.RowsAsync("Users"));
        Assert.Empty(await attempt.Tenant.RowsAsync("Sessions"));
    }
}
