using System.Text;
using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Encryption;

/// <summary>Every algorithm on the allow-list and every legal shape decrypts to the facts that were encrypted.</summary>
public sealed class AcceptedEncryptionTests
{
    private static readonly string[] Ciphers =
        [HandEncryptor.Aes128Gcm, HandEncryptor.Aes192Gcm, HandEncryptor.Aes256Gcm, HandEncryptor.Aes128Cbc, HandEncryptor.Aes192Cbc, HandEncryptor.Aes256Cbc];

    private static readonly (string Transport, string? Digest, string? Mask)[] Transports =
    [
        .. new[] { null, HandEncryptor.Sha1, HandEncryptor.Sha256 }.Select(digest => (HandEncryptor.OaepMgf1p, digest, (string?)null)),
        .. from digest in new[] { null, HandEncryptor.Sha1, HandEncryptor.Sha256 }
           from mask in new[] { null, HandEncryptor.MgfSha1, HandEncryptor.MgfSha256 }
           select (HandEncryptor.Oaep11, digest, mask),
    ];

    private static readonly Dictionary<string, HandEncryptor> Combinations = (
        from content in Ciphers
        from transport in Transports
        select new HandEncryptor { Content = content, Transport = transport.Transport, Digest = transport.Digest, Mask = transport.Mask }).ToDictionary(e => e.ToString());

    public static TheoryData<string> Names => [.. Combinations.Keys];

    public static TheoryData<string, SignedParts> FrameworkCiphers => new MatrixTheoryData<string, SignedParts>(
        [HandEncryptor.Aes128Cbc, HandEncryptor.Aes192Cbc, HandEncryptor.Aes256Cbc], [SignedParts.Assertion, SignedParts.Response, SignedParts.Both]);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_combination_of_algorithms(string name) => Same(ResponseScenario.Entra, ResponseScenario.Entra.Encrypted(Combinations[name]));

    [Fact]
    public void There_are_seventy_two_combinations() => Assert.Equal(72, Combinations.Count);

    [Theory]
    [MemberData(nameof(FrameworkCiphers))]
    public void What_the_framework_encrypts(string cipher, SignedParts parts)
    {
        ResponseScenario plain = ResponseScenario.Entra with { Parts = parts };
        Same(plain, plain.EncryptedBy(xml => AssertionEncryptor.Encrypt(xml, TestKeys.ServiceProvider, cipher)));
    }

    [Theory]
    [InlineData(SignedParts.Assertion)]
    [InlineData(SignedParts.Response)]
    [InlineData(SignedParts.Both)]
    public void The_signature_inside_outside_and_both(SignedParts parts)
    {
        ResponseScenario plain = ResponseScenario.Entra with { Parts = parts };
        foreach (string cipher in Ciphers)
        {
            Same(plain, plain.Encrypted(new HandEncryptor { Content = cipher }));
        }
    }

    [Theory]
    [InlineData(HandEncryptor.Sha384, HandEncryptor.MgfSha384)]
    [InlineData(HandEncryptor.Sha512, HandEncryptor.MgfSha512)]
    [InlineData(HandEncryptor.Sha512, null)]
    [InlineData(HandEncryptor.Sha384, HandEncryptor.MgfSha512)]
    public void The_longer_hashes(string digest, string? mask) =>
        Same(ResponseScenario.Entra, ResponseScenario.Entra.Encrypted(new HandEncryptor { Transport = HandEncryptor.Oaep11, Digest = digest, Mask = mask }));

