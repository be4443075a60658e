using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Encryption;

/// <summary>A name and attributes that are encrypted by themselves, inside an assertion that is signed.</summary>
public sealed class EncryptedPartTests
{
    [Theory]
    [InlineData(SignedParts.Assertion)]
    [InlineData(SignedParts.Response)]
    [InlineData(SignedParts.Both)]
    public void An_encrypted_name(SignedParts parts)
    {
        ResponseScenario plain = ResponseScenario.Entra with { Parts = parts };
        Assert.Equal(Facts.Of(plain.Accepted()), Facts.Of(plain.Before(Name(new HandEncryptor())).Accepted()));
    }

    [Theory]
    [InlineData(HandEncryptor.Aes128Cbc)]
    [InlineData(HandEncryptor.Aes256Gcm)]
    public void Encrypted_attributes_keep_their_order_and_stand_among_plain_ones(string cipher)
    {
        ResponseScenario plain = WithAttributes(6);
        VerifiedResponse response = plain.Before(Attributes(new HandEncryptor { Content = cipher }, 3)).Accepted();
        Assert.Equal(plain.Accepted().Attributes.Select(a => (a.Name, a.Values[0])), response.Attributes.Select(a => (a.Name, a.Values[0])));
    }

    [Fact]
    public void Both_inside_an_encrypted_assertion() =>
        Assert.Equal(
            Facts.Of(WithAttributes(2).Accepted()),
            Facts.Of(WithAttributes(2).Before(Name(new HandEncryptor())).Before(Attributes(new HandEncryptor(), 2)).Encrypted(new HandEncryptor()).Accepted()));

    /// <summary>Exclusive canonicalisation drops what nothing outside of the ciphertext uses.</summary>
    [Theory]
    [InlineData("<samlp:Response ", SignedParts.Assertion)]
    [InlineData("<samlp:Response ", SignedParts.Response)]
    [InlineData("<Assertion ", SignedParts.Assertion)]
    [InlineData("<Assertion ", SignedParts.Both)]
    [InlineData("<AttributeStatement>", SignedParts.Assertion)]
    [InlineData("<AttributeStatement>", SignedParts.Response)]
    public void Prefixes_that_are_declared_around_an_encrypted_part(string place, SignedParts parts)
    {
        string start = place.TrimEnd(' ', '>');
        ResponseScenario typed = WithAttributes(3).Before("value2", "typed")
            .Before("<AttributeValue>typed", "<AttributeValue xsi:type=\"xs:string\" e:x=\"1\">typed")
            .Before(xml => Edit.First(xml, start, $"{start} xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:e=\"urn:e\""));
        ResponseScenario encrypted = (typed with { Parts = parts }).Before(Attributes(new HandEncryptor(), 3));
        Assert.Equal(["value0", "value1", "typed"], encrypted.Accepted().Attributes.Select(a => a.Values.Single()));
        if (parts == SignedParts.Assertion && place != "<samlp:Response ")
        {
            Assert.Equal(3, encrypted.Encrypted(new HandEncryptor()).Accepted().Attributes.Count);
        }
    }

    /// <summary>Nobody signed those declarations, so none of them can make an attribute of what the IdP did not call one.</summary>
    [Fact]
    public void A_prefix_declared_around_a_signed_part_never_means_saml() => ResponseScenario.Entra
        .Before(Name(new HandEncryptor { Plaintext = _ => "<other:NameID>n</other:NameID>" }))
        .After("<Assertion ", $"<Assertion xmlns:other=\"{SamlUris.Assertion}\" ").Refused(SamlError.DecryptionFailed);

    [Fact]
    public void The_old_key_decrypts_names_too() => ResponseScenario.Entra.Before(Name(new HandEncryptor { Recipients = [TestKeys.OldServiceProvider], KeysBeside = true })).Accepted();

    [Fact]
    public void Sixteen_encrypted_attributes_and_not_seventeen()
    {
        Assert.Equal(16, WithAttributes(16).Before(Attributes(new HandEncryptor(), 16)).Accepted().Attributes.Count);
        WithAttributes(17).Before(Attributes(new HandEncryptor(), 17)).Refused(SamlError.SchemaViolation);
        WithAttributes(16).Before(Attributes(new HandEncryptor(), 16)).Before(Name(new HandEncryptor())).Refused(SamlError.SchemaViolation);
    }

    [Fact]
    public void Without_a_key_they_are_refused_and_not_passed_over()
    {
        ResponseScenario keyless = WithAttributes(1).Expecting(e => e with { DecryptionKeys = [] });
        keyless.Before(Name(new HandEncryptor())).Refused(SamlError.AssertionEncrypted);
        keyless.Before(Attributes(new HandEncryptor(), 1)).Refused(SamlError.AssertionEncrypted);
    }

    [Fact]
    public void With_a_wrong_key_they_are_refused()
    {
        WithAttributes(1).Before(Name(new HandEncryptor { Recipients = [TestKeys.Attacker] })).Refused(SamlError.DecryptionFailed);
        WithAttributes(1).Before(Attributes(new HandEncryptor { Recipients = [TestKeys.Attacker] }, 1)).Refused(SamlError.DecryptionFailed);
    }

