using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Responses;

/// <summary>A signed assertion is refused when it was not made for this tenant, this browser, this moment.</summary>
public sealed class RefusedAssertionTests
{
    [Theory]
    [InlineData("https://sp.example/saml/contoso/metadata/")]
    [InlineData("https://sp.example/saml/Contoso/metadata")]
    [InlineData("https://sp.example/saml/fabrikam/metadata")]
    [InlineData("spn:https://sp.example/saml/contoso/metadata")]
    [InlineData("https://sp.example/saml/contoso/metadata\u200B")]
    [InlineData("")]
    public void Another_audience(string audience)
    {
        ResponseScenario.Entra.With(o => o.WithAudiences(audience)).Refused(SamlError.AudienceMismatch);
        ResponseScenario.SignedResponse.With(o => o.WithAudiences(audience)).Refused(SamlError.AudienceMismatch);
    }

    [Fact]
    public void No_audience() => ResponseScenario.Entra.With(o => o.WithAudiences()).Refused(SamlError.AudienceMismatch);

    [Fact]
    public void An_empty_restriction() => ResponseScenario.Entra.With(o => o with { AudienceRestrictions = [[]] }).Refused(SamlError.AudienceMismatch);

    [Fact]
    public void No_conditions() => ResponseScenario.Entra.With(o => o with { HasConditions = false }).Refused(SamlError.AudienceMismatch);

    [Fact]
    public void One_of_two_restrictions_that_does_not_name_us() =>
        ResponseScenario.Entra.With(o => o with { AudienceRestrictions = [[ResponseScenario.EntityId], ["urn:other"]] }).Refused(SamlError.AudienceMismatch);

    [Fact]
    public void A_service_principal_name_of_another_identifier() =>
        ResponseScenario.Entra.Expecting(e => e with { EntityId = "contoso-app" }).With(o => o.WithAudiences("spn:contoso-app2")).Refused(SamlError.AudienceMismatch);

    [Fact]
    public void Another_tenants_assertion() => ResponseScenario.Entra
        .Expecting(e => e with { EntityId = "https://sp.example/saml/fabrikam/metadata" }).Refused(SamlError.AudienceMismatch);

    [Theory]
    [InlineData("https://sp.example/saml/contoso/acs/")]
    [InlineData("https://sp.example/saml/contoso/ACS")]
    [InlineData("https://sp.example/saml/fabrikam/acs")]
    [InlineData("")]
    [InlineData(null)]
    public void Another_recipient(string? recipient) => ResponseScenario.Entra.With(o => o with { Recipient = recipient }).Refused(SamlError.RecipientMismatch);

    [Fact]
    public void No_confirmation() => ResponseScenario.Entra.With(o => o with { ConfirmationMethod = null }).Refused(SamlError.SubjectConfirmationMissing);

    [Fact]
    public void No_subject() => ResponseScenario.Entra.With(o => o with { ConfirmationMethod = null, NameId = null }).Refused(SamlError.SubjectConfirmationMissing);

    [Theory]
    [InlineData("urn:oasis:names:tc:SAML:2.0:cm:holder-of-key")]
    [InlineData("urn:oasis:names:tc:SAML:2.0:cm:sender-vouches")]
    [InlineData("urn:oasis:names:tc:SAML:1.0:cm:bearer")]
    [InlineData("URN:OASIS:NAMES:TC:SAML:2.0:CM:BEARER")]
    [InlineData("")]
    public void No_bearer_confirmation(string method) => ResponseScenario.Entra.With(o => o with { ConfirmationMethod = method }).Refused(SamlError.SubjectConfirmationMissing);

    [Fact]
    public void A_bearer_confirmation_without_data() => ResponseScenario.Entra
        .Before(xml => Edit.Once(xml, Edit.Cut(xml, "<SubjectConfirmationData", "/>"), string.Empty)).Refused(SamlError.RecipientMismatch);

    [Fact]
    public void A_bearer_confirmation_without_end() => ResponseScenario.Entra.With(o => o with { ConfirmationNotOnOrAfter = null }).Refused(SamlError.SchemaViolation);

    [Fact]
    public void A_bearer_confirmation_with_a_start() => ResponseScenario.Entra.With(o => o with { ConfirmationNotBefore = ResponseScenario.Now }).Refused(SamlError.SchemaViolation);

    [Fact]
    public void An_expired_confirmation() => ResponseScenario.Entra.At(TimeSpan.FromMinutes(10)).Refused(SamlError.AssertionExpired);

    [Fact]
    public void Expired_conditions() => ResponseScenario.Entra
        .With(o => o with { NotOnOrAfter = ResponseScenario.Now.AddMinutes(-10) }).Refused(SamlError.AssertionExpired);

