using System.Xml;
using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Attacks;

/// <summary>
/// Signature wrapping: the signed element is moved to where the signature is still verified, and a forged one is put where the facts
/// are read. The shapes carry the numbers that the literature gives them.
/// </summary>
public sealed class WrappingTests
{
    [Fact]
    public void Xsw1_forged_response_holds_the_signed_one_inside_the_signature() => Signed(SignedParts.Response).AfterDom(d =>
    {
        XmlElement original = d.Response;
        var signature = (XmlElement)original.RemoveChild(d.ResponseSignature);
        XmlElement forged = SignedDocument.Forge(original, "_evil");
        d.ReplaceRoot(forged);
        signature.AppendChild(original);
        PutBehindIssuer(forged, signature);
        Rename(forged, "_evil2");
    }).Refused(SamlError.AssertionNotUnique);

    [Fact]
    public void Xsw1_with_the_same_ids() => Signed(SignedParts.Response).AfterDom(d =>
    {
        XmlElement original = d.Response;
        var signature = (XmlElement)original.RemoveChild(d.ResponseSignature);
        XmlElement forged = SignedDocument.Forge(original, null);
        d.ReplaceRoot(forged);
        signature.AppendChild(original);
        PutBehindIssuer(forged, signature);
    }).Refused(SamlError.DuplicateId);

    [Fact]
    public void Xsw2_forged_response_holds_the_signed_one_beside_the_signature() => Signed(SignedParts.Response).AfterDom(d =>
    {
        XmlElement original = d.Response;
        var signature = (XmlElement)original.RemoveChild(d.ResponseSignature);
        XmlElement forged = SignedDocument.Forge(original, "_evil");
        Rename(forged, "_evil2");
        d.ReplaceRoot(forged);
        PutBehindIssuer(forged, signature);
        forged.InsertBefore(original, signature);
    }).Refused(SamlError.SignatureMisplaced);

    [Fact]
    public void Xsw2_with_the_signature_at_its_place_and_the_signed_response_behind_it() => Signed(SignedParts.Response).AfterDom(d =>
    {
        XmlElement original = d.Response;
        var signature = (XmlElement)original.RemoveChild(d.ResponseSignature);
        XmlElement forged = SignedDocument.Forge(original, "_evil");
        forged.RemoveChild(SignedDocument.Child(forged, SamlUris.Assertion, "Assertion"));
        d.ReplaceRoot(forged);
        PutBehindIssuer(forged, signature);
        forged.AppendChild(original);
    }).Refused(SamlError.SchemaViolation);

    [Fact]
    public void Xsw3_forged_assertion_stands_before_the_signed_one() => Signed(SignedParts.Assertion)
        .AfterDom(d => d.Response.InsertBefore(SignedDocument.Forge(d.Assertion, "_evil"), d.Assertion))
        .Refused(SamlError.AssertionNotUnique);

    [Fact]
    public void Xsw3_in_a_signed_response() => Signed(SignedParts.Response)
        .AfterDom(d => d.Response.InsertBefore(SignedDocument.Forge(d.Assertion, "_evil"), d.Assertion))
        .Refused(SamlError.AssertionNotUnique);

    [Fact]
    public void Xsw3_with_the_same_id() => Signed(SignedParts.Assertion)
        .AfterDom(d => d.Response.InsertBefore(SignedDocument.Forge(d.Assertion, null), d.Assertion))
        .Refused(SamlError.DuplicateId);

    [Fact]
    public void Xsw3_with_the_forged_assertion_behind_the_signed_one() => Signed(SignedParts.Assertion)
        .AfterDom(d => d.Response.InsertAfter(SignedDocument.Forge(d.Assertion, "_evil"), d.Assertion))
        .Refused(SamlError.AssertionNotUnique);

    [Fact]
    public void Xsw4_forged_assertion_holds_the_signed_one() => Signed(SignedParts.Assertion).AfterDom(d =>
    {
        XmlElement original = d.Assertion;
        XmlElement forged = SignedDocument.Forge(original, "_evil");
        d.Response.ReplaceChild(forged, original);
        forged.AppendChild(original);
    }).Refused(SamlError.AssertionNotUnique);

    [Fact]
    public void Xsw4_in_a_signed_response() => Signed(SignedParts.Response).AfterDom(d =>
    {
        XmlElement original = d.Assertion;
        XmlElement forged = SignedDocument.Forge(original, "_evil");
        d.Response.ReplaceChild(forged, original);
        forged.AppendChild(original);
    }).Refused(SamlError.AssertionNotUnique);

