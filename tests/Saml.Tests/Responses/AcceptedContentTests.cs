using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Responses;

/// <summary>What an IdP may legally say is understood, and the facts come out whole.</summary>
public sealed class AcceptedContentTests
{
    /// <summary>Against the letter, but sent, and harmless (docs/conformance.md).</summary>
    [Fact]
    public void What_some_identity_providers_get_wrong()
    {
        Assert.Equal("5f2a7d1c", ResponseScenario.SignedBoth.With(o => o with { AssertionId = "5f2a7d1c" }).SignedByHand(new HandSigner()).Accepted().AssertionId);
        ResponseScenario.Entra.Before("</Assertion>", "<AttributeStatement/></Assertion>").Accepted();
        ResponseScenario.Entra.Before(xml => Edit.First(xml, "<Issuer", "<Issuer NameQualifier=\"q\"")).Accepted();
    }

    [Fact]
    public void Every_fact_of_an_entra_response_comes_out()
    {
        var options = new SamlResponseOptions(ResponseScenario.Now);
        VerifiedResponse response = ResponseScenario.Entra
            .With(o => o with { SessionIndex = "_session", SessionNotOnOrAfter = ResponseScenario.Now.AddHours(8), AuthnContext = SamlUris.PasswordContext })
            .Accepted();

        Assert.Equal(ResponseScenario.Issuer, response.Issuer);
        Assert.Equal(ResponseScenario.AssertionId, response.AssertionId);
        Assert.Null(response.ResponseId);
        Assert.Equal(ResponseScenario.RequestId, response.InResponseTo);
        Assert.Equal(new NameId(ResponseScenario.NameIdValue, NameIdFormats.Persistent, null, null), response.NameId);
        Assert.Equal("_session", response.SessionIndex);
        Assert.Equal(ResponseScenario.Now, response.AuthnInstant);
        Assert.Equal(ResponseScenario.Now.AddHours(8), response.SessionNotOnOrAfter);
        Assert.Equal(SamlUris.PasswordContext, response.AuthnContextClassRef);
        Assert.Equal(ResponseScenario.Now.AddMinutes(5) + SamlLimits.ClockSkew, response.AcceptableUntil);
        Assert.Equal(
            options.Attributes!.SelectMany(a => a.Values.Select(v => (a.Name, v))),
            response.Attributes.SelectMany(a => a.Values.Select(v => (a.Name, v))));
    }

    [Fact]
    public void A_string_of_256_characters_stays_whole()
    {
        string longest = string.Concat(Enumerable.Repeat("ä", 255)) + "Z";
        VerifiedResponse response = ResponseScenario.Entra.With(o => (o with { NameId = longest }).WithAttribute(longest, longest)).Accepted();
        Assert.Equal(longest, response.NameId!.Value);
        Assert.Equal(longest, response.ValuesOf(longest).Single());
    }

    [Fact]
    public void A_name_id_keeps_the_white_space_that_was_signed() =>
        Assert.Equal(" b.simon ", ResponseScenario.Entra.With(o => o with { NameId = " b.simon " }).Accepted().NameId!.Value);

    [Fact]
    public void A_name_id_keeps_its_qualifiers()
    {
        NameId? name = ResponseScenario.Entra.Before("<NameID ", "<NameID NameQualifier=\"idp\" SPNameQualifier=\"sp\" ").Accepted().NameId;
        Assert.Equal(("idp", "sp"), (name!.NameQualifier, name.SpNameQualifier));
    }

    [Fact]
    public void A_subject_without_name_id_is_accepted() => Assert.Null(ResponseScenario.Entra.With(o => o with { NameId = null }).Accepted().NameId);

    [Fact]
    public void An_attribute_without_values_has_none() =>
        Assert.Empty(ResponseScenario.Entra.Before("</AttributeStatement>", "<Attribute Name=\"none\"/></AttributeStatement>").Accepted().Attributes.Single(a => a.Name == "none").Values);

    [Theory]
    [InlineData("<AttributeValue/>")]
    [InlineData("<AttributeValue></AttributeValue>")]
    [InlineData("<AttributeValue xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>")]
    public void An_empty_or_nil_value_is_an_empty_string(string value) =>
        Assert.Equal([string.Empty], ResponseScenario.Entra.Before("</AttributeStatement>", $"<Attribute Name=\"e\">{value}</Attribute></AttributeStatement>").Accepted().ValuesOf("e"));

