using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Encryption;

/// <summary>What is not on the allow-list, or not the one legal shape, is refused before any cryptography, with a code of its own.</summary>
public sealed class RefusedShapeTests
{
    private const string KeyInfoEnd = "</ds:KeyInfo>";

    [Theory]
    [InlineData("http://www.w3.org/2001/04/xmlenc#tripledes-cbc")]
    [InlineData("http://www.w3.org/2001/04/xmlenc#aes256-gcm")]
    [InlineData("http://www.w3.org/2001/04/xmlenc#AES256-CBC")]
    [InlineData("urn:none")]
    [InlineData("")]
    public void A_content_cipher_off_the_list(string uri) => Refused(SamlError.AlgorithmRefused, xml => Edit.Once(xml, HandEncryptor.Aes256Gcm, uri));

    [Theory]
    [InlineData("http://www.w3.org/2001/04/xmlenc#rsa-1_5")]
    [InlineData("http://www.w3.org/2001/04/xmlenc#kw-aes256")]
    [InlineData("http://www.w3.org/2009/xmlenc11#ECDH-ES")]
    [InlineData("")]
    public void A_key_transport_off_the_list(string uri) => Refused(SamlError.AlgorithmRefused, xml => Edit.Once(xml, HandEncryptor.OaepMgf1p, uri));