    [Fact]
    public void Xsw5_forged_assertion_carries_the_signature_and_the_original_stands_at_the_end() => Signed(SignedParts.Assertion).AfterDom(d =>
    {
        var (original, _) = TakeSignature(d);
        d.Response.AppendChild(original);
    }).Refused(SamlError.AssertionNotUnique);

    [Fact]
    public void Xsw6_forged_assertion_carries_the_signature_and_the_original_inside_it() => Signed(SignedParts.Assertion).AfterDom(d =>
    {
        var (original, forged) = TakeSignature(d);
        SignedDocument.Child(forged, SamlUris.Signature, "Signature").AppendChild(original);
    }).Refused(SamlError.AssertionNotUnique);

    [Fact]
    public void Xsw7_forged_assertion_stands_in_extensions() => Signed(SignedParts.Assertion)
        .AfterDom(d => Extensions(d).AppendChild(SignedDocument.Forge(d.Assertion, "_evil")))
        .Refused(SamlError.AssertionNotUnique);

    [Fact]
    public void Xsw7_in_a_signed_response() => Signed(SignedParts.Response)
        .AfterDom(d => Extensions(d).AppendChild(SignedDocument.Forge(d.Assertion, "_evil")))
        .Refused(SamlError.AssertionNotUnique);

    [Fact]
    public void Xsw8_original_assertion_stands_in_an_object_of_the_forged_ones_signature() => Signed(SignedParts.Assertion).AfterDom(d =>
    {
        var (original, forged) = TakeSignature(d);
        XmlElement container = d.New("ds", "Object", SamlUris.Signature);
        container.AppendChild(original);
        SignedDocument.Child(forged, SamlUris.Signature, "Signature").AppendChild(container);
    }).Refused(SamlError.AssertionNotUnique);

    [Fact]
    public void Xsw8_in_a_signed_response() => Signed(SignedParts.Response).AfterDom(d =>
    {
        XmlElement original = d.Assertion;
        d.Response.ReplaceChild(SignedDocument.Forge(original, "_evil"), original);
        XmlElement container = d.New("ds", "Object", SamlUris.Signature);
        container.AppendChild(original);
        d.ResponseSignature.AppendChild(container);
    }).Refused(SamlError.AssertionNotUnique);

    [Theory]
    [InlineData("Extensions")]
    [InlineData("Advice")]
    [InlineData("StatusDetail")]
    [InlineData("Object")]
    public void Xsw9_signed_assertion_moves_out_of_the_way_of_a_forged_one(string hiding) => Signed(SignedParts.Assertion).AfterDom(d =>
    {
        XmlElement original = d.Assertion;
        XmlElement forged = SignedDocument.Forge(original, "_evil");
        d.Response.ReplaceChild(forged, original);
        Hide(d, hiding, forged).AppendChild(original);
    }).Refused(hiding is "Advice" or "Object" ? SamlError.AssertionNotUnique : SamlError.SignatureMisplaced);

    [Theory]
    [InlineData("Extensions")]
    [InlineData("Advice")]
    [InlineData("StatusDetail")]
    public void Xsw9_with_a_forged_assertion_that_does_not_call_itself_one(string hiding) => Signed(SignedParts.Assertion).AfterDom(d =>
    {
        // The one element called saml:Assertion is the signed one; the forged one has another namespace.
        XmlElement original = d.Assertion;
        XmlElement forged = SignedDocument.Forge(original, "_evil");
        XmlElement stranger = d.Document.CreateElement("Assertion", "urn:oasis:names:tc:SAML:2.0:assertion ");
        stranger.InnerXml = forged.InnerXml;
        d.Response.ReplaceChild(stranger, original);
        Hide(d, hiding, stranger).AppendChild(original);
    }).Refused(SamlError.SignatureMisplaced);

    [Theory]
    [InlineData("Extensions")]
    [InlineData("StatusDetail")]
    public void Xsw9_signed_response_moves_into_a_forged_one(string hiding) => Signed(SignedParts.Response).AfterDom(d =>
    {
        XmlElement original = d.Response;
        XmlElement forged = SignedDocument.Forge(original, "_evil");
        Rename(forged, "_evil2");
        d.ReplaceRoot(forged);
        Hide(d, hiding, d.Assertion).AppendChild(original);
    }).Refused(SamlError.SignatureMisplaced);

