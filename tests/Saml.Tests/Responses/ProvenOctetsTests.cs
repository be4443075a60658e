using System.Text;
using LocalIdp;
using Saml.Encryption;
using Saml.Signatures;
using Saml.Tests.Support;
using Saml.Xml;

namespace Saml.Tests.Responses;

/// <summary>
/// Facts are read out of octets that were signed, never out of the document that was received. The rules of documents see to it that
/// both say the same, so that no message can show the difference; these tests look inside.
/// </summary>
public sealed class ProvenOctetsTests
{
    public static TheoryData<SignedParts, bool> Shapes => new MatrixTheoryData<SignedParts, bool>([SignedParts.Assertion, SignedParts.Response, SignedParts.Both], [false, true]);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void An_assertion_is_read_from_signed_octets_whoever_vouches(SignedParts parts, bool isEncrypted)
    {
        ResponseScenario scenario = (ResponseScenario.Entra with { Parts = parts }).After("</NameID>", isEncrypted ? "</NameID>" : "<!-- in transit --></NameID>");
        if (isEncrypted)
        {
            scenario = (ResponseScenario.Entra with { Parts = parts }).Encrypted(new HandEncryptor { Plaintext = xml => Edit.Once(xml, "</NameID>", "<!-- in transit --></NameID>") });
        }

        using XmlTree tree = Parse(scenario.Xml());
        Assert.True(ResponseShape.TryRead(new XmlElement(tree, tree.Root), out ResponseShape received, out _));
        using SignedElement? signed = received.Signature is { } signature ? Verify(received.Response, signature) : null;
        SignedResponse? vouching = null;
        if (signed is not null)
        {
            Assert.True(ResponseShape.TryRead(signed.Root, out ResponseShape shape, out _));
            vouching = new SignedResponse(signed, shape);
        }

        Assert.True(ProvenAssertion.TryProve(received, vouching, scenario.Expected, scenario.Clock, null, out ProvenAssertion? proven, out SamlFailure? failure), failure?.Detail);
        using (proven)
        {
            XmlElement assertion = proven.Assertion.Element;
            Assert.NotSame(tree, assertion.Tree);
            Assert.True(assertion.Is(XmlNamespaces.Assertion, "Assertion"u8));
            Assert.DoesNotContain(Below(assertion), e => e.Is(XmlNamespaces.Signature, "Signature"u8));
            // Comments are not signed: what still has one was not read from signed octets. Ciphertext is, with all that is in it.
            bool isCovered = !isEncrypted || parts != SignedParts.Response;
            Assert.Equal(isCovered, !Nodes(assertion).Any(n => n == XmlNodeKind.Comment));
        }
    }

    [Fact]
    public void What_is_not_in_signed_octets_is_no_part_of_them()
    {
        using XmlTree tree = Parse(ResponseScenario.SignedResponse.Xml());
        Assert.True(ResponseShape.TryRead(new XmlElement(tree, tree.Root), out ResponseShape received, out _));
        using SignedElement signed = Verify(received.Response, received.Signature!.Value);
        Assert.Throws<ArgumentException>(() => ProvenElement.Within(signed, received.Assertion!.Value, received.Assertion!.Value));

        using XmlTree encrypted = Parse(ResponseScenario.SignedResponse.Encrypted(new HandEncryptor()).Xml());
        Assert.True(ResponseShape.TryRead(new XmlElement(encrypted, encrypted.Root), out ResponseShape ciphertext, out _));
        Assert.True(Decryptor.TryDecrypt(ciphertext.EncryptedAssertion!.Value, null, TestKeys.OurKeys, out DecryptedElement? plaintext, out _));
        using (plaintext)
        {
            Assert.Throws<ArgumentException>(() => ProvenElement.Decrypted(signed, ciphertext.EncryptedAssertion!.Value, plaintext));
        }
    }

    [Fact]
    public void A_posted_logout_request_is_read_from_signed_octets()
    {
        LogoutScenario scenario = LogoutScenario.Request with { IsPost = true, InTransit = xml => Edit.Once(xml, "</NameID>", "<!-- in transit --></NameID>") };
        using XmlTree tree = Parse(scenario.Document());
        Assert.True(LogoutProof.TryProve(scenario.Read(), tree, scenario.Expected, signatureNeeded: true, scenario.Clock, out ProvenElement? proven, out SignedElement? signed, out _));
        using (signed)
        {
            Assert.NotSame(tree, proven!.Value.Element.Tree);
            Assert.DoesNotContain(Nodes(proven.Value.Element), n => n == XmlNodeKind.Comment);
            Assert.DoesNotContain(Below(proven.Value.Element), e => e.Is(XmlNamespaces.Signature, "Signature"u8));
        }
    }

    [Fact]
    public void A_logout_message_that_nobody_signed_proves_nothing()
    {
        LogoutScenario scenario = LogoutScenario.Response with { IsPost = true, Signer = null };
        using XmlTree tree = Parse(scenario.Document());
        Assert.True(LogoutProof.TryProve(scenario.Read(), tree, scenario.Expected, signatureNeeded: false, scenario.Clock, out ProvenElement? proven, out SignedElement? signed, out _));
        Assert.Null(proven);
        Assert.Null(signed);
    }

    private static SignedElement Verify(XmlElement element, XmlElement signature)
    {
        Assert.True(SignatureVerifier.TryVerify(element, signature, TestKeys.Trusted, XmlLimits.Canonical, out SignedElement? signed, out SamlFailure? failure), failure?.Detail);
        return signed;
    }

    private static XmlTree Parse(string xml)
    {
        byte[] octets = Encoding.UTF8.GetBytes(xml);
        Assert.True(XmlParser.TryParse(octets, octets.Length, XmlLimits.Message, out XmlTree? tree, out SamlFailure? failure), failure?.Detail);
        return tree;
    }

    private static IEnumerable<XmlNodeKind> Nodes(XmlElement element) =>
        Enumerable.Range(element.Index, element.Tree.Node(element.Index).End - element.Index).Select(i => element.Tree.Node(i).Kind);

    private static IEnumerable<XmlElement> Below(XmlElement element) =>
        Enumerable.Range(element.Index, element.Tree.Node(element.Index).End - element.Index)
            .Where(i => element.Tree.Node(i).Kind == XmlNodeKind.Element).Select(i => new XmlElement(element.Tree, i));
}
