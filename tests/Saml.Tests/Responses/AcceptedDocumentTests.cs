using System.Text;
using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Responses;

/// <summary>XML may be written in many ways. What the digest does not see must not matter; what it sees must be read as it was meant.</summary>
public sealed class AcceptedDocumentTests
{
    private const string Unicode = "Zoë Ångström-日本語 \U0001F600";

    [Theory]
    [InlineData("<?xml version=\"1.0\"?>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n")]
    [InlineData("<?xml version='1.0' encoding='utf-8' standalone='no' ?>\n")]
    public void An_xml_declaration_may_stand_in_front(string declaration) => Both(xml => declaration + xml).Accepted();

    [Fact]
    public void A_byte_order_mark_may_stand_in_front() => Both(xml => "\uFEFF<?xml version=\"1.0\"?>" + xml).Accepted();

    [Fact]
    public void Comments_instructions_and_white_space_may_stand_around_the_document_element() =>
        Both(xml => "<!-- a --> <?p i?>\r\n" + xml + "\n<?p i?><!-- b -->\n").Accepted();

    [Fact]
    public void Attributes_may_be_in_single_quotes() => Both(xml => Edit.Once(xml, $"Recipient=\"{ResponseScenario.Acs}\"", $"Recipient='{ResponseScenario.Acs}'")).Accepted();

    [Fact]
    public void White_space_may_stand_inside_tags() => Both(xml => Edit.Once(xml, "</NameID>", "</NameID \r\n>")).Accepted();

    [Fact]
    public void Text_may_be_written_as_cdata()
    {
        string written = "<NameID Format=\"" + SamlUris.PersistentNameId + "\"><![CDATA[" + ResponseScenario.NameIdValue + "]]></NameID>";
        VerifiedResponse response = Both(xml => Edit.Once(xml, Edit.Cut(xml, "<NameID", "</NameID>"), written)).Accepted();
        Assert.Equal(ResponseScenario.NameIdValue, response.NameId!.Value);
    }

    [Fact]
    public void Cdata_in_signed_text_is_read_as_its_characters() =>
        Assert.Equal("a<b>&amp;c", Named("a<![CDATA[<b>&amp;]]>c").Accepted().NameId!.Value);

    [Fact]
    public void Text_may_be_written_in_character_references()
    {
        VerifiedResponse response = Both(xml => Edit.Once(xml, ">" + ResponseScenario.NameIdValue + "<", ">&#90;&#x70;" + ResponseScenario.NameIdValue[2..] + "<")).Accepted();
        Assert.Equal(ResponseScenario.NameIdValue, response.NameId!.Value);
    }

    [Fact]
    public void The_id_of_the_signed_element_may_be_written_in_references() =>
        Assert.Equal(ResponseScenario.AssertionId, Both(xml => Edit.Once(xml, "<Assertion ID=\"_assertion\"", "<Assertion ID=\"&#95;assertion\"")).Accepted().AssertionId);

    [Fact]
    public void The_predefined_entities_are_read() => Assert.Equal("<&>\"'", Named("&lt;&amp;&gt;&quot;&apos;").Accepted().NameId!.Value);

    [Fact]
    public void Attribute_names_may_hold_references()
    {
        VerifiedResponse response = ResponseScenario.Entra.SignedByHand(new HandSigner())
            .Before("Name=\"UserEmail\"", "Name=\"User&amp;&#x3C;&quot;&#9;Email\"").Accepted();
        Assert.Single(response.ValuesOf("User&<\"\tEmail"));
    }

    [Fact]
    public void Comments_may_stand_between_elements_of_the_signed_part() => Both(xml => Edit.Once(xml, "</NameID>", "</NameID><!-- unsigned -->")).Accepted();

    [Fact]
    public void Instructions_that_are_signed_are_passed_over() =>
        Assert.Equal(ResponseScenario.NameIdValue, ResponseScenario.SignedBoth.Before("</NameID>", "</NameID><?signed instruction?>").Accepted().NameId!.Value);

    [Fact]
    public void Line_ends_of_windows_are_those_of_the_signer() =>
        ResponseScenario.SignedBoth.Before(xml => xml.Replace("><", ">\n<", StringComparison.Ordinal)).After(xml => xml.Replace("\n", "\r\n", StringComparison.Ordinal)).Accepted();

    [Fact]
    public void Values_of_several_lines_keep_their_line_ends_whichever_are_sent()
    {
        ResponseScenario scenario = ResponseScenario.Entra.With(o => o.WithAttribute("street", "PLACEHOLDER")).Before("PLACEHOLDER", "One\nTwo");
        Assert.Equal("One\nTwo", scenario.Accepted().ValuesOf("street").Single());
        Assert.Equal("One\nTwo", scenario.After("One\nTwo", "One\r\nTwo").Accepted().ValuesOf("street").Single());
        Assert.Equal("One\nTwo", scenario.After("One\nTwo", "One\rTwo").Accepted().ValuesOf("street").Single());
    }

