using System.Security.Cryptography;
using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Attacks;

/// <summary>
/// Signatures whose cryptography holds, because the IdP's own key made them, but whose shape could make a verifier digest one thing
/// and read another.
/// </summary>
public sealed class SignatureShapeTests
{
    private const string EnvelopedTransform = "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"></ds:Transform>";
    private const string CanonicalTransform = "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></ds:Transform>";

    [Fact]
    public void Hand_made_signatures_are_accepted_when_nothing_is_odd()
    {
        ResponseScenario.Entra.SignedByHand(new HandSigner()).Accepted();
        ResponseScenario.SignedBoth.SignedByHand(new HandSigner()).Accepted();
    }

    [Fact]
    public void Two_references() => Odd(text =>
    {
        string reference = Edit.Cut(text, "<ds:Reference", "</ds:Reference>");
        return Edit.Once(text, reference, reference + reference);
    }).Refused(SamlError.SchemaViolation);

    [Fact]
    public void No_reference() => Odd(text => Edit.Once(text, Edit.Cut(text, "<ds:Reference", "</ds:Reference>"), string.Empty)).Refused(SamlError.SchemaViolation);

    [Theory]
    [InlineData("URI=\"\"")]
    [InlineData("URI=\"#\"")]
    [InlineData("URI=\"#_response\"")]
    [InlineData("URI=\"_assertion\"")]
    [InlineData("URI=\"#_Assertion\"")]
    [InlineData("URI=\"##_assertion\"")]
    [InlineData("URI=\"#_assertion#\"")]
    [InlineData("URI=\"#xpointer(/)\"")]
    [InlineData("URI=\"#xpointer(id('_assertion'))\"")]
    [InlineData("URI=\"#xpointer(id(&quot;_assertion&quot;))\"")]
    [InlineData("URI=\"http://127.0.0.1:9/x#_assertion\"")]
    [InlineData("URI=\"file:///etc/passwd\"")]
    [InlineData("Type=\"http://www.w3.org/2000/09/xmldsig#Object\"")]
    public void A_reference_to_anything_but_the_parent_by_its_id(string attribute) =>
        Odd(text => Edit.Once(text, "URI=\"#_assertion\"", attribute)).Refused(SamlError.SignatureMisplaced);

    [Fact]
    public void No_transforms() => Odd(text => Edit.Once(text, Edit.Cut(text, "<ds:Transforms>", "</ds:Transforms>"), string.Empty)).Refused(SamlError.SchemaViolation);

    [Fact]
    public void Empty_transforms() => Transforms(string.Empty).Refused(SamlError.AlgorithmRefused);

    [Fact]
    public void Only_canonicalisation() => Transforms(CanonicalTransform).Refused(SamlError.AlgorithmRefused);

    [Fact]
    public void Only_the_enveloped_signature_transform() => Transforms(EnvelopedTransform).Refused(SamlError.AlgorithmRefused);

    [Fact]
    public void The_enveloped_signature_transform_twice() => Transforms(EnvelopedTransform + EnvelopedTransform + CanonicalTransform).Refused(SamlError.AlgorithmRefused);

    [Fact]
    public void The_enveloped_signature_transform_twice_without_canonicalisation() => Transforms(EnvelopedTransform + EnvelopedTransform).Refused(SamlError.AlgorithmRefused);

    [Fact]
    public void The_transforms_in_the_wrong_order() => Transforms(CanonicalTransform + EnvelopedTransform).Refused(SamlError.AlgorithmRefused);

