using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Encryption;

/// <summary>A plaintext is one assertion and nothing else, even where the IdP's own signature covers the ciphertext.</summary>
public sealed class HostilePlaintextTests
{
    private const string Assertion = SamlUris.Assertion;

    private static readonly Dictionary<string, (SamlError Error, Func<string, string> Change)> Hostile = new()
    {
        ["nothing but white space"] = (SamlError.DecryptionFailed, _ => " \n"),
        ["nothing but a comment"] = (SamlError.DecryptionFailed, _ => "<!-- comment -->"),
        ["nothing but text"] = (SamlError.DecryptionFailed, _ => "text"),
        ["two elements"] = (SamlError.DecryptionFailed, xml => xml + "<a/>"),
        ["two elements, the assertion last"] = (SamlError.DecryptionFailed, xml => "<a/>" + xml),
        ["two assertions"] = (SamlError.DecryptionFailed, xml => xml + xml.Replace("ID=\"_", "ID=\"_2", StringComparison.Ordinal)),
        ["text in front"] = (SamlError.DecryptionFailed, xml => "text" + xml),
        ["text behind"] = (SamlError.DecryptionFailed, xml => xml + "text"),
        ["a reference"] = (SamlError.DecryptionFailed, xml => "&amp;" + xml),
        ["a section of text"] = (SamlError.DecryptionFailed, xml => xml + "<![CDATA[x]]>"),
        ["a byte order mark"] = (SamlError.DecryptionFailed, xml => "\uFEFF" + xml),
        ["a declaration"] = (SamlError.DecryptionFailed, xml => "<?xml version=\"1.0\"?>" + xml),
        ["a document type"] = (SamlError.DecryptionFailed, xml => "<!DOCTYPE a>" + xml),
        ["a document type with an entity"] = (SamlError.DecryptionFailed, xml => "<!DOCTYPE a [<!ENTITY e \"x\">]>" + xml),
        ["an end of the context"] = (SamlError.DecryptionFailed, xml => xml + "</x>"),
        ["an end of the context, and another"] = (SamlError.DecryptionFailed, xml => xml + "</x><x>"),
        ["an end of the context in front"] = (SamlError.DecryptionFailed, xml => "</x><x>" + xml),
        ["an end of the context before a comment"] = (SamlError.DecryptionFailed, xml => xml + "</x><!--"),
        ["an end of the context before an instruction"] = (SamlError.DecryptionFailed, xml => xml + "</x><?p "),
        ["an end of the context and a document"] = (SamlError.DecryptionFailed, xml => "</x>" + xml + "<x>"),
        ["an element that takes the context's end"] = (SamlError.DecryptionFailed, xml => xml + "<x>"),
        ["an open comment"] = (SamlError.DecryptionFailed, xml => xml + "<!--"),
        ["an open section"] = (SamlError.DecryptionFailed, xml => xml + "<![CDATA["),
        ["an open tag"] = (SamlError.DecryptionFailed, xml => xml + "<a b=\""),
        ["without its last octet"] = (SamlError.DecryptionFailed, xml => xml[..^1]),
        ["a prefix that nobody declared"] = (SamlError.DecryptionFailed, xml => Edit.First(xml, "<Subject>", "<Subject p:a=\"\">")),
        ["an octet of zero"] = (SamlError.DecryptionFailed, xml => xml + "\0"),
        ["a Response"] = (SamlError.SchemaViolation, _ => SamlResponseXml.Build(new SamlResponseOptions(ResponseScenario.Now))),
        ["an element around it"] = (SamlError.SchemaViolation, xml => $"<a>{xml}</a>"),
        ["an assertion in another namespace"] = (SamlError.SchemaViolation, xml => xml.Replace(Assertion, "urn:other", StringComparison.Ordinal)),
        ["an encrypted assertion again"] = (SamlError.SchemaViolation, xml => new HandEncryptor().Encrypt(xml, "EncryptedAssertion")),
        ["an encrypted assertion as advice"] = (SamlError.AssertionNotUnique, xml => Edit.First(xml, "</Conditions>", $"</Conditions><Advice>{new HandEncryptor().Encrypt(xml, "EncryptedAssertion")}</Advice>")),
        ["an assertion as advice"] = (SamlError.AssertionNotUnique, xml => Edit.First(xml, "</Conditions>", $"</Conditions><Advice>{xml.Replace("ID=\"_", "ID=\"_2", StringComparison.Ordinal)}</Advice>")),
        ["the ID of the response"] = (SamlError.DuplicateId, xml => Edit.First(xml, $"ID=\"{ResponseScenario.AssertionId}\"", $"ID=\"{ResponseScenario.ResponseId}\"")),
        ["one ID twice"] = (SamlError.DuplicateId, xml => Edit.First(xml, "<Subject>", $"<Subject ID=\"{ResponseScenario.AssertionId}\">")),
        ["no ID"] = (SamlError.SchemaViolation, xml => Edit.First(xml, $"ID=\"{ResponseScenario.AssertionId}\"", "")),
        ["a signature out of place"] = (SamlError.SignatureMisplaced, xml => Edit.Once(xml, "</Assertion>", $"<Signature xmlns=\"{SamlUris.Signature}\"/></Assertion>")),
        ["nesting beyond the limit"] = (SamlError.DecryptionFailed, xml => Edit.Once(xml, "</Assertion>", string.Concat(Enumerable.Repeat("<a>", 60)) + string.Concat(Enumerable.Repeat("</a>", 60)) + "</Assertion>")),
    };