    [Theory]
    [InlineData("an attribute", "<Attribute Name=\"a\"><AttributeValue>v</AttributeValue></Attribute>", SamlError.SchemaViolation)]
    [InlineData("an assertion", "<Assertion/>", SamlError.SchemaViolation)]
    [InlineData("a name of another namespace", "<NameID xmlns=\"urn:x\">n</NameID>", SamlError.SchemaViolation)]
    [InlineData("a base ID", "<BaseID/>", SamlError.SchemaViolation)]
    [InlineData("a name with an element in it", "<NameID>n<x/></NameID>", SamlError.SchemaViolation)]
    [InlineData("an encrypted name again", "<EncryptedID/>", SamlError.SchemaViolation)]
    [InlineData("two names", "<NameID>a</NameID><NameID>b</NameID>", SamlError.DecryptionFailed)]
    [InlineData("a way out", "<NameID>a</NameID></x><x>", SamlError.DecryptionFailed)]
    [InlineData("a document type", "<!DOCTYPE a><NameID>a</NameID>", SamlError.DecryptionFailed)]
    [InlineData("no element", "name", SamlError.DecryptionFailed)]
    public void An_encrypted_name_that_is_something_else(string what, string plaintext, SamlError error)
    {
        Assert.NotEmpty(what);
        ResponseScenario.Entra.Before(Name(new HandEncryptor { Plaintext = _ => plaintext })).Refused(error);
        ResponseScenario.Entra.Before(Name(new HandEncryptor { Plaintext = _ => plaintext })).Encrypted(new HandEncryptor()).Refused(SamlError.DecryptionFailed);
    }

    [Theory]
    [InlineData("a name", "<NameID>n</NameID>", SamlError.SchemaViolation)]
    [InlineData("an attribute without a name", "<Attribute/>", SamlError.SchemaViolation)]
    [InlineData("an attribute of another namespace", "<Attribute xmlns=\"urn:x\" Name=\"a\"/>", SamlError.SchemaViolation)]
    [InlineData("an encrypted attribute again", "<EncryptedAttribute/>", SamlError.SchemaViolation)]
    [InlineData("two attributes", "<Attribute Name=\"a\"/><Attribute Name=\"b\"/>", SamlError.DecryptionFailed)]
    [InlineData("a comment", "<!-- -->", SamlError.DecryptionFailed)]
    public void An_encrypted_attribute_that_is_something_else(string what, string plaintext, SamlError error)
    {
        Assert.NotEmpty(what);
        WithAttributes(1).Before(Attributes(new HandEncryptor { Plaintext = _ => plaintext }, 1)).Refused(error);
    }

    [Theory]
    [InlineData("http://www.w3.org/2001/04/xmlenc#rsa-1_5")]
    [InlineData("http://www.w3.org/2001/04/xmlenc#kw-tripledes")]
    public void An_encrypted_name_under_a_transport_off_the_list(string transport) =>
        ResponseScenario.Entra.Before(Name(new HandEncryptor { Element = xml => Edit.Once(xml, HandEncryptor.OaepMgf1p, transport) })).Refused(SamlError.AlgorithmRefused);

    [Fact]
    public void A_comment_in_an_encrypted_name_does_not_cut_it() =>
        Assert.Equal(
            ResponseScenario.NameIdValue + ".evil",
            ResponseScenario.Entra.Before(Name(new HandEncryptor { Plaintext = xml => Edit.Once(xml, "</NameID>", "<!-- -->.evil</NameID>") })).Accepted().NameId!.Value);

    [Fact]
    public void A_name_exchanged_for_another_ciphertext_breaks_the_signature() => ResponseScenario.Entra.Before(Name(new HandEncryptor()))
        .After(xml => Edit.Once(xml, Edit.Cut(xml, "<saml:EncryptedID", "</saml:EncryptedID>"), new HandEncryptor().Encrypt("<NameID>evil</NameID>", "EncryptedID"))).Refused(SamlError.DigestMismatch);

    private static ResponseScenario WithAttributes(int count) =>
        ResponseScenario.Entra.With(o => o with { Attributes = [.. Enumerable.Range(0, count).Select(i => new SamlClaim($"name{i}", $"value{i}"))] });

    private static Func<string, string> Name(HandEncryptor encryptor) => xml =>
    {
        string name = Edit.Cut(xml, "<NameID", "</NameID>");
        return Edit.Once(xml, name, encryptor.Encrypt(name, "EncryptedID"));
    };

    private static Func<string, string> Attributes(HandEncryptor encryptor, int count) => xml =>
    {
        for (; count > 0; count--)
        {
            string attribute = Edit.Cut(xml, "<Attribute ", "</Attribute>");
            xml = Edit.Once(xml, attribute, encryptor.Encrypt(attribute, "EncryptedAttribute"));
        }

        return xml;
    };
}