    [Theory]
    [InlineData("http://www.w3.org/TR/1999/REC-xslt-19991116", "<xsl:stylesheet xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\" version=\"1.0\"></xsl:stylesheet>")]
    [InlineData("http://www.w3.org/TR/1999/REC-xpath-19991116", "<ds:XPath>true()</ds:XPath>")]
    [InlineData("http://www.w3.org/2002/06/xmldsig-filter2", "<f:XPath xmlns:f=\"http://www.w3.org/2002/06/xmldsig-filter2\" Filter=\"union\">/</f:XPath>")]
    [InlineData("http://www.w3.org/2000/09/xmldsig#base64", "")]
    [InlineData("http://www.w3.org/2002/07/decrypt#XML", "")]
    [InlineData("http://www.w3.org/TR/2001/REC-xml-c14n-20010315", "")]
    [InlineData("http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments", "")]
    [InlineData("http://www.w3.org/2006/12/xml-c14n11", "")]
    [InlineData("http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#STR-Transform", "")]
    public void A_transform_that_is_not_on_the_list(string algorithm, string content)
    {
        string transform = $"<ds:Transform Algorithm=\"{algorithm}\">{content}</ds:Transform>";
        Transforms(EnvelopedTransform + transform).Refused(SamlError.AlgorithmRefused);
        Transforms(EnvelopedTransform + transform + CanonicalTransform).Refused(SamlError.AlgorithmRefused);
        Transforms(transform + CanonicalTransform).Refused(SamlError.AlgorithmRefused);
    }

    [Theory]
    [InlineData("<ds:XPath>true()</ds:XPath>")]
    [InlineData("text")]
    public void An_enveloped_signature_transform_with_content(string content) =>
        Transforms(Edit.Once(EnvelopedTransform, "></", $">{content}</") + CanonicalTransform).Refused(SamlError.AlgorithmRefused);

    [Theory]
    [InlineData("<ds:XPath>true()</ds:XPath>")]
    [InlineData("text")]
    [InlineData("<ec:InclusiveNamespaces xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></ec:InclusiveNamespaces><x xmlns=\"urn:x\"></x>")]
    public void A_canonicalisation_transform_with_strange_content(string content) =>
        Transforms(EnvelopedTransform + Edit.Once(CanonicalTransform, "></", $">{content}</")).Refused(SamlError.AlgorithmRefused);

    [Theory]
    [InlineData("<ds:Object></ds:Object>")]
    [InlineData("<ds:Object Id=\"o\">anything</ds:Object>")]
    [InlineData("<x xmlns=\"urn:x\"/>")]
    [InlineData("text")]
    public void A_signature_with_more_in_it(string more) => Around(text => Edit.Once(text, "</ds:Signature>", more + "</ds:Signature>")).Refused(SamlError.SchemaViolation);

    [Fact]
    public void A_second_key_info() => Around(text => Edit.Once(text, "</ds:Signature>", "<ds:KeyInfo/><ds:KeyInfo/></ds:Signature>")).Refused(SamlError.SchemaViolation);

    [Fact]
    public void A_second_signed_info() => Around(text =>
    {
        string signedInfo = Edit.Cut(text, "<ds:SignedInfo", "</ds:SignedInfo>");
        return Edit.Once(text, signedInfo, signedInfo + signedInfo);
    }).Refused(SamlError.SchemaViolation);

    [Fact]
    public void A_second_signature_value() => Around(text =>
    {
        string value = Edit.Cut(text, "<ds:SignatureValue", "</ds:SignatureValue>");
        return Edit.Once(text, value, value + value);
    }).Refused(SamlError.SchemaViolation);

    [Fact]
    public void No_signature_value() => Around(text => Edit.Once(text, Edit.Cut(text, "<ds:SignatureValue", "</ds:SignatureValue>"), string.Empty)).Refused(SamlError.SchemaViolation);

    [Fact]
    public void An_empty_signature() => Around(_ => "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/>").Refused(SamlError.SchemaViolation);

    [Fact]
    public void An_empty_signature_value() => Value(string.Empty).Refused(SamlError.SchemaViolation);

    [Theory]
    [InlineData("not base64!")]
    [InlineData("====")]
    [InlineData("QUJD*")]
    [InlineData("QUJ")]
    public void A_signature_value_that_is_no_base64(string value) => Value(value).Refused(SamlError.SchemaViolation);