    [Fact]
    public void Conditions_that_do_not_hold_yet() => ResponseScenario.Entra
        .With(o => o with { NotBefore = ResponseScenario.Now.AddMinutes(10) }).Refused(SamlError.AssertionNotYetValid);

    [Fact]
    public void An_ended_session() => ResponseScenario.Entra
        .With(o => o with { SessionNotOnOrAfter = ResponseScenario.Now.AddMinutes(-1) }).Refused(SamlError.SessionExpired);

    [Theory]
    [InlineData("_stranger")]
    [InlineData("_REQUEST0123456789")]
    [InlineData("")]
    public void An_answer_to_another_request(string id)
    {
        ResponseScenario.Entra.With(o => o.WithInResponseTo(id)).Refused(SamlError.InResponseToMismatch);
        ResponseScenario.Entra.With(o => o.WithInResponseTo(id)).Expecting(e => e with { AllowUnsolicited = true }).Refused(SamlError.InResponseToMismatch);
    }

    [Fact]
    public void A_confirmation_that_answers_another_request_than_the_response()
    {
        ResponseScenario.Entra.With(o => o with { InResponseTo = "_another" }).Refused(SamlError.InResponseToMismatch);
        ResponseScenario.Entra.With(o => o with { ConfirmationInResponseTo = "_another" }).Refused(SamlError.InResponseToMismatch);
    }

    [Fact]
    public void An_answer_that_was_made_to_look_unsolicited() =>
        ResponseScenario.Entra.Expecting(e => e with { AllowUnsolicited = true, RequestIds = [] })
            .After(xml => Edit.First(xml, $" InResponseTo=\"{ResponseScenario.RequestId}\"", string.Empty)).Refused(SamlError.InResponseToMismatch);

    [Fact]
    public void An_unsolicited_response_that_was_made_to_look_like_an_answer() =>
        ResponseScenario.Entra.With(o => o.WithInResponseTo(null))
            .After("<samlp:Response ", $"<samlp:Response InResponseTo=\"{ResponseScenario.RequestId}\" ").Refused(SamlError.InResponseToMismatch);

    [Fact]
    public void An_unsolicited_response_where_the_tenant_does_not_allow_it() =>
        ResponseScenario.Entra.With(o => o.WithInResponseTo(null)).Refused(SamlError.UnsolicitedResponse);

    [Theory]
    [InlineData("<DelegationRestriction xmlns=\"urn:oasis:names:tc:SAML:2.0:conditions:delegation\"/>")]
    [InlineData("<Condition xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"d:DelegationRestrictionType\" xmlns:d=\"urn:oasis:names:tc:SAML:2.0:conditions:delegation\"/>")]
    [InlineData("<Condition/>")]
    [InlineData("<onetimeuse/>")]
    [InlineData("<OneTimeUse xmlns=\"urn:other\"/>")]
    [InlineData("<Audience>https://sp.example/saml/contoso/metadata</Audience>")]
    public void A_condition_that_is_not_known(string condition) => ResponseScenario.Entra.With(o => o with { MoreConditions = [condition] }).Refused(SamlError.ConditionUnknown);

    [Fact]
    public void Text_among_the_conditions() => ResponseScenario.Entra.With(o => o with { MoreConditions = ["text"] }).Refused(SamlError.SchemaViolation);

    [Fact]
    public void No_authentication() => ResponseScenario.Entra.With(o => o with { HasAuthnStatement = false }).Refused(SamlError.AuthnStatementMissing);

    [Fact]
    public void An_authentication_in_the_future() =>
        ResponseScenario.Entra.With(o => o with { AuthnInstant = ResponseScenario.Now.AddMinutes(10) }).Refused(SamlError.AssertionNotYetValid);

