using System.Xml;

namespace LocalIdp.Tests.Responses;

public sealed class SamlResponseXmlTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, 250, TimeSpan.FromHours(2));
    private static readonly SamlResponseOptions Sample = new(Now);

    [Fact]
    public void The_default_Response_has_Entras_order_prefixes_and_times()
    {
        var options = Sample with { ResponseId = "_r", AssertionId = "_a", SessionIndex = "_a", Attributes = null };

        var xml = SamlResponseXml.Build(options.WithInResponseTo("_q"));

        var issuer = EntraNames.Issuer(LocalIdpOptions.DefaultDirectoryId);
        Assert.Equal(
            "<samlp:Response ID=\"_r\" Version=\"2.0\" "
            + "IssueInstant=\"2026-01-31T10:00:00.250Z\" Destination=\"https://sp.example/saml/contoso/acs\" "
            + "InResponseTo=\"_q\" xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\">"
            + $"<Issuer xmlns=\"urn:oasis:names:tc:SAML:2.0:assertion\">{issuer}</Issuer>"
            + "<samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\" /></samlp:Status>"
            + "<Assertion ID=\"_a\" IssueInstant=\"2026-01-31T10:00:00.250Z\" Version=\"2.0\" "
            + "xmlns=\"urn:oasis:names:tc:SAML:2.0:assertion\">"
            + $"<Issuer>{issuer}</Issuer>"
            + "<Subject><NameID Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\">ZpC4Xz1rQ8mT0vWkY3uJ7hLbN2sEfG6a</NameID>"
            + "<SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\"><SubjectConfirmationData InResponseTo=\"_q\" "
            + "NotOnOrAfter=\"2026-01-31T10:05:00.250Z\" "
            + "Recipient=\"https://sp.example/saml/contoso/acs\" /></SubjectConfirmation></Subject>"
            + "<Conditions NotBefore=\"2026-01-31T10:00:00.250Z\" NotOnOrAfter=\"2026-01-31T11:10:00.250Z\"><AudienceRestriction>"
            + "<Audience>https://sp.example/saml/contoso/metadata</Audience></AudienceRestriction></Conditions>"
            + "<AuthnStatement AuthnInstant=\"2026-01-31T10:00:00.250Z\" SessionIndex=\"_a\"><AuthnContext>"
            + "<AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</AuthnContextClassRef></AuthnContext></AuthnStatement>"
            + "</Assertion></samlp:Response>",
            xml);
    }

    [Fact]
    public void The_attributes_are_Entras_defaults_in_order_and_the_tutorials_three()
    {
        var response = Load(Sample);

        Assert.Equal(
            [
                EntraClaims.TenantId, EntraClaims.ObjectIdentifier, EntraClaims.DisplayName, EntraClaims.Groups,
                EntraClaims.IdentityProvider, EntraClaims.AuthenticationMethods, EntraClaims.GivenName, EntraClaims.Surname,
                EntraClaims.EmailAddress, EntraClaims.Name,
                EntraClaims.Role, "UserFirstName", "UserLastName", "UserEmail",
            ],
            response.SelectNodes("//*[local-name()='Attribute']")!.OfType<XmlElement>().Select(e => e.GetAttribute("Name")));
        Assert.Equal("Britta", response.SelectSingleNode("//*[@Name='UserFirstName']")!.InnerText);
        Assert.Equal("Simon", response.SelectSingleNode("//*[@Name='UserLastName']")!.InnerText);
    }

    [Fact]
    public void Everything_can_be_left_out()
    {
        var empty = Sample with
        {
            ResponseId = null,
            ResponseVersion = null,
            ResponseIssueInstant = null,
            Destination = null,
            ResponseIssuer = null,
            StatusCodes = null,
            AssertionId = null,
            AssertionVersion = null,
            AssertionIssueInstant = null,
            AssertionIssuer = null,
            NameId = null,
            ConfirmationMethod = null,
            HasConditions = false,
            Attributes = null,
            HasAuthnStatement = false,
        };

        Assert.Equal(
            "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\">"
            + "<Assertion xmlns=\"urn:oasis:names:tc:SAML:2.0:assertion\" /></samlp:Response>",
            SamlResponseXml.Build(empty));
        Assert.Equal("<Assertion xmlns=\"urn:oasis:names:tc:SAML:2.0:assertion\" />", SamlResponseXml.BuildAssertion(empty));
    }

    [Fact]
    public void Status_codes_nest_and_carry_a_message()
    {
        var xml = SamlResponseXml.Build(Sample.WithFailure("AADSTS50105: no", SamlUris.Responder, SamlUris.AuthnFailed));

        Assert.Contains(
            $"<samlp:Status><samlp:StatusCode Value=\"{SamlUris.Responder}\">"
            + $"<samlp:StatusCode Value=\"{SamlUris.AuthnFailed}\" /></samlp:StatusCode>"
            + "<samlp:StatusMessage>AADSTS50105: no</samlp:StatusMessage></samlp:Status></samlp:Response>",
            xml,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Conditions_take_several_restrictions_and_raw_ones()
    {
        var response = Load(Sample with
        {
            AudienceRestrictions = [["a", "b"], ["c"]],
            MoreConditions = ["<OneTimeUse />", "<ProxyRestriction Count=\"0\" />"],
        });

        Assert.Equal(
            ["AudienceRestriction:ab", "AudienceRestriction:c", "OneTimeUse:", "ProxyRestriction:"],
            response.SelectNodes("//*[local-name()='Conditions']/*")!.OfType<XmlElement>().Select(e => $"{e.LocalName}:{e.InnerText}"));
        Assert.All(
            response.SelectNodes("//*[local-name()='Conditions']/*")!.OfType<XmlElement>(),
            e => Assert.Equal(SamlUris.Assertion, e.NamespaceURI));
    }

    [Fact]
    public void Values_with_markup_line_ends_and_non_Latin_text_survive_parsing()
    {
        const string Value = "<a&b>\"'\r\n\t ]]> 名前 𝄞";

        var response = Load(Sample.WithAttribute("x", Value) with { NameId = Value, SessionIndex = Value });

        Assert.Equal(Value, response.SelectSingleNode("//*[@Name='x']")!.InnerText);
        Assert.Equal(Value, response.SelectSingleNode("//*[local-name()='NameID']")!.InnerText);
        Assert.Equal(Value, response.SelectSingleNode("//@SessionIndex")!.Value);
    }

    [Fact]
    public void Attributes_can_be_replaced_added_and_removed()
    {
        var changed = Sample.WithAttribute("UserEmail", "new@contoso.com")
            .WithAttribute(EntraClaims.Role).WithAttribute("extra", "1", "2").Attributes!;

        Assert.Equal(["new@contoso.com"], changed.Single(a => a.Name == "UserEmail").Values);
        Assert.DoesNotContain(changed, a => a.Name == EntraClaims.Role);
        Assert.Equal(["1", "2"], changed[^1].Values);
    }

    [Fact]
    public void An_unknown_attribute_source_is_refused_with_the_known_ones()
    {
        var error = Assert.Throws<ArgumentException>(() => EntraAttributes.For(
            Guid.NewGuid(), SampleUsers.BSimon, new Dictionary<string, string> { ["x"] = "user.shoesize" }));

        Assert.Contains("user.shoesize", error.Message, StringComparison.Ordinal);
        Assert.Contains("user.givenname", error.Message, StringComparison.Ordinal);
    }

    private static XmlDocument Load(SamlResponseOptions options)
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml(SamlResponseXml.Build(options));
        return document;
    }
}