    [Theory]
    [InlineData("AA==")]
    [InlineData("AAAAAAAAAAA=")]
    public void A_signature_value_of_the_wrong_length(string value) => Value(value).Refused(SamlError.SignatureInvalid);

    [Fact]
    public void A_signature_value_of_zeroes() => Value(Convert.ToBase64String(new byte[256])).Refused(SamlError.SignatureInvalid);

    [Fact]
    public void A_truncated_signature_value() => ResponseScenario.Entra.After(xml =>
    {
        string value = Edit.Cut(xml, "<SignatureValue>", "</SignatureValue>");
        byte[] octets = Convert.FromBase64String(value["<SignatureValue>".Length..^"</SignatureValue>".Length]);
        return Edit.Once(xml, value, $"<SignatureValue>{Convert.ToBase64String(octets.AsSpan(0, 128))}</SignatureValue>");
    }).Refused(SamlError.SignatureInvalid);

    [Fact]
    public void A_signature_value_in_an_element_of_its_own() =>
        Around(text => Edit.Once(Edit.Once(text, "<ds:SignatureValue>", "<ds:SignatureValue><x>"), "</ds:SignatureValue>", "</x></ds:SignatureValue>")).Refused(SamlError.SchemaViolation);

    [Fact]
    public void A_digest_value_in_an_element_of_its_own() =>
        Odd(text => Edit.Once(Edit.Once(text, "<ds:DigestValue>", "<ds:DigestValue><x>"), "</ds:DigestValue>", "</x></ds:DigestValue>")).Refused(SamlError.SchemaViolation);

