using System.Text;
using Saml.Tests.Support;

namespace Saml.Tests.Attacks;

/// <summary>Documents that are not XML, or more XML than a SAML message needs.</summary>
public sealed class DocumentTests
{
    [Theory]
    [InlineData("<!DOCTYPE samlp:Response>")]
    [InlineData("<!DOCTYPE samlp:Response []>")]
    [InlineData("<!DOCTYPE samlp:Response [<!ENTITY e \"x\">]>")]
    [InlineData("<!DOCTYPE samlp:Response SYSTEM \"file:///etc/passwd\">")]
    [InlineData("<!DOCTYPE samlp:Response PUBLIC \"-//x\" \"http://127.0.0.1:9/x.dtd\">")]
    [InlineData("<!DOCTYPE samlp:Response [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/p\">%p;]>")]
    [InlineData("<!DOCTYPE samlp:Response [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]>")]
    [InlineData("<!DOCTYPE samlp:Response [<!ATTLIST x id ID #IMPLIED>]>")]
    [InlineData("<!-- before --><!DOCTYPE samlp:Response>")]
    [InlineData("<?xml version=\"1.0\"?>\n<!DOCTYPE samlp:Response>")]
    public void A_document_type_declaration(string prolog) => ResponseScenario.Entra.After(xml => prolog + xml).Refused(SamlError.DoctypeForbidden);

    [Theory]
    [InlineData("<!DOCTYPE x>")]
    [InlineData("<!ENTITY e \"x\">")]
    [InlineData("<!ELEMENT x ANY>")]
    [InlineData("<![INCLUDE[x]]>")]
    public void A_declaration_inside_the_document(string declaration) => ResponseScenario.Entra.After("<samlp:Status>", declaration + "<samlp:Status>").Refused(SamlError.DoctypeForbidden);

    [Fact]
    public void A_declaration_behind_the_document() => ResponseScenario.Entra.After(xml => xml + "<!DOCTYPE x>").Refused(SamlError.DoctypeForbidden);

    [Fact]
    public void An_include_is_an_element_like_any_other()
    {
        const string include = "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\" parse=\"text\"/>";
        Assert.Equal(string.Empty, ResponseScenario.Entra.Before("</AttributeStatement>", $"<Attribute Name=\"i\"><AttributeValue>{include}</AttributeValue></Attribute></AttributeStatement>").Accepted().ValuesOf("i").Single());
        ResponseScenario.Entra.Before(ResponseScenario.NameIdValue, include).Refused(SamlError.SchemaViolation);
    }

    [Theory]
    [InlineData("&e;")]
    [InlineData("&nbsp;")]
    [InlineData("&AMP;")]
    [InlineData("&")]
    [InlineData("&amp")]
    [InlineData("& amp;")]
    [InlineData("&;")]
    [InlineData("&#;")]
    [InlineData("&#x;")]
    [InlineData("&#X41;")]
    [InlineData("&#-65;")]
    [InlineData("&#6 5;")]
    [InlineData("&#0;")]
    [InlineData("&#x0;")]
    [InlineData("&#8;")]
    [InlineData("&#x1F;")]
    [InlineData("&#xD800;")]
    [InlineData("&#xDFFF;")]
    [InlineData("&#xFFFE;")]
    [InlineData("&#xFFFF;")]
    [InlineData("&#x110000;")]
    [InlineData("&#4294967361;")]
    [InlineData("&#18446744073709551681;")]
    [InlineData("&#99999999999999999999999999999;")]
    public void A_reference_that_names_nothing(string reference)
    {
        ResponseScenario.Entra.After(ResponseScenario.NameIdValue, reference).Refused(SamlError.NotXml);
        ResponseScenario.Entra.After("Name=\"UserEmail\"", $"Name=\"{reference}\"").Refused(SamlError.NotXml);
    }