    [Fact]
    public void The_signed_assertion_alone_as_the_document() =>
        Signed(SignedParts.Assertion).AfterDom(d => d.ReplaceRoot(d.Assertion)).Refused(SamlError.NotAResponse);

    [Fact]
    public void A_signature_that_covers_the_assertion_does_not_count_for_the_response() => Signed(SignedParts.Assertion).AfterDom(d =>
    {
        XmlNode signature = d.Assertion.RemoveChild(d.AssertionSignature);
        PutBehindIssuer(d.Response, (XmlElement)signature);
    }).Refused(SamlError.SignatureMisplaced);

    [Fact]
    public void A_signature_that_covers_the_response_does_not_count_for_the_assertion() => Signed(SignedParts.Response).AfterDom(d =>
    {
        XmlNode signature = d.Response.RemoveChild(d.ResponseSignature);
        PutBehindIssuer(d.Assertion, (XmlElement)signature);
    }).Refused(SamlError.SignatureMisplaced);

    [Fact]
    public void A_second_signature_behind_the_first() => Signed(SignedParts.Assertion)
        .AfterDom(d => d.Assertion.InsertAfter(d.AssertionSignature.CloneNode(deep: true), d.AssertionSignature))
        .Refused(SamlError.SignatureMisplaced);

    [Fact]
    public void A_signature_before_the_issuer() => Signed(SignedParts.Assertion)
        .AfterDom(d => d.Assertion.PrependChild(d.AssertionSignature))
        .Refused(SamlError.SignatureMisplaced);

    [Fact]
    public void A_signature_at_the_end_of_the_assertion() => Signed(SignedParts.Assertion)
        .AfterDom(d => d.Assertion.AppendChild(d.AssertionSignature))
        .Refused(SamlError.SignatureMisplaced);

    [Fact]
    public void A_response_inside_a_response() => Signed(SignedParts.Response).AfterDom(d =>
    {
        XmlElement original = d.Response;
        XmlElement outer = d.New("samlp", "Response", SamlUris.Protocol);
        d.ReplaceRoot(outer);
        outer.AppendChild(original);
    }).Refused(SamlError.SignatureMisplaced);

    private static ResponseScenario Signed(SignedParts parts) => ResponseScenario.Entra with { Parts = parts };

    private static void Rename(XmlElement response, string assertionId) =>
        SignedDocument.Child(response, SamlUris.Assertion, "Assertion").SetAttribute("ID", assertionId);

    private static void PutBehindIssuer(XmlElement parent, XmlElement signature) =>
        parent.InsertAfter(signature, SignedDocument.Child(parent, SamlUris.Assertion, "Issuer"));

    /// <summary>Puts a forged assertion with the original's signature into the original's place.</summary>
    private static (XmlElement Original, XmlElement Forged) TakeSignature(SignedDocument d)
    {
        XmlElement original = d.Assertion;
        XmlElement forged = SignedDocument.Forge(original, "_evil");
        XmlElement signature = d.AssertionSignature;
        original.RemoveChild(signature);
        d.Response.ReplaceChild(forged, original);
        PutBehindIssuer(forged, signature);
        return (original, forged);
    }

    private static XmlElement Extensions(SignedDocument d)
    {
        XmlElement extensions = d.New("samlp", "Extensions", SamlUris.Protocol);
        d.Response.InsertBefore(extensions, SignedDocument.Child(d.Response, SamlUris.Protocol, "Status"));
        return extensions;
    }

    private static XmlElement Hide(SignedDocument d, string where, XmlElement assertion)
    {
        switch (where)
        {
            case "Extensions":
                return Extensions(d);
            case "StatusDetail":
                XmlElement detail = d.New("samlp", "StatusDetail", SamlUris.Protocol);
                SignedDocument.Child(d.Response, SamlUris.Protocol, "Status").AppendChild(detail);
                return detail;
            case "Advice":
                XmlElement advice = d.Document.CreateElement("Advice", SamlUris.Assertion);
                assertion.InsertAfter(advice, assertion.ChildNodes.OfType<XmlElement>().Single(e => e.LocalName == "Conditions"));
                return advice;
            default:
                XmlElement signature = d.New("ds", "Signature", SamlUris.Signature);
                XmlElement container = d.New("ds", "Object", SamlUris.Signature);
                signature.AppendChild(container);
                PutBehindIssuer(assertion, signature);
                return container;
        }
    }
}
