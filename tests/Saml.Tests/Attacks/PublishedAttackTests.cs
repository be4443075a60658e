using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Attacks;

/// <summary>Attacks that broke other implementations, rebuilt from what was published about them.</summary>
public sealed class PublishedAttackTests
{
    private static readonly string EmptyDigest = Convert.ToBase64String(SHA256.HashData([]));

    [Fact]
    public void Ruby_saml_CVE_2024_45409_a_forged_digest_is_smuggled_in_where_a_search_finds_it_first() => ResponseScenario.Entra.AfterDom(d =>
    {
        // The digest was looked up by "//DigestValue": the first one of the document won.
        d.Assertion.SelectSingleNode("//*[local-name()='NameID']")!.InnerText = SignedDocument.Evil;
        byte[] forged = SHA256.HashData(HandSigner.Canonical(Unsigned(d)));
        XmlElement detail = d.New("samlp", "StatusDetail", SamlUris.Protocol);
        detail.InnerXml = $"<ds:DigestValue xmlns:ds=\"{SamlUris.Signature}\">{Convert.ToBase64String(forged)}</ds:DigestValue>";
        SignedDocument.Child(d.Response, SamlUris.Protocol, "Status").AppendChild(detail);
    }).Refused(SamlError.DigestMismatch);

    [Fact]
    public void Ruby_saml_CVE_2025_25291_a_document_type_makes_two_parsers_disagree() => ResponseScenario.Entra
        .After(xml => "<!DOCTYPE r [<!NOTATION n SYSTEM 'x>y'><!ENTITY e '<!-- '>]>" + xml + "<!-- -->").Refused(SamlError.DoctypeForbidden);

    [Fact]
    public void Ruby_saml_CVE_2025_25292_a_signature_under_a_redeclared_prefix_is_seen_by_one_parser_alone() => ResponseScenario.Entra.AfterDom(d =>
    {
        // Two Signatures: a real one for one parser, a stranger's namespace for the other.
        XmlElement original = d.Assertion;
        XmlElement forged = SignedDocument.Forge(original, "_evil");
        d.Response.ReplaceChild(forged, original);
        XmlElement stranger = d.New("ds", "Signature", "http://www.w3.org/2000/09/xmldsig# ");
        stranger.AppendChild(original);
        forged.InsertAfter(stranger, SignedDocument.Child(forged, SamlUris.Assertion, "Issuer"));
    }).Refused(SamlError.AssertionNotUnique);

    [Fact]
    public void Ruby_saml_CVE_2025_66567_a_namespace_declared_in_the_value_of_an_attribute_is_none() => ResponseScenario.Entra
        .After("<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\">", "<Signature xmlns=\"urn:x\" x=\"xmlns='http://www.w3.org/2000/09/xmldsig#'\">")
        .Refused(SamlError.SignatureMissing);

    [Fact]
    public void Ruby_saml_CVE_2025_25293_a_compressed_message_is_not_inflated()
    {
        using var compressed = new MemoryStream();
        using (var deflate = new DeflateStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(Encoding.UTF8.GetBytes(ResponseScenario.Entra.Xml()));
        }

        ResponseScenario.Entra.Refused(compressed.ToArray(), SamlError.NotXml);
    }

    [Theory]
    [InlineData("xmlns:r=\"1\"")]
    [InlineData("xmlns:r=\"./relative\"")]
    [InlineData("xmlns:r=\"\u00E4 not a uri \"")]
    public void Void_canonicalisation_CVE_2025_66568_a_relative_namespace_does_not_make_the_canonical_form_empty(string declaration) => ResponseScenario.Entra
        .Before(xml => Edit.Once(xml, "<Subject>", $"<Subject {declaration} r:x=\"1\">"))
        .After(xml => Edit.Once(xml, Edit.Cut(xml, "<DigestValue>", "</DigestValue>"), $"<DigestValue>{EmptyDigest}</DigestValue>"))
        .Refused(SamlError.SignatureInvalid);

    [Fact]
    public void Void_canonicalisation_a_signature_over_nothing_does_not_fit_an_assertion_with_a_relative_namespace()
    {
        // Even a SignedInfo that the IdP really signed for an empty digest vouches for nothing.
        var golden = new HandSigner { Digested = _ => [] };
        ResponseScenario.Entra.SignedByHand(golden).Refused(SamlError.DigestMismatch);
        ResponseScenario.Entra.SignedByHand(golden).Before("<Subject>", "<Subject xmlns:r=\"1\" r:x=\"1\">").Refused(SamlError.DigestMismatch);
    }