    [Fact]
    public void An_authentication_without_time() => ResponseScenario.Entra.With(o => o with { AuthnInstant = null }).Refused(SamlError.SchemaViolation);

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1600-12-31T23:59:59Z")]
    public void An_authentication_at_a_time_that_was_never_set(string instant) =>
        ResponseScenario.Entra.With(o => o with { AuthnInstant = DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture) })
            .Refused(SamlError.SchemaViolation);

    [Fact]
    public void Names_beyond_the_limit()
    {
        string tooLong = new('x', SamlLimits.MaxNameLength + 1);
        ResponseScenario.Entra.With(o => o with { NameId = tooLong }).Refused(SamlError.SchemaViolation);
        ResponseScenario.Entra.With(o => o with { NameIdFormat = tooLong }).Refused(SamlError.SchemaViolation);
        ResponseScenario.Entra.With(o => o with { SessionIndex = tooLong }).Refused(SamlError.SchemaViolation);
        ResponseScenario.Entra.With(o => o with { NameId = tooLong[1..], SessionIndex = tooLong[1..] }).Accepted();
    }

    [Fact]
    public void An_authentication_without_context() =>
        ResponseScenario.Entra.Before(xml => Edit.Once(xml, Edit.Cut(xml, "<AuthnContext>", "</AuthnContext>"), string.Empty)).Refused(SamlError.SchemaViolation);

    [Theory]
    [InlineData("<Subject/>")]
    [InlineData("<Conditions/>")]
    [InlineData("<Issuer>x</Issuer>")]
    [InlineData("<Advice/>")]
    [InlineData("<x xmlns=\"urn:x\"/>")]
    [InlineData("text")]
    public void A_stranger_at_the_end_of_the_assertion(string stranger) => ResponseScenario.Entra.Before("</Assertion>", stranger + "</Assertion>").Refused(SamlError.SchemaViolation);

    [Theory]
    [InlineData("<NameID>second</NameID>")]
    [InlineData("<BaseID/>")]
    [InlineData("text")]
    public void A_stranger_in_the_subject(string stranger) => ResponseScenario.Entra.Before("</NameID>", "</NameID>" + stranger).Refused(SamlError.SchemaViolation);

    [Fact]
    public void A_name_id_in_elements() => ResponseScenario.Entra.Before(ResponseScenario.NameIdValue, "admin<x/>@contoso.example").Refused(SamlError.SchemaViolation);

    [Fact]
    public void An_encrypted_name_id_where_we_have_no_key() => ResponseScenario.Entra.Expecting(e => e with { DecryptionKeys = [] })
        .Before(xml => Edit.Once(xml, Edit.Cut(xml, "<NameID", "</NameID>"), "<EncryptedID/>")).Refused(SamlError.AssertionEncrypted);

    [Fact]
    public void An_encrypted_attribute_where_we_have_no_key() => ResponseScenario.Entra.Expecting(e => e with { DecryptionKeys = [] }).Before("</AttributeStatement>", "<EncryptedAttribute/></AttributeStatement>").Refused(SamlError.AssertionEncrypted);

    [Theory]
    [InlineData("<Attribute><AttributeValue>v</AttributeValue></Attribute>")]
    [InlineData("<Attribute Name=\"n\"><x/></Attribute>")]
    [InlineData("<Attribute Name=\"n\">text</Attribute>")]
    [InlineData("<x/>")]
    [InlineData("text")]
    public void An_attribute_that_its_schema_does_not_allow(string attribute) =>
        ResponseScenario.Entra.Before("</AttributeStatement>", attribute + "</AttributeStatement>").Refused(SamlError.SchemaViolation);

    [Theory]
    [InlineData("<SubjectConfirmationData/>")]
    [InlineData("<x/>")]
    public void A_stranger_in_the_confirmation(string stranger) =>
        ResponseScenario.Entra.Before("</SubjectConfirmation>", stranger + "</SubjectConfirmation>").Refused(SamlError.SchemaViolation);

    [Theory]
    [InlineData(">https://sp.example/saml/contoso/metadata<", ">https://sp.example/saml/contoso/<x/>metadata<")]
    [InlineData(">urn:oasis:names:tc:SAML:2.0:ac:classes:", "><x/>urn:oasis:names:tc:SAML:2.0:ac:classes:")]
    public void Elements_in_what_is_text_alone(string old, string @new) => ResponseScenario.Entra.Before(old, @new).Refused(SamlError.SchemaViolation);

    [Fact]
    public void Elements_in_an_issuer()
    {
        string tail = ResponseScenario.Issuer[8..];
        ResponseScenario.Entra.Before(xml => Edit.First(xml, tail, "<x/>" + tail)).Refused(SamlError.SchemaViolation);
        ResponseScenario.Entra.Before(xml => xml.Insert(xml.LastIndexOf("</Issuer>", StringComparison.Ordinal) - tail.Length, "<x/>")).Refused(SamlError.SchemaViolation);
    }

    [Theory]
    [InlineData("<OneTimeUse/>")]
    [InlineData("<ProxyRestriction Count=\"1\"/>")]
    public void A_condition_that_may_stand_there_once(string condition)
    {
        ResponseScenario.Entra.With(o => o with { MoreConditions = [condition] }).Accepted();
        ResponseScenario.Entra.With(o => o with { MoreConditions = [condition, condition] }).Refused(SamlError.SchemaViolation);
        ResponseScenario.Entra.With(o => o with { MoreConditions = ["<OneTimeUse/>", "<ProxyRestriction/>"] }).Accepted();
    }

    [Fact]
    public void A_stranger_among_the_audiences() =>
        ResponseScenario.Entra.Before("</AudienceRestriction>", "<x/></AudienceRestriction>").Refused(SamlError.SchemaViolation);
}