    [Theory]
    [InlineData("http://www.w3.org/2001/04/xmlenc#ripemd160")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#md5")]
    [InlineData("")]
    public void A_digest_off_the_list(string uri) =>
        ResponseScenario.SignedBoth.Encrypted(new HandEncryptor { Transport = HandEncryptor.Oaep11, Digest = uri }).Refused(SamlError.AlgorithmRefused);

    [Theory]
    [InlineData("http://www.w3.org/2009/xmlenc11#mgf1sha224")]
    [InlineData("")]
    public void A_mask_function_off_the_list(string uri) =>
        ResponseScenario.SignedBoth.Encrypted(new HandEncryptor { Transport = HandEncryptor.Oaep11, Mask = uri }).Refused(SamlError.AlgorithmRefused);

    [Fact]
    public void A_mask_function_where_the_transport_names_it_already() =>
        ResponseScenario.SignedBoth.Encrypted(new HandEncryptor { Mask = HandEncryptor.MgfSha1 }).Refused(SamlError.AlgorithmRefused);

    [Theory]
    [InlineData("<xenc:OAEPparams>%%%</xenc:OAEPparams>")]
    [InlineData("<x/>")]
    public void A_parameter_that_cannot_be_read_or_is_not_known(string parameter) =>
        Refused(SamlError.AlgorithmRefused, xml => Edit.Once(xml, "rsa-oaep-mgf1p\">", $"rsa-oaep-mgf1p\">{parameter}"));

    [Theory]
    [InlineData("<ds:RetrievalMethod URI=\"#_key\" Type=\"http://www.w3.org/2001/04/xmlenc#EncryptedKey\"/>")]
    [InlineData("<ds:RetrievalMethod URI=\"http://127.0.0.1:1/key\"/>")]
    [InlineData("<xenc:AgreementMethod Algorithm=\"http://www.w3.org/2009/xmlenc11#ECDH-ES\"/>")]
    public void A_key_that_would_have_to_be_fetched_or_agreed_on(string element)
    {
        Refused(SamlError.AlgorithmRefused, xml => Edit.Once(xml, KeyInfoEnd, element + KeyInfoEnd));
        Refused(SamlError.AlgorithmRefused, xml => Edit.Once(xml, Edit.Cut(xml, "<xenc:EncryptedKey", "</xenc:EncryptedKey>"), element));
    }

    [Theory]
    [InlineData("#_other", "", "")]
    [InlineData("#", "", "")]
    [InlineData("", "", "")]
    [InlineData("http://127.0.0.1:1/#_key", "", "")]
    [InlineData("#_key", " Type=\"http://www.w3.org/2000/09/xmldsig#X509Data\"", "")]
    [InlineData("#_key", "", "<ds:Transforms><ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"/></ds:Transforms>")]
    public void A_reference_to_a_key_that_is_not_there_or_would_be_made_on_the_way(string uri, string attributes, string content)
    {
        ResponseScenario.Entra.Encrypted(HandEncryptor.WithReference(uri, attributes, content)).Refused(SamlError.AlgorithmRefused);
        ResponseScenario.SignedResponse.Encrypted(HandEncryptor.WithReference(uri, attributes, content)).Refused(SamlError.AlgorithmRefused);
    }

    [Fact]
    public void A_reference_to_a_ciphertext_elsewhere()
    {
        const string reference = "<xenc:CipherReference URI=\"http://127.0.0.1:1/secret\"/>";
        Refused(SamlError.AlgorithmRefused, xml => Edit.First(xml, Edit.Cut(xml, "<xenc:CipherValue>", "</xenc:CipherValue>"), reference));
        Refused(SamlError.AlgorithmRefused, xml => xml[..xml.LastIndexOf("<xenc:CipherValue>", StringComparison.Ordinal)] + reference + "</xenc:CipherData></xenc:EncryptedData></saml:EncryptedAssertion>");
    }

    [Theory]
    [InlineData("content instead of an element", "xmlenc#Element\"", "xmlenc#Content\"")]
    [InlineData("no method", "<xenc:EncryptionMethod Algorithm=\"http://www.w3.org/2009/xmlenc11#aes256-gcm\"/>", "")]
    [InlineData("no method of the key", "<xenc:EncryptionMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p\"></xenc:EncryptionMethod>", "")]
    [InlineData("text", "</xenc:EncryptedData>", "text</xenc:EncryptedData>")]
    [InlineData("text beside", "</saml:EncryptedAssertion>", "text</saml:EncryptedAssertion>")]
    [InlineData("a stranger", "</xenc:EncryptedData>", "<x/></xenc:EncryptedData>")]
    [InlineData("a stranger beside", "</saml:EncryptedAssertion>", "<x/></saml:EncryptedAssertion>")]
    [InlineData("a stranger in front", "<xenc:EncryptedData ", "<x/><xenc:EncryptedData ")]
    [InlineData("a second EncryptedData", "</saml:EncryptedAssertion>", "<xenc:EncryptedData xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\"/></saml:EncryptedAssertion>")]
    [InlineData("a key without octets", "</saml:EncryptedAssertion>", "<xenc:EncryptedKey xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\"><xenc:EncryptionMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p\"/></xenc:EncryptedKey></saml:EncryptedAssertion>")]
    public void Another_shape(string what, string old, string @new)
    {
        Assert.NotEmpty(what);
        Refused(SamlError.SchemaViolation, xml => Edit.Once(xml, old, @new));
    }

    [Theory]
    [InlineData("")]
    [InlineData("%%%")]
    [InlineData("QUJD<!-- -->=")]
    [InlineData("<x/>QUJD")]
    public void A_ciphertext_that_is_no_base64(string value) =>
        Refused(SamlError.SchemaViolation, xml => Edit.First(xml, Edit.Cut(xml, "<xenc:CipherValue>", "</xenc:CipherValue>"), $"<xenc:CipherValue>{value}</xenc:CipherValue>"));

    [Fact]
    public void No_key_and_an_empty_container()
    {
        Refused(SamlError.SchemaViolation, xml => Edit.Once(xml, Edit.Cut(xml, "<ds:KeyInfo", KeyInfoEnd), ""));
        Refused(SamlError.SchemaViolation, _ => "<saml:EncryptedAssertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"/>");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Thirteen_wrapped_keys_are_too_many_and_twelve_are_not(bool beside)
    {
        ResponseScenario.Entra.Encrypted(new HandEncryptor { KeysBeside = beside, Recipients = [.. Enumerable.Repeat(TestKeys.ServiceProvider, 12)] }).Accepted();
        ResponseScenario.Entra.Encrypted(new HandEncryptor { KeysBeside = beside, Recipients = [.. Enumerable.Repeat(TestKeys.ServiceProvider, 13)] }).Refused(SamlError.SchemaViolation);
    }

    [Theory]
    [InlineData(null, 12)]
    [InlineData(HandEncryptor.Sha256, 3)]
    public void What_our_keys_do_for_one_message_has_an_end(string? digest, int tries)
    {
        ResponseScenario behindStrangers = ResponseScenario.Entra.Encrypted(new HandEncryptor { Digest = digest, Recipients = [.. Enumerable.Repeat(TestKeys.Attacker, tries - 1), TestKeys.ServiceProvider] });
        behindStrangers.Expecting(e => e with { DecryptionKeys = [TestKeys.OurKeys[0], TestKeys.OurKeys[1]] }).Accepted();
        behindStrangers.Expecting(e => e with { DecryptionKeys = [TestKeys.OurKeys[1], TestKeys.OurKeys[0]] }).Refused(SamlError.DecryptionFailed);
    }

    [Fact]
    public void Nothing_is_decrypted_that_no_browser_waits_for()
    {
        // It could not be decrypted either, and nobody gets to hear of that.
        ResponseScenario undecryptable = ResponseScenario.Entra.Encrypted(new HandEncryptor { Recipients = [TestKeys.Attacker] });
        undecryptable.Refused(SamlError.DecryptionFailed);
        undecryptable.Expecting(e => e with { RequestIds = [] }).Refused(SamlError.InResponseToMismatch);
        undecryptable.After($" InResponseTo=\"{ResponseScenario.RequestId}\"", "").Refused(SamlError.UnsolicitedResponse);
        undecryptable.After($" InResponseTo=\"{ResponseScenario.RequestId}\"", "").Expecting(e => e with { AllowUnsolicited = true }).Refused(SamlError.DecryptionFailed);
    }

    [Fact]
    public void No_key_of_ours_that_can_decrypt()
    {
        using ServiceProviderKey signing = TestKeys.Own(TestKeys.P256);
        ResponseScenario encrypted = ResponseScenario.Entra.Encrypted(new HandEncryptor());
        encrypted.Expecting(e => e with { DecryptionKeys = [] }).Refused(SamlError.AssertionEncrypted);
        encrypted.Expecting(e => e with { DecryptionKeys = [signing] }).Refused(SamlError.AssertionEncrypted);
    }

    [Fact]
    public void Two_encrypted_assertions() => ResponseScenario.Entra.Encrypted(new HandEncryptor()).After(xml =>
    {
        string one = Edit.Cut(xml, "<saml:EncryptedAssertion", "</saml:EncryptedAssertion>");
        return Edit.Once(xml, one, one + one);
    }).Refused(SamlError.AssertionNotUnique);

    [Fact]
    public void A_forged_assertion_beside_an_encrypted_one() => ResponseScenario.Entra.Encrypted(new HandEncryptor())
        .After("<saml:EncryptedAssertion", SamlResponseXml.BuildAssertion(new SamlResponseOptions(ResponseScenario.Now)) + "<saml:EncryptedAssertion").Refused(SamlError.AssertionNotUnique);

    /// <summary>The shape is looked at before the keys are used, whether anybody signed it or not.</summary>
    private static void Refused(SamlError error, Func<string, string> element)
    {
        ResponseScenario.Entra.Encrypted(new HandEncryptor { Element = element }).Refused(error);
        ResponseScenario.SignedResponse.Encrypted(new HandEncryptor { Element = element }).Refused(error);
    }
}