    [Theory]
    [InlineData("<")]
    [InlineData("]]>")]
    [InlineData("<!-- a -- b -->")]
    [InlineData("<!-- a --->")]
    [InlineData("<!-->")]
    [InlineData("<![CDATA[ x")]
    [InlineData("<![cdata[x]]>", SamlError.DoctypeForbidden)]
    [InlineData("<??>")]
    [InlineData("<? x?>")]
    [InlineData("<?xml version=\"1.0\"?>")]
    [InlineData("<?XmL x?>")]
    [InlineData("<?1x?>")]
    [InlineData("<?a:b x?>")]
    [InlineData("<?x")]
    [InlineData("< a/>")]
    [InlineData("<1a/>")]
    [InlineData("<-a/>")]
    [InlineData("<a b/>")]
    [InlineData("<a b=c/>")]
    [InlineData("<a b=\"<\"/>")]
    [InlineData("<a b=\"1\"c=\"2\"/>")]
    [InlineData("<a b=\"1\" b=\"2\"/>")]
    [InlineData("<a b=\"1\" b='1'/>")]
    [InlineData("<a xmlns:p=\"urn:x\" xmlns:q=\"urn:x\" p:b=\"1\" q:b=\"2\"/>")]
    [InlineData("<a b=“1”/>")]
    [InlineData("<a / >")]
    [InlineData("<a></b>")]
    [InlineData("<a></ a>")]
    [InlineData("<a></a b=\"1\">")]
    [InlineData("<a></a")]
    [InlineData("<a></A>")]
    [InlineData("<a:b:c xmlns:a=\"urn:a\"/>")]
    [InlineData("<:a/>")]
    [InlineData("<a:/>")]
    [InlineData("<u:a/>")]
    [InlineData("<a u:b=\"1\"/>")]
    [InlineData("<xmlns:a/>")]
    [InlineData("<a xmlns:xmlns=\"urn:x\"/>")]
    [InlineData("<a xmlns:p=\"http://www.w3.org/2000/xmlns/\"/>")]
    [InlineData("<a xmlns=\"http://www.w3.org/2000/xmlns/\"/>")]
    [InlineData("<a xmlns:xml=\"urn:x\"/>")]
    [InlineData("<a xmlns:p=\"http://www.w3.org/XML/1998/namespace\"/>")]
    [InlineData("<a xmlns=\"http://www.w3.org/XML/1998/namespace\"/>")]
    [InlineData("<a xmlns:p=\"\"/>")]
    [InlineData("<a xmlns:p=\"urn:x\" xmlns:p=\"urn:y\"/>")]
    [InlineData("<a xmlns=\"urn:x\" xmlns=\"urn:x\"/>")]
    [InlineData("<p:a xmlns:p=\"urn:x\"></q:a>")]
    [InlineData("\u0001")]
    [InlineData("\u000B")]
    [InlineData("\u001F")]
    [InlineData("\0")]
    [InlineData("\uFFFE")]
    [InlineData("\uFFFF")]
    public void What_is_not_well_formed(string content, SamlError error = SamlError.NotXml) =>
        ResponseScenario.Entra.After(xml => Edit.Once(xml, "<samlp:Status>", $"<samlp:Extensions>{content}</samlp:Extensions><samlp:Status>")).Refused(error);

    [Theory]
    [InlineData("<?xml version=\"1.1\"?>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-7\"?>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-16\"?>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"IBM037\"?>")]
    [InlineData("<?xml encoding=\"UTF-8\"?>")]
    [InlineData("<?xml version=\"1.0\" standalone=\"maybe\"?>")]
    [InlineData("<?xml version=\"1.0\" standalone=\"no\" encoding=\"UTF-8\"?>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\" more=\"1\"?>")]
    [InlineData("<?xml version=1.0?>")]
    [InlineData("<?xml version=\"1.0\"")]
    [InlineData("<?xml?>")]
    [InlineData(" <?xml version=\"1.0\"?>")]
    [InlineData("<!-- x --><?xml version=\"1.0\"?>")]
    [InlineData("<?xml version=\"1.0\"?><?xml version=\"1.0\"?>")]
    [InlineData("text")]
    [InlineData("&amp;")]
    [InlineData("<![CDATA[]]>")]
    [InlineData("<a/>")]
    [InlineData("\uFEFF\uFEFF")]
    public void What_may_not_stand_in_front(string prolog) => ResponseScenario.Entra.After(xml => prolog + xml).Refused(SamlError.NotXml);