    [Theory]
    [InlineData("")]
    [InlineData("not base64")]
    public void A_digest_value_that_is_no_base64(string digest) =>
        Odd(text => Edit.Once(text, Edit.Cut(text, "<ds:DigestValue>", "</ds:DigestValue>"), $"<ds:DigestValue>{digest}</ds:DigestValue>")).Refused(SamlError.SchemaViolation);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(31)]
    public void A_digest_value_that_is_cut_short(int octets)
    {
        var signer = new HandSigner
        {
            SignedInfo = text =>
            {
                string digest = Edit.Cut(text, "<ds:DigestValue>", "</ds:DigestValue>");
                byte[] whole = Convert.FromBase64String(digest["<ds:DigestValue>".Length..^"</ds:DigestValue>".Length]);
                return Edit.Once(text, digest, $"<ds:DigestValue>{Convert.ToBase64String(whole.AsSpan(0, octets))}</ds:DigestValue>");
            },
        };
        ResponseScenario.Entra.SignedByHand(signer).Refused(octets == 0 ? SamlError.SchemaViolation : SamlError.DigestMismatch);
    }

    [Fact]
    public void A_second_digest_value() => Odd(text =>
    {
        string digest = Edit.Cut(text, "<ds:DigestValue>", "</ds:DigestValue>");
        return Edit.Once(text, digest, digest + digest);
    }).Refused(SamlError.SchemaViolation);

    [Fact]
    public void A_signed_info_without_canonicalisation() => Odd(text => Edit.Once(text, Edit.Cut(text, "<ds:CanonicalizationMethod", "</ds:CanonicalizationMethod>"), string.Empty)).Refused(SamlError.SchemaViolation);

    [Fact]
    public void A_signed_info_without_signature_method() => Odd(text => Edit.Once(text, Edit.Cut(text, "<ds:SignatureMethod", "</ds:SignatureMethod>"), string.Empty)).Refused(SamlError.SchemaViolation);

    [Fact]
    public void A_signed_info_with_a_stranger_in_it() => Odd(text => Edit.Once(text, "</ds:SignedInfo>", "<ds:Reference2></ds:Reference2></ds:SignedInfo>")).Refused(SamlError.SchemaViolation);

    [Fact]
    public void A_signed_info_with_text_in_it() => Odd(text => Edit.Once(text, "</ds:SignedInfo>", "x</ds:SignedInfo>")).Refused(SamlError.SchemaViolation);

    [Fact]
    public void The_signature_of_another_assertion()
    {
        string other = Edit.Cut(ResponseScenario.Entra.With(o => o with { NameId = "somebody else" }).Xml(), "<Signature ", "</Signature>");
        ResponseScenario.Entra.After(xml => Edit.Once(xml, Edit.Cut(xml, "<Signature ", "</Signature>"), other)).Refused(SamlError.DigestMismatch);
    }

    [Fact]
    public void The_signature_of_an_assertion_with_another_id()
    {
        string other = Edit.Cut(ResponseScenario.Entra.With(o => o with { AssertionId = "_other" }).Xml(), "<Signature ", "</Signature>");
        ResponseScenario.Entra.After(xml => Edit.Once(xml, Edit.Cut(xml, "<Signature ", "</Signature>"), other)).Refused(SamlError.SignatureMisplaced);
    }

    [Fact]
    public void A_changed_name() => ResponseScenario.Entra.After(ResponseScenario.NameIdValue, SignedDocument.Evil).Refused(SamlError.DigestMismatch);

    [Fact]
    public void A_changed_envelope_of_a_signed_response() =>
        ResponseScenario.SignedResponse.After(xml => Edit.First(xml, "IssueInstant=\"2026-11-22T12:00:00.000Z\"", "IssueInstant=\"2026-11-22T11:59:59.000Z\"")).Refused(SamlError.DigestMismatch);

    [Fact]
    public void A_broken_response_signature_is_not_saved_by_a_good_assertion_signature() =>
        ResponseScenario.SignedBoth.After("Version=\"2.0\" IssueInstant=\"2026-11-22T12:00:00.000Z\" Destination", "Version=\"2.0\" IssueInstant=\"2026-11-22T12:00:01.000Z\" Destination").Refused(SamlError.DigestMismatch);

    [Fact]
    public void A_broken_assertion_signature_is_not_saved_by_a_good_response_signature()
    {
        ResponseScenario forged = ResponseScenario.Entra.After(ResponseScenario.NameIdValue, SignedDocument.Evil);
        forged.After(xml => XmlSigner.SignResponse(xml, SignedParts.Response, XmlSignatureOptions.From(TestKeys.Rsa))).Refused(SamlError.DigestMismatch);
    }

    [Fact]
    public void A_changed_signed_info() => ResponseScenario.Entra.After(xml =>
    {
        string digest = Edit.Cut(xml, "<DigestValue>", "</DigestValue>");
        return Edit.Once(xml, digest, $"<DigestValue>{Convert.ToBase64String(SHA256.HashData("x"u8))}</DigestValue>");
    }).Refused(SamlError.SignatureInvalid);

    [Fact]
    public void A_signed_element_without_an_id() =>
        ResponseScenario.Entra.After("<Assertion ID=\"_assertion\"", "<Assertion").Refused(SamlError.SchemaViolation);

    [Fact]
    public void An_id_in_another_case_is_no_id() =>
        ResponseScenario.Entra.After("<Assertion ID=\"_assertion\"", "<Assertion Id=\"_assertion\"").Refused(SamlError.SchemaViolation);

    private static ResponseScenario Odd(Func<string, string> signedInfo) => ResponseScenario.Entra.SignedByHand(new HandSigner { SignedInfo = signedInfo });

    private static ResponseScenario Around(Func<string, string> signature) => ResponseScenario.Entra.SignedByHand(new HandSigner { Signature = signature });

    private static ResponseScenario Transforms(string content) =>
        Odd(text => Edit.Once(text, Edit.Cut(text, "<ds:Transforms>", "</ds:Transforms>"), $"<ds:Transforms>{content}</ds:Transforms>"));

    private static ResponseScenario Value(string base64) =>
        Around(text => Edit.Once(text, Edit.Cut(text, "<ds:SignatureValue>", "</ds:SignatureValue>"), $"<ds:SignatureValue>{base64}</ds:SignatureValue>"));
}