    [Fact]
    public void Several_values_keep_their_order() =>
        Assert.Equal(["b", "a", "c"], ResponseScenario.Entra.With(o => o.WithAttribute("roles", "b", "a", "c")).Accepted().ValuesOf("roles"));

    [Fact]
    public void Attributes_of_several_statements_are_all_read()
    {
        const string more = "<AttributeStatement><Attribute Name=\"more\" NameFormat=\"urn:f\"><AttributeValue>1</AttributeValue></Attribute></AttributeStatement>";
        VerifiedResponse response = ResponseScenario.Entra.Before("</Assertion>", more + "</Assertion>").Accepted();
        Assert.Equal("urn:f", response.Attributes.Single(a => a.Name == "more").NameFormat);
        Assert.NotEmpty(response.ValuesOf("UserEmail"));
    }

    [Fact]
    public void An_attribute_that_comes_twice_has_all_its_values()
    {
        const string twice = "<Attribute Name=\"r\"><AttributeValue>1</AttributeValue></Attribute><Attribute Name=\"r\"><AttributeValue>2</AttributeValue></Attribute>";
        Assert.Equal(["1", "2"], ResponseScenario.Entra.Before("</AttributeStatement>", twice + "</AttributeStatement>").Accepted().ValuesOf("r"));
    }

    [Fact]
    public void Unknown_attributes_of_an_attribute_are_tolerated() =>
        ResponseScenario.Entra.Before("Name=\"UserEmail\"", "Name=\"UserEmail\" FriendlyName=\"x\" xmlns:e=\"urn:e\" e:Original=\"y\"").Accepted();

    [Fact]
    public void Of_several_authentications_the_earliest_end_bounds_the_session()
    {
        string second = "<AuthnStatement AuthnInstant=\"2026-11-22T11:00:00Z\" SessionNotOnOrAfter=\"2026-11-22T13:00:00Z\"><AuthnContext><AuthnContextClassRef>urn:c</AuthnContextClassRef></AuthnContext></AuthnStatement>";
        VerifiedResponse response = ResponseScenario.Entra.With(o => o with { SessionNotOnOrAfter = ResponseScenario.Now.AddHours(8) }).Before("</Assertion>", second + "</Assertion>").Accepted();
        Assert.Equal(ResponseScenario.Now.AddHours(1), response.SessionNotOnOrAfter);
    }

