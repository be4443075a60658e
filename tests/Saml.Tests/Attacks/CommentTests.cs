using System.Security.Cryptography;
using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Attacks;

/// <summary>
/// Canonicalisation drops comments, so an attacker may add them to a signed document. Text that a comment splits must be read whole:
/// whoever reads only the first part takes "admin@contoso.example" for what is "admin@contoso.example.evil.example".
/// </summary>
public sealed class CommentTests
{
    private const string Whole = "admin@contoso.example.evil.example";

    [Theory]
    [InlineData(SignedParts.Assertion)]
    [InlineData(SignedParts.Response)]
    [InlineData(SignedParts.Both)]
    public void A_comment_added_to_the_name_id_leaves_it_whole(SignedParts parts) =>
        Assert.Equal(Whole, Named(parts).After(Whole, "admin@contoso.example<!---->.evil.example").Accepted().NameId!.Value);

    [Fact]
    public void A_comment_signed_in_the_name_id_leaves_it_whole() =>
        Assert.Equal(Whole, ResponseScenario.Entra.Before(ResponseScenario.NameIdValue, "admin@contoso.example<!-- x -->.evil.example").Accepted().NameId!.Value);

    [Fact]
    public void A_comment_at_the_start_of_the_name_id_leaves_it_whole() =>
        Assert.Equal(Whole, Named(SignedParts.Assertion).After(Whole, "<!--admin-->" + Whole).Accepted().NameId!.Value);

    [Fact]
    public void A_comment_removed_from_the_name_id_changes_nothing() =>
        Assert.Equal(Whole, ResponseScenario.Entra.Before(ResponseScenario.NameIdValue, "admin@contoso.example<!-- x -->.evil.example").After("<!-- x -->", string.Empty).Accepted().NameId!.Value);

    [Fact]
    public void A_comment_added_under_canonicalisation_with_comments_changes_nothing_either() =>
        Assert.Equal(Whole, Named(SignedParts.Assertion).Signing(s => s with { Canonicalization = XmlCanonicalization.ExclusiveWithComments })
            .After(Whole, "admin@contoso.example<!---->.evil.example").Accepted().NameId!.Value);

    [Fact]
    public void An_instruction_added_to_the_name_id_breaks_the_signature() =>
        Named(SignedParts.Assertion).After(Whole, "admin@contoso.example<?x?>.evil.example").Refused(SamlError.DigestMismatch);

    [Fact]
    public void An_instruction_signed_in_the_name_id_leaves_it_whole() =>
        Assert.Equal(Whole, ResponseScenario.Entra.Before(ResponseScenario.NameIdValue, "admin@contoso.example<?x y?>.evil.example").Accepted().NameId!.Value);

    [Fact]
    public void Cdata_around_a_part_of_the_name_id_leaves_it_whole() =>
        Assert.Equal(Whole, Named(SignedParts.Assertion).After(Whole, "admin@contoso.example<![CDATA[.evil]]>.example").Accepted().NameId!.Value);

    [Fact]
    public void A_comment_added_to_an_attribute_value_leaves_it_whole() =>
        Assert.Equal(Whole, ResponseScenario.Entra.With(o => o.WithAttribute("mail", Whole)).After(Whole, "admin@contoso.example<!---->.evil.example").Accepted().ValuesOf("mail").Single());

    [Fact]
    public void A_comment_in_the_audience_leaves_it_whole()
    {
        ResponseScenario.Entra.After(xml => Edit.Once(xml, $"<Audience>{ResponseScenario.EntityId}", $"<Audience>{ResponseScenario.EntityId[..10]}<!-- x -->{ResponseScenario.EntityId[10..]}")).Accepted();
        ResponseScenario.Entra.With(o => o.WithAudiences(ResponseScenario.EntityId + ".evil.example"))
            .After(ResponseScenario.EntityId + ".evil.example", ResponseScenario.EntityId + "<!---->.evil.example").Refused(SamlError.AudienceMismatch);
    }

    [Fact]
    public void A_comment_in_the_issuer_leaves_it_whole() =>
        ResponseScenario.Entra.With(o => o.WithIssuer(ResponseScenario.Issuer + "evil"))
            .After(xml => Edit.All(xml, ResponseScenario.Issuer + "evil", ResponseScenario.Issuer + "<!---->evil")).Refused(SamlError.IssuerMismatch);

    [Theory]
    [InlineData("<!-- x -->")]
    [InlineData("<?x?>")]
    public void A_comment_or_instruction_in_the_signature_value_does_not_split_it(string node) => ResponseScenario.Entra.After(xml =>
    {
        string value = Edit.Cut(xml, "<SignatureValue>", "</SignatureValue>");
        return Edit.Once(xml, value, value.Insert(40, node));
    }).Accepted();

    [Fact]
    public void A_comment_in_the_digest_value_does_not_split_it() => ResponseScenario.Entra.After(xml =>
    {
        string value = Edit.Cut(xml, "<DigestValue>", "</DigestValue>");
        return Edit.Once(xml, value, value.Insert(20, "<!-- x -->"));
    }).Accepted();

    [Fact]
    public void An_instruction_in_the_digest_value_breaks_the_signature() => ResponseScenario.Entra.After(xml =>
    {
        string value = Edit.Cut(xml, "<DigestValue>", "</DigestValue>");
        return Edit.Once(xml, value, value.Insert(20, "<?x?>"));
    }).Refused(SamlError.SignatureInvalid);

    [Fact]
    public void A_comment_in_the_digest_value_breaks_a_signature_over_comments() => ResponseScenario.Entra
        .Signing(s => s with { Canonicalization = XmlCanonicalization.ExclusiveWithComments })
        .After(xml =>
        {
            string value = Edit.Cut(xml, "<DigestValue>", "</DigestValue>");
            return Edit.Once(xml, value, value.Insert(20, "<!-- x -->"));
        }).Refused(SamlError.SignatureInvalid);

    [Fact]
    public void A_forged_digest_in_a_comment_is_not_the_digest() => ResponseScenario.Entra
        .After(ResponseScenario.NameIdValue, SignedDocument.Evil)
        .After(xml => Edit.Once(xml, "<DigestValue>", $"<DigestValue><!--{Convert.ToBase64String(SHA256.HashData("forged"u8))}-->"))
        .Refused(SamlError.DigestMismatch);

    private static ResponseScenario Named(SignedParts parts) => (ResponseScenario.Entra with { Parts = parts }).With(o => o with { NameId = Whole });
}