    [Theory]
    [InlineData("<a/>")]
    [InlineData("<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\"/>")]
    [InlineData("</samlp:Response>")]
    [InlineData("text")]
    [InlineData("&#32;")]
    [InlineData("<![CDATA[]]>")]
    [InlineData("\0")]
    [InlineData("<!--")]
    public void What_may_not_stand_behind(string more) => ResponseScenario.Entra.After(xml => xml + more).Refused(SamlError.NotXml);

    [Fact]
    public void Two_documents() => ResponseScenario.Entra.After(xml => xml + xml).Refused(SamlError.NotXml);

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void Another_encoding(string encoding)
    {
        var other = Encoding.GetEncoding(encoding);
        string xml = ResponseScenario.Entra.Xml();
        ResponseScenario.Entra.Refused([.. other.GetPreamble(), .. other.GetBytes(xml)], SamlError.NotXml);
        ResponseScenario.Entra.Refused(other.GetBytes(xml), SamlError.NotXml);
    }

    [Fact]
    public void Utf7_is_text_like_any_other()
    {
        // "+ADw-" is "<" in UTF-7. Read as UTF-8 it is text, and the signature covers that text.
        Assert.Equal("+ADw-x+AD4-", ResponseScenario.Entra.With(o => o with { NameId = "+ADw-x+AD4-" }).Accepted().NameId!.Value);
        ResponseScenario.Entra.Refused(Encoding.ASCII.GetBytes("+ADw-samlp:Response/+AD4-"), SamlError.NotXml);
    }

    public static TheoryData<string, byte[]> IllegalUtf8 => new()
    {
        { "overlong '<'", [0xC0, 0xBC] },
        { "overlong '/' of three octets", [0xE0, 0x80, 0xAF] },
        { "overlong of four octets", [0xF0, 0x80, 0x80, 0xAF] },
        { "overlong NUL", [0xC0, 0x80] },
        { "a surrogate", [0xED, 0xA0, 0x80] },
        { "a pair of surrogates", [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80] },
        { "above U+10FFFF", [0xF4, 0x90, 0x80, 0x80] },
        { "a lone continuation", [0x80] },
        { "a cut sequence", [0xE2, 0x82] },
        { "an octet that UTF-8 never has", [0xFF] },
        { "Latin-1", [0xE4] },
        { "U+FFFE", [0xEF, 0xBF, 0xBE] },
        { "U+FFFF", [0xEF, 0xBF, 0xBF] },
        { "NUL", [0] },
    };

    [Theory]
    [MemberData(nameof(IllegalUtf8))]
    public void Octets_that_are_not_utf8_or_not_characters(string what, byte[] octets)
    {
        byte[] document = Encoding.UTF8.GetBytes(ResponseScenario.Entra.With(o => o with { NameId = "HERE" }).Xml());
        int at = document.AsSpan().IndexOf("HERE"u8);
        ResponseScenario.Entra.Refused([.. document[..at], .. octets, .. document[(at + 4)..]], SamlError.NotXml);
        Assert.NotEmpty(what);
    }

    [Fact]
    public void Legal_characters_next_to_the_forbidden_ones_are_read() =>
        Assert.Equal("\uFFFD\uFFFC\uE000\U0001FFFE\U0010FFFF\u007F\u0085\u2028", ResponseScenario.Entra.With(o => o with { NameId = "\uFFFD\uFFFC\uE000\U0001FFFE\U0010FFFF\u007F\u0085\u2028" }).Accepted().NameId!.Value);

    [Fact]
    public void An_undeclared_prefix_is_not_healed_by_a_declaration_elsewhere() =>
        ResponseScenario.Entra.After("<samlp:Status>", "<samlp:Extensions><a xmlns:p=\"urn:p\"/><p:b/></samlp:Extensions><samlp:Status>").Refused(SamlError.NotXml);
}