    [Fact]
    public void A_carriage_return_written_as_a_reference_is_kept() =>
        Assert.Equal("One\rTwo", ResponseScenario.Entra.SignedByHand(new HandSigner()).With(o => o.WithAttribute("street", "PLACEHOLDER")).Before("PLACEHOLDER", "One&#xD;Two").Accepted().ValuesOf("street").Single());

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData(" \t")]
    [InlineData("&#13;\n")]
    public void Base64_of_the_signature_may_have_line_breaks(string between) => Both(xml =>
    {
        string value = Edit.Cut(xml, "<SignatureValue>", "</SignatureValue>")["<SignatureValue>".Length..^"</SignatureValue>".Length];
        return Edit.Once(xml, value, between + string.Join(between, value.Chunk(64).Select(line => new string(line))) + between);
    }).Accepted();

    [Fact]
    public void The_digest_may_have_white_space_in_it() =>
        ResponseScenario.Entra.SignedByHand(new HandSigner
        {
            SignedInfo = text => text.Replace("<ds:DigestValue>", "<ds:DigestValue>\n  ", StringComparison.Ordinal).Replace("</ds:DigestValue>", "\n</ds:DigestValue>", StringComparison.Ordinal),
        }).Accepted();

    /// <summary>As a writer does that keeps the carriage returns of a text: canonical XML has them so, too.</summary>
    [Theory]
    [InlineData("&#13;\n")]
    [InlineData("&#xD;")]
    [InlineData(" &#x20;&#9;&#10; ")]
    public void White_space_between_elements_may_be_written_as_references(string space)
    {
        ResponseScenario.SignedBoth.Before(xml => Edit.All(xml, "><", ">" + space + "<")).Accepted();
        ResponseScenario.Entra.After("<samlp:Status>", space + "<samlp:Status>").Accepted();
        ResponseScenario.Entra.After("<samlp:Status>", space + "&#65;<samlp:Status>").Refused(SamlError.SchemaViolation);
        ResponseScenario.Entra.After("<samlp:Status>", $"<![CDATA[{space}]]><samlp:Status>").Refused(SamlError.SchemaViolation);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void The_form_field_may_have_line_breaks(string lineEnd)
    {
        ResponseScenario scenario = ResponseScenario.Entra;
        string base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(scenario.Xml()));
        string broken = string.Join(lineEnd, base64.Chunk(76).Select(line => new string(line))) + lineEnd;
        Assert.True(ResponseVerifier.TryVerify(Encoding.ASCII.GetBytes(broken), scenario.Expected, scenario.Clock, out _, out SamlFailure? failure), failure?.Detail);
    }

    [Fact]
    public void Namespaces_may_be_declared_on_the_root_and_used_only_in_a_type() =>
        ResponseScenario.SignedBoth
            .Before(xml => Edit.First(xml, "<samlp:Response ", "<samlp:Response xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "))
            .Before(xml => Edit.All(xml, "<AttributeValue>", "<AttributeValue xsi:type=\"xs:string\">"))
            .Accepted();

    [Fact]
    public void Prefixes_may_be_any()
    {
        VerifiedResponse response = ResponseScenario.SignedBoth.Before(Prefixed).Accepted();
        Assert.Equal(ResponseScenario.NameIdValue, response.NameId!.Value);
        Assert.NotEmpty(response.Attributes);
    }

    [Fact]
    public void The_response_may_use_the_default_namespace() =>
        ResponseScenario.SignedBoth.Before(xml => xml
            .Replace("<samlp:", "<", StringComparison.Ordinal).Replace("</samlp:", "</", StringComparison.Ordinal).Replace("xmlns:samlp=", "xmlns=", StringComparison.Ordinal))
            .Accepted();

    [Fact]
    public void A_prefix_may_change_its_meaning_on_the_way_down() =>
        ResponseScenario.SignedBoth
            .Before(xml => Edit.First(xml, "<samlp:Response ", "<samlp:Response xmlns:saml=\"urn:something:else\" saml:unknown=\"1\" "))
            .Before(Prefixed)
            .Accepted();

    [Fact]
    public void The_default_namespace_may_be_undeclared_inside_a_value() =>
        Assert.Equal("inner", ResponseScenario.SignedBoth
            .With(o => o.WithAttribute("nested", "PLACEHOLDER"))
            .Before("PLACEHOLDER", "<x xmlns=\"\" xmlns:p=\"urn:p\"><p:y a=\"1\" p:a=\"2\">inner</p:y></x>")
            .Accepted().ValuesOf("nested").Single());

    [Fact]
    public void Names_and_values_may_be_unicode()
    {
        VerifiedResponse response = ResponseScenario.SignedBoth.With(o => (o with { NameId = Unicode }).WithAttribute(Unicode, Unicode)).Accepted();
        Assert.Equal(Unicode, response.NameId!.Value);
        Assert.Equal(Unicode, response.ValuesOf(Unicode).Single());
    }

    [Fact]
    public void Element_names_may_be_unicode_inside_values() =>
        Assert.Equal("v", ResponseScenario.Entra.With(o => o.WithAttribute("n", "PLACEHOLDER")).Before("PLACEHOLDER", "<Größe é='ü'>v</Größe>").Accepted().ValuesOf("n").Single());

    private static string Prefixed(string xml)
    {
        int at = xml.IndexOf("<Assertion", StringComparison.Ordinal);
        int end = xml.IndexOf("</Assertion>", StringComparison.Ordinal) + "</Assertion>".Length;
        string assertion = xml[at..end].Replace("</", "</saml:", StringComparison.Ordinal);
        assertion = System.Text.RegularExpressions.Regex.Replace(assertion, "<(?=[A-Z])", "<saml:").Replace("xmlns=", "xmlns:saml=", StringComparison.Ordinal);
        return xml[..at] + assertion + xml[end..];
    }

    private static ResponseScenario Named(string nameId) => ResponseScenario.SignedBoth.Before(">" + ResponseScenario.NameIdValue + "<", ">" + nameId + "<");

    /// <summary>A change after signing that the digest cannot see, in a response whose assertion alone is signed.</summary>
    private static ResponseScenario Both(Func<string, string> edit) => ResponseScenario.Entra.After(edit);
}