    [Theory]
    [InlineData("2026-11-22T10:00:00Z", false)]
    [InlineData("2026-11-22T12:01:00Z", true)]
    public void Of_several_authentications_the_latest_tells_when_and_how(string instant, bool isLatest)
    {
        string second = $"<AuthnStatement AuthnInstant=\"{instant}\" SessionIndex=\"_second\"><AuthnContext><AuthnContextClassRef>urn:second</AuthnContextClassRef></AuthnContext></AuthnStatement>";
        VerifiedResponse response = ResponseScenario.Entra.Before("</Assertion>", second + "</Assertion>").Accepted();
        Assert.Equal((isLatest, isLatest, isLatest), (response.AuthnContextClassRef == "urn:second", response.SessionIndex == "_second", response.AuthnInstant == DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void One_of_several_confirmations_is_enough()
    {
        const string other = "<SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\"><SubjectConfirmationData Recipient=\"https://other.example/acs\" NotOnOrAfter=\"2026-11-22T12:05:00Z\"/></SubjectConfirmation>"
            + "<SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:sender-vouches\"/>";
        ResponseScenario.Entra.Before("<SubjectConfirmation ", other + "<SubjectConfirmation ").Accepted();
    }

    [Fact]
    public void The_memory_of_an_assertion_lasts_as_long_as_its_longest_confirmation()
    {
        const string longer = "<SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\"><SubjectConfirmationData InResponseTo=\"_request0123456789\" Recipient=\"https://sp.example/saml/contoso/acs\" NotOnOrAfter=\"2026-11-22T12:30:00Z\"/></SubjectConfirmation>";
        ResponseScenario scenario = ResponseScenario.Entra.Before("</Subject>", longer + "</Subject>");
        VerifiedResponse response = scenario.Accepted();

        Assert.Equal(ResponseScenario.Now.AddMinutes(33), response.AcceptableUntil);
        scenario.At(TimeSpan.FromMinutes(33) - TimeSpan.FromTicks(1)).Accepted();
        scenario.At(TimeSpan.FromMinutes(33)).Refused(SamlError.AssertionExpired);
    }

    [Fact]
    public void Our_audience_may_be_one_of_several() => ResponseScenario.Entra.With(o => o.WithAudiences("https://other.example", ResponseScenario.EntityId)).Accepted();

    [Fact]
    public void Several_restrictions_may_all_name_us() =>
        ResponseScenario.Entra.With(o => o with { AudienceRestrictions = [["urn:x", ResponseScenario.EntityId], [ResponseScenario.EntityId]] }).Accepted();

    [Fact]
    public void White_space_around_an_audience_does_not_count() => ResponseScenario.Entra.With(o => o.WithAudiences($"\n  {ResponseScenario.EntityId}\n")).Accepted();

    [Theory]
    [InlineData("spn:contoso-app")]
    [InlineData("contoso-app")]
    public void An_identifier_that_is_no_uri_may_come_as_a_service_principal_name(string audience) =>
        ResponseScenario.Entra.Expecting(e => e with { EntityId = "contoso-app" }).With(o => o.WithAudiences(audience)).Accepted();

    [Fact]
    public void The_known_conditions_are_accepted() =>
        ResponseScenario.Entra.With(o => o with { MoreConditions = ["<OneTimeUse />", "<ProxyRestriction Count=\"0\"><Audience>urn:p</Audience></ProxyRestriction>"] }).Accepted();

    [Fact]
    public void Advice_without_an_assertion_is_ignored() =>
        ResponseScenario.Entra.Before("</Conditions>", "</Conditions><Advice><AssertionIDRef>_x</AssertionIDRef><e:x xmlns:e=\"urn:e\">y</e:x></Advice>").Accepted();

    [Fact]
    public void Extensions_of_the_response_are_tolerated() =>
        ResponseScenario.SignedBoth.Before("<samlp:Status>", "<samlp:Extensions><e:x xmlns:e=\"urn:e\" Thing=\"1\">y</e:x></samlp:Extensions><samlp:Status>").Accepted();

    [Fact]
    public void The_response_may_have_no_issuer() => ResponseScenario.Entra.With(o => o with { ResponseIssuer = null }).Accepted();

    [Fact]
    public void An_unsigned_response_may_have_no_destination() => ResponseScenario.Entra.With(o => o with { Destination = null }).Accepted();

    [Fact]
    public void A_second_status_code_and_a_message_may_go_with_success() =>
        ResponseScenario.Entra.With(o => o with { StatusCodes = [SamlUris.Success, "urn:detail"], StatusMessage = "fine" }).Accepted();

    [Fact]
    public void An_issuer_may_say_that_it_is_an_entity() =>
        ResponseScenario.Entra.Before(xml => Edit.All(xml, "<Issuer", "<Issuer Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:entity\"")).Accepted();

    [Fact]
    public void An_unsolicited_response_is_accepted_where_the_tenant_allows_it() =>
        Assert.Null(ResponseScenario.Entra.With(o => o.WithInResponseTo(null)).Expecting(e => e with { AllowUnsolicited = true, RequestIds = [] }).Accepted().InResponseTo);

    [Fact]
    public void A_signed_response_is_enough_where_the_tenant_demands_one() =>
        ResponseScenario.SignedResponse.Expecting(e => e with { RequireSignedResponse = true }).Accepted();

    [Fact]
    public void Statements_about_other_things_are_passed_over() =>
        ResponseScenario.Entra.Before("</Assertion>", "<AuthzDecisionStatement Resource=\"urn:r\" Decision=\"Permit\"><Action>a</Action></AuthzDecisionStatement></Assertion>").Accepted();

    [Fact]
    public void An_authentication_without_class_reference_is_accepted() =>
        Assert.Null(ResponseScenario.Entra.With(o => o with { AuthnContext = null }).Accepted().AuthnContextClassRef);

    [Fact]
    public void A_subject_locality_is_accepted() =>
        ResponseScenario.Entra.Before("<AuthnContext>", "<SubjectLocality Address=\"127.0.0.1\"/><AuthnContext>").Accepted();
}