    [Fact]
    public void Void_canonicalisation_a_signature_value_over_nothing_does_not_fit_a_signed_info_with_a_relative_namespace() =>
        ResponseScenario.Entra.SignedByHand(new HandSigner
        {
            SignedInfo = text => Edit.Once(text, "<ds:SignedInfo ", "<ds:SignedInfo xmlns:r=\"1\" r:x=\"1\" "),
            Value = _ => HandSigner.Rsa(TestKeys.Rsa, HashAlgorithmName.SHA256)([]),
        }).Refused(SamlError.SignatureInvalid);

    [Fact]
    public void A_relative_namespace_is_canonicalised_like_any_other() =>
        ResponseScenario.SignedBoth.Before("<Subject>", "<Subject xmlns:r=\"1\" r:x=\"1\">").Accepted();

    [Fact]
    public void Attribute_pollution_an_id_in_a_namespace_is_not_the_id() => ResponseScenario.Entra
        .After("<Assertion ID=\"_assertion\"", "<Assertion xmlns:p=\"urn:p\" ID=\"_evil\" p:ID=\"_assertion\"").Refused(SamlError.SignatureMisplaced);

    [Fact]
    public void Attribute_pollution_an_algorithm_in_a_namespace_is_not_the_algorithm() => ResponseScenario.Entra.SignedByHand(new HandSigner
    {
        SignedInfo = text => Edit.Once(
            text,
            "<ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\">",
            "<ds:SignatureMethod ds:Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\">"),
    }).Refused(SamlError.AlgorithmRefused);

    [Theory]
    [InlineData("<Assertion ID=\"_assertion\"", "<Assertion ID=\"_evil\" ID=\"_assertion\"")]
    [InlineData("<Assertion ID=\"_assertion\"", "<Assertion ID=\"_assertion\" ID=\"_assertion\"")]
    [InlineData("Recipient=\"", "Recipient=\"https://evil.example/acs\" Recipient=\"")]
    [InlineData("<Subject>", "<Subject xmlns:p=\"urn:x\" xmlns:q=\"urn:x\" p:a=\"1\" q:a=\"2\">")]
    [InlineData("<Subject>", "<Subject xmlns:p=\"urn:x\" xmlns:p=\"urn:y\">")]
    public void Duplicate_attributes_of_which_parsers_keep_one_or_the_other_are_no_xml(string once, string twice)
    {
        ResponseScenario.Entra.After(once, twice).Refused(SamlError.NotXml);
        ResponseScenario.SignedBoth.After(once, twice).Refused(SamlError.NotXml);
    }

    [Fact]
    public void Xml_crypto_CVE_2025_29774_a_second_signed_info_names_the_forged_digest() => ResponseScenario.Entra.After(ForgeWithSecondSignedInfo(inFront: true)).Refused(SamlError.SchemaViolation);

    [Fact]
    public void Xml_crypto_CVE_2025_29774_with_the_forged_signed_info_behind() => ResponseScenario.Entra.After(ForgeWithSecondSignedInfo(inFront: false)).Refused(SamlError.SchemaViolation);

    [Fact]
    public void Xml_crypto_CVE_2025_29775_a_comment_in_the_digest_value_hides_the_real_digest() => ResponseScenario.Entra.AfterDom(d =>
    {
        // The forged digest came from the first child of DigestValue, which was the comment.
        d.Assertion.SelectSingleNode("//*[local-name()='NameID']")!.InnerText = SignedDocument.Evil;
        string forged = Convert.ToBase64String(SHA256.HashData(HandSigner.Canonical(Unsigned(d))));
        XmlElement digest = SignedDocument.Find(d.AssertionSignature, SamlUris.Signature, "DigestValue");
        digest.PrependChild(d.Document.CreateComment(forged));
    }).Refused(SamlError.DigestMismatch);

    [Fact]
    public void Samlify_CVE_2025_47949_a_forged_assertion_beside_a_signed_one_whose_signature_is_found_anywhere() => ResponseScenario.Entra.AfterDom(d =>
    {
        XmlElement forged = SignedDocument.Forge(d.Assertion, "_evil");
        d.Response.PrependChild(forged);
    }).Refused(SamlError.AssertionNotUnique);

    [Fact]
    public void Node_saml_CVE_2022_39299_two_roots() => ResponseScenario.Entra.After(xml =>
    {
        var evil = new SignedDocument(xml);
        return evil.Response.OuterXml.Replace(ResponseScenario.NameIdValue, SignedDocument.Evil, StringComparison.Ordinal) + xml;
    }).Refused(SamlError.NotXml);