    [Theory]
    [InlineData("", HandEncryptor.Sha1, null)]
    [InlineData("label", HandEncryptor.Sha1, null)]
    [InlineData("label", HandEncryptor.Sha256, HandEncryptor.MgfSha256)]
    [InlineData("label", HandEncryptor.Sha256, HandEncryptor.MgfSha1)]
    public void A_label(string label, string digest, string? mask)
    {
        var labelled = new HandEncryptor { Transport = HandEncryptor.Oaep11, Digest = digest, Mask = mask, Label = Encoding.UTF8.GetBytes(label) };
        Same(ResponseScenario.Entra, ResponseScenario.Entra.Encrypted(labelled));
        ResponseScenario.Entra.Encrypted(labelled with
        {
            Label = [1],
            Element = xml => Edit.Once(xml, "<xenc:OAEPparams>AQ==</xenc:OAEPparams>", "<xenc:OAEPparams>Ag==</xenc:OAEPparams>"),
        }).Refused(SamlError.DecryptionFailed);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" Type=\"http://www.w3.org/2001/04/xmlenc#EncryptedKey\"")]
    public void A_reference_to_the_key_beside_the_data(string type)
    {
        foreach (ResponseScenario scenario in new[] { ResponseScenario.Entra, ResponseScenario.SignedResponse, ResponseScenario.SignedBoth })
        {
            Same(scenario, scenario.Encrypted(HandEncryptor.WithReference("#_key", type)));
        }
    }

    [Theory]
    [InlineData("http://www.w3.org/2001/04/xmlenc#rsa-1_5")]
    [InlineData("http://www.w3.org/2001/04/xmlenc#kw-aes256")]
    public void Another_recipients_key_in_a_way_that_we_do_not_know(string transport) => Same(ResponseScenario.Entra, ResponseScenario.Entra.Encrypted(new HandEncryptor
    {
        Recipients = [TestKeys.Attacker, TestKeys.ServiceProvider],
        Element = xml => Edit.First(xml, HandEncryptor.OaepMgf1p, transport),
    }));

    [Fact]
    public void Keys_beside_the_data() => Same(ResponseScenario.Entra, ResponseScenario.Entra.Encrypted(new HandEncryptor { KeysBeside = true }));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_of_several_recipients(bool beside) => ResponseScenario.Entra
        .Encrypted(new HandEncryptor { KeysBeside = beside, Recipients = [TestKeys.Attacker, TestKeys.ServiceProvider, TestKeys.Rsa] }).Accepted();

    [Fact]
    public void The_second_of_two_decryption_keys() => ResponseScenario.Entra.Encrypted(new HandEncryptor { Recipients = [TestKeys.OldServiceProvider] }).Accepted();

    [Theory]
    [InlineData(HandEncryptor.Sha256, null)]
    [InlineData(HandEncryptor.Sha1, HandEncryptor.MgfSha256)]
    public void The_second_of_two_decryption_keys_with_mixed_hashes(string digest, string? mask) => ResponseScenario.Entra
        .Encrypted(new HandEncryptor { Recipients = [TestKeys.OldServiceProvider], Transport = HandEncryptor.Oaep11, Digest = digest, Mask = mask }).Accepted();

    [Fact]
    public void Elliptic_curve_keys_of_ours_are_passed_over()
    {
        using ServiceProviderKey signing = TestKeys.Own(TestKeys.P256);
        ResponseScenario.Entra.Expecting(e => e with { DecryptionKeys = [signing, .. TestKeys.OurKeys] }).Encrypted(new HandEncryptor()).Accepted();
    }

    [Theory]
    [InlineData("a type", "Type=\"http://www.w3.org/2001/04/xmlenc#Element\"", "")]
    [InlineData("more attributes", "<xenc:EncryptedData ", "<xenc:EncryptedData Id=\"_d\" MimeType=\"text/xml\" Encoding=\"x\" ")]
    [InlineData("a key size", "aes256-gcm\"/>", "aes256-gcm\"><xenc:KeySize>256</xenc:KeySize></xenc:EncryptionMethod>")]
    [InlineData("the key's size", "rsa-oaep-mgf1p\">", "rsa-oaep-mgf1p\"><xenc:KeySize>2048</xenc:KeySize>")]
    [InlineData("hints at the key", "<xenc:EncryptedKey ", "<ds:KeyName xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">k</ds:KeyName><xenc:EncryptedKey Recipient=\"r\" ")]
    [InlineData("remarks", "</xenc:EncryptedData>", "<xenc:EncryptionProperties><xenc:EncryptionProperty/></xenc:EncryptionProperties></xenc:EncryptedData>")]
    [InlineData("remarks on the key", "</xenc:EncryptedKey>", "<xenc:EncryptionProperties><xenc:EncryptionProperty/></xenc:EncryptionProperties><xenc:ReferenceList><xenc:DataReference URI=\"#_d\"/></xenc:ReferenceList><xenc:CarriedKeyName>k</xenc:CarriedKeyName></xenc:EncryptedKey>")]
    [InlineData("the recipient's certificate", "</xenc:EncryptionMethod><xenc:CipherData>", "</xenc:EncryptionMethod><ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:X509Data/></ds:KeyInfo><xenc:CipherData>")]
    public void Legal_ornaments(string what, string old, string @new)
    {
        Assert.NotEmpty(what);
        ResponseScenario.Entra.Encrypted(new HandEncryptor { Element = xml => Edit.Once(xml, old, @new) }).Accepted();
    }

    [Fact]
    public void Comments_and_white_space_around_the_plaintext() => ResponseScenario.SignedBoth
        .Encrypted(new HandEncryptor { Plaintext = xml => "\r\n<!-- before --> " + xml + " <?after this?>\n" }).Accepted();

    public static TheoryData<int> Lengths => [.. Enumerable.Range(1, 17)];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Every_length_of_padding(int length)
    {
        ResponseScenario scenario = ResponseScenario.Entra.With(o => o with { NameId = new string('n', length) });
        scenario.Encrypted(new HandEncryptor { Content = HandEncryptor.Aes128Cbc }).Accepted();
        // As PKCS #7 and as ANSI X9.23 pad: only the last octet counts.
        scenario.Encrypted(new HandEncryptor { Content = HandEncryptor.Aes128Cbc, Padding = missing => [.. Enumerable.Repeat((byte)missing, missing)] }).Accepted();
        scenario.Encrypted(new HandEncryptor { Content = HandEncryptor.Aes128Cbc, Padding = missing => [.. new byte[missing - 1], (byte)missing] }).Accepted();
    }

    [Fact]
    public void Prefixes_that_are_declared_around_the_ciphertext() => ResponseScenario.Entra.Encrypted(new HandEncryptor
    {
        Plaintext = xml => Edit.First(xml, $" xmlns=\"{SamlUris.Assertion}\"", ""),
        Element = xml => Edit.First(xml, "<saml:EncryptedAssertion ", $"<saml:EncryptedAssertion xmlns=\"{SamlUris.Assertion}\" "),
    }).Accepted();

    [Theory]
    [InlineData(SignedParts.Assertion)]
    [InlineData(SignedParts.Response)]
    [InlineData(SignedParts.Both)]
    public void Prefixes_that_only_the_plaintext_uses_and_that_the_responses_signature_therefore_drops(SignedParts parts)
    {
        VerifiedResponse response = (ResponseScenario.Entra with { Parts = parts })
            .With(o => o.WithAttribute("typed", "PLACEHOLDER"))
            .Before("<AttributeValue>PLACEHOLDER", "<AttributeValue xsi:type=\"xs:string\" e:ext=\"1\">PLACEHOLDER")
            .Before("<samlp:Response ", "<samlp:Response xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:e=\"urn:a&amp;b&quot;\" ")
            .Encrypted(new HandEncryptor()).Accepted();
        Assert.Equal(["PLACEHOLDER"], response.Attributes.Single(a => a.Name == "typed").Values);
    }

    private static void Same(ResponseScenario plain, ResponseScenario encrypted) =>
        Assert.Equal(Facts.Of(plain.Accepted()), Facts.Of(encrypted.Accepted()));
}