    public static TheoryData<string> Names => [.. Hostile.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_plaintext_under_the_responses_signature(string name) =>
        ResponseScenario.SignedResponse.Encrypted(new HandEncryptor { Plaintext = Hostile[name].Change }).Refused(Hostile[name].Error);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_plaintext_that_holds_a_signed_assertion(string name)
    {
        foreach (string cipher in new[] { HandEncryptor.Aes256Cbc, HandEncryptor.Aes256Gcm })
        {
            ResponseScenario.Entra.Encrypted(new HandEncryptor { Content = cipher, Plaintext = Hostile[name].Change }).Refused(SamlError.DecryptionFailed);
        }
    }

    [Fact]
    public void A_forged_assertion_around_a_signed_one() => ResponseScenario.Entra.Encrypted(new HandEncryptor
    {
        Plaintext = xml =>
        {
            string signature = Edit.Cut(xml, "<Signature", "</Signature>");
            string forged = Edit.Once(Edit.Once(xml, signature, ""), ResponseScenario.NameIdValue, SignedDocument.Evil);
            return Edit.Once(forged, "</Issuer>", "</Issuer>" + Edit.Once(signature, "</Signature>", $"<Object>{xml}</Object></Signature>"));
        },
    }).Refused(SamlError.DecryptionFailed);

    [Fact]
    public void A_reference_out_of_the_plaintext_to_the_response() => ResponseScenario.Entra.Encrypted(new HandEncryptor
    {
        Plaintext = xml => Edit.Once(xml, $"URI=\"#{ResponseScenario.AssertionId}\"", $"URI=\"#{ResponseScenario.ResponseId}\""),
    }).Refused(SamlError.DecryptionFailed);

    /// <summary>What nobody signed around the ciphertext gives no meaning to the names that we read in it.</summary>
    [Theory]
    [InlineData("Assertion", SamlUris.Assertion)]
    [InlineData("Assertion", SamlUris.Protocol)]
    public void A_declaration_that_the_responses_signature_does_not_cover_makes_no_assertion(string name, string ns) => ResponseScenario.SignedResponse
        .Encrypted(new HandEncryptor { Plaintext = xml => Edit.Once(Edit.First(xml, $"<{name} ", $"<p:{name} "), $"</{name}>", $"</p:{name}>") })
        .After("<samlp:Response ", $"<samlp:Response xmlns:p=\"{ns}\" ").Refused(SamlError.DecryptionFailed);

    [Fact]
    public void A_prefix_redeclared_between_the_signed_declaration_and_the_ciphertext_changes_the_digest() => ResponseScenario.SignedResponse
        .Encrypted(new HandEncryptor()).After("<saml:EncryptedAssertion xmlns:saml=\"", "<saml:EncryptedAssertion xmlns:q=\"urn:q\" xmlns:saml=\"").Accepted();

    [Fact]
    public void Prefixes_by_the_hundred_around_the_ciphertext_are_a_refusal_and_no_exception()
    {
        string declarations = string.Concat(Enumerable.Range(0, 40).Select(i => $" xmlns:p{i}=\"urn:p\""));
        string more = string.Concat(Enumerable.Range(40, 40).Select(i => $" xmlns:p{i}=\"urn:p\""));
        foreach (ResponseScenario scenario in new[] { ResponseScenario.Entra, ResponseScenario.SignedBoth })
        {
            scenario.Encrypted(new HandEncryptor())
                .After("<samlp:Response ", $"<samlp:Response{declarations} ").After("<saml:EncryptedAssertion ", $"<saml:EncryptedAssertion{more} ").Refused(SamlError.DecryptionFailed);
        }
    }
}