    [Fact]
    public void Node_saml_CVE_2025_54369_a_comment_shortens_the_name_that_was_signed()
    {
        // The name was read from the document that was sent and not from what the signature covers.
        VerifiedResponse response = ResponseScenario.Entra.With(o => o with { NameId = "admin@contoso.example.evil" })
            .After("admin@contoso.example.evil", "admin@contoso.example<!---->.evil").Accepted();
        Assert.Equal("admin@contoso.example.evil", response.NameId!.Value);
    }

    [Fact]
    public void Node_saml_CVE_2025_54419_facts_are_not_read_from_the_document_that_was_sent() => ResponseScenario.Entra.AfterDom(d =>
    {
        // The verified copy lay in the Response's signature; an unsigned one was what was read.
        XmlElement forged = SignedDocument.Forge(d.Assertion, "_evil");
        XmlElement original = d.Assertion;
        d.Response.ReplaceChild(forged, original);
        XmlElement extensions = d.New("samlp", "Extensions", SamlUris.Protocol);
        extensions.AppendChild(original);
        d.Response.InsertBefore(extensions, SignedDocument.Child(d.Response, SamlUris.Protocol, "Status"));
    }).Refused(SamlError.SignatureMisplaced);

    [Fact]
    public void Crewjam_CVE_2022_41912_one_of_several_assertions_is_signed_and_another_is_read()
    {
        ResponseScenario.Entra.AfterDom(d => d.Response.AppendChild(SignedDocument.Forge(d.Assertion, "_evil"))).Refused(SamlError.AssertionNotUnique);
        ResponseScenario.Entra.AfterDom(d => d.Response.InsertBefore(SignedDocument.Forge(d.Assertion, "_evil"), d.Assertion)).Refused(SamlError.AssertionNotUnique);
    }

    [Fact]
    public void Go_CVE_2020_29509_names_that_do_not_survive_a_round_trip_are_refused()
    {
        ResponseScenario.Entra.After("<samlp:Status>", "<samlp:Extensions><x :xmlns=\"urn:x\"/></samlp:Extensions><samlp:Status>").Refused(SamlError.NotXml);
        ResponseScenario.Entra.After("<samlp:Status>", "<samlp:Extensions><x xmlns:=\"urn:x\"/></samlp:Extensions><samlp:Status>").Refused(SamlError.NotXml);
        ResponseScenario.Entra.After("<samlp:Status>", "<samlp:Extensions><::x/></samlp:Extensions><samlp:Status>").Refused(SamlError.NotXml);
    }

    [Fact]
    public void Go_CVE_2020_29511_an_instruction_that_looks_like_a_directive_is_refused() =>
        ResponseScenario.Entra.After("<samlp:Status>", "<samlp:Extensions><!<!-->x<!-->--></samlp:Extensions><samlp:Status>").Refused(SamlError.DoctypeForbidden);

    [Fact]
    public void Xmlseclibs_CVE_2019_3465_a_signature_value_that_is_no_direct_child_is_none() => ResponseScenario.Entra.After(xml =>
    {
        string value = Edit.Cut(xml, "<SignatureValue>", "</SignatureValue>");
        return Edit.Once(xml, value, $"<x>{value}</x>");
    }).Refused(SamlError.SchemaViolation);

    private static Func<string, string> ForgeWithSecondSignedInfo(bool inFront) => xml =>
    {
        string forgedDocument = Edit.Once(xml, ResponseScenario.NameIdValue, SignedDocument.Evil);
        string forgedDigest = Convert.ToBase64String(SHA256.HashData(HandSigner.Canonical(Unsigned(new SignedDocument(forgedDocument)))));
        string real = Edit.Cut(xml, "<SignedInfo>", "</SignedInfo>");
        string forged = Edit.Once(real, Edit.Cut(real, "<DigestValue>", "</DigestValue>"), $"<DigestValue>{forgedDigest}</DigestValue>");
        return Edit.Once(forgedDocument, real, inFront ? forged + real : real + forged);
    };

    /// <summary>The assertion without its signature, as a digest sees it.</summary>
    private static XmlElement Unsigned(SignedDocument document)
    {
        var copy = new SignedDocument(document.ToString());
        copy.Assertion.RemoveChild(copy.AssertionSignature);
        return copy.Assertion;
    }
}
