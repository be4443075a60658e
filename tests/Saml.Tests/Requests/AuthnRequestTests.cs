using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Requests;

/// <summary>The request says what Entra wants to hear, in the order of the schema, and nothing more.</summary>
public sealed class AuthnRequestTests
{
    [Fact]
    public void It_says_only_what_is_needed()
    {
        XmlElement root = Load(Request());

        Assert.Equal((SamlUris.Protocol, "AuthnRequest"), (root.NamespaceURI, root.LocalName));
        Assert.Equal(
            ["AssertionConsumerServiceURL", "Destination", "ID", "IssueInstant", "ProtocolBinding", "Version"],
            root.Attributes.OfType<XmlAttribute>().Where(a => a.Prefix != "xmlns").Select(a => a.Name));
        Assert.Equal("2.0", root.GetAttribute("Version"));
        Assert.Equal("_id", root.GetAttribute("ID"));
        Assert.Equal("https://idp.example/sso?a=1&b=\"2\"", root.GetAttribute("Destination"));
        Assert.Equal("2026-11-22T12:00:00.000Z", root.GetAttribute("IssueInstant"));
        Assert.Equal(ResponseScenario.Acs, root.GetAttribute("AssertionConsumerServiceURL"));
        Assert.Equal(SamlUris.PostBinding, root.GetAttribute("ProtocolBinding"));
        XmlElement issuer = Assert.Single(root.ChildNodes.OfType<XmlElement>());
        Assert.Equal((SamlUris.Assertion, "Issuer", ResponseScenario.EntityId + "<&>"), (issuer.NamespaceURI, issuer.LocalName, issuer.InnerText));
        Assert.Equal("xmlns:saml", Assert.Single(issuer.Attributes.OfType<XmlAttribute>()).Name);
    }

    [Fact]
    public void It_asks_for_a_name_id_format_only_when_told_to()
    {
        XmlElement root = Load(Request() with { NameIdFormat = NameIdFormats.EmailAddress });
        Assert.Equal(["Issuer", "NameIDPolicy"], root.ChildNodes.OfType<XmlElement>().Select(e => e.LocalName));
        XmlElement policy = root.ChildNodes.OfType<XmlElement>().Last();
        Assert.Equal((SamlUris.Protocol, NameIdFormats.EmailAddress), (policy.NamespaceURI, policy.GetAttribute("Format")));
        Assert.Equal("true", policy.GetAttribute("AllowCreate"));
        Assert.Equal(2, policy.Attributes.Count);
    }

    [Fact]
    public void Instants_go_out_in_utc() =>
        Assert.Equal("2026-11-22T10:00:00.000Z", Load(Request() with { IssueInstant = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.FromHours(2)) }).GetAttribute("IssueInstant"));

    [Fact]
    public void Ids_are_legal_and_do_not_repeat()
    {
        string[] ids = [.. Enumerable.Range(0, 1000).Select(_ => MessageId.Create())];
        Assert.All(ids, id => Assert.Matches(new Regex("^_[0-9a-f]{40}$"), id));
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    private static AuthnRequest Request() => new()
    {
        Id = "_id",
        IssueInstant = ResponseScenario.Now,
        Destination = "https://idp.example/sso?a=1&b=\"2\"",
        Issuer = ResponseScenario.EntityId + "<&>",
        AssertionConsumerUrl = ResponseScenario.Acs,
    };

    private static XmlElement Load(AuthnRequest request)
    {
        var document = new XmlDocument { XmlResolver = null };
        document.LoadXml(Encoding.UTF8.GetString(request.ToXml()));
        return document.DocumentElement!;
    }
}
