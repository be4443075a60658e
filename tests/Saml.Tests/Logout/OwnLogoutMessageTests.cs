using System.Text;
using System.Xml;
using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Logout;

/// <summary>What we send about logout is what its schema says, and signed so that others, and we ourselves, can verify it.</summary>
public sealed class OwnLogoutMessageTests
{
    private const string IdpSlo = "https://idp.example/slo";

    private static readonly LogoutRequest Request = new()
    {
        Id = "_id",
        IssueInstant = ResponseScenario.Now,
        Destination = IdpSlo,
        Issuer = ResponseScenario.EntityId,
        NameId = new NameId("<n>&\"", SamlUris.PersistentNameId, "q1", "q2"),
        SessionIndex = "s&1",
    };

    private static readonly LogoutResponse Response = new()
    {
        Id = "_id",
        IssueInstant = ResponseScenario.Now,
        Destination = IdpSlo,
        Issuer = ResponseScenario.EntityId,
        InResponseTo = LogoutScenario.OurRequestId,
    };

    /// <summary>We, seen by somebody who speaks as an IdP does.</summary>
    private static LogoutExpectations Mirror(ServiceProviderKey key)
    {
        Assert.True(IdpSigningKey.TryCreate(Convert.FromBase64String(key.CertificateBase64), out IdpSigningKey? ours, out _));
        return new() { IdentityProvider = new IdentityProvider(ResponseScenario.EntityId, [ours]), Destination = IdpSlo, RequestId = LogoutScenario.OurRequestId };
    }

    public static TheoryData<bool, bool> KeysAndBindings => new MatrixTheoryData<bool, bool>([true, false], [true, false]);

    [Theory]
    [MemberData(nameof(KeysAndBindings))]
    public void Our_request_and_our_answer_are_accepted_by_our_own_checks(bool isRsa, bool isPost)
    {
        using ServiceProviderKey key = TestKeys.Own(isRsa ? TestKeys.Rsa : TestKeys.P256);
        Assert.True(
            LogoutVerifier.TryVerifyRequest(
                isPost ? Posted(true, Request.ToXml(), key) : Sent(RedirectBinding.CreateRequestUrl(IdpSlo, Request.ToXml(), "st te", key, null)), Mirror(key), ResponseScenario.Now, out VerifiedLogoutRequest? request, out SamlFailure? failure),
            failure?.Detail);
        Assert.Equal((Request.NameId, "s&1"), (request.NameId, Assert.Single(request.SessionIndexes)));

        string relayState = new('r', 200);
        LogoutMessage message = isPost ? Posted(false, Response.ToXml(), key) : Sent(RedirectBinding.CreateResponseUrl(IdpSlo + "?p=1", Response.ToXml(), relayState, key));
        Assert.False(message.IsRequest);
        Assert.Equal(isPost ? null : relayState, message.RelayState);
        Assert.True(LogoutVerifier.TryVerifyResponse(message, Mirror(key), ResponseScenario.Now, out VerifiedLogoutResponse? response, out failure), failure?.Detail);
        Assert.True(response.IsComplete);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Others_verify_what_we_post(bool isRsa)
    {
        using ServiceProviderKey key = TestKeys.Own(isRsa ? TestKeys.Rsa : TestKeys.P256);
        await OwnMessage.IsSignedAsync(Convert.FromBase64String(PostBinding.CreateFieldValue(Request.ToXml(), key)), isRsa ? TestKeys.Rsa : TestKeys.P256, position: 1);
        await OwnMessage.IsSignedAsync(Convert.FromBase64String(PostBinding.CreateFieldValue(Response.ToXml(), key)), isRsa ? TestKeys.Rsa : TestKeys.P256, position: 1);
    }

    [Fact]
    public void The_request_names_the_person_exactly_as_the_identity_provider_did()
    {
        XmlElement root = OwnMessage.Load(Request.ToXml());
        Assert.Equal((SamlUris.Protocol, "LogoutRequest", "2.0", "_id", IdpSlo), (root.NamespaceURI, root.LocalName, root.GetAttribute("Version"), root.GetAttribute("ID"), root.GetAttribute("Destination")));
        Assert.Equal(["Issuer", "NameID", "SessionIndex"], OwnMessage.Children(root));
        var name = (XmlElement)root.ChildNodes[1]!;
        Assert.Equal(
            (SamlUris.Assertion, "<n>&\"", SamlUris.PersistentNameId, "q1", "q2"),
            (name.NamespaceURI, name.InnerText, name.GetAttribute("Format"), name.GetAttribute("NameQualifier"), name.GetAttribute("SPNameQualifier")));

        root = OwnMessage.Load((Request with { NameId = new NameId("n", null, null, null), SessionIndex = null }).ToXml());
        Assert.Equal(["Issuer", "NameID"], OwnMessage.Children(root));
        Assert.DoesNotContain(((XmlElement)root.ChildNodes[1]!).Attributes.OfType<XmlAttribute>(), a => a.Prefix != "xmlns");
    }

    [Fact]
    public void The_answer_says_whether_all_of_it_worked()
    {
        XmlElement root = OwnMessage.Load(Response.ToXml());
        Assert.Equal((SamlUris.Protocol, "LogoutResponse", LogoutScenario.OurRequestId), (root.NamespaceURI, root.LocalName, root.GetAttribute("InResponseTo")));
        Assert.Equal(["Issuer", "Status"], OwnMessage.Children(root));
        Assert.Equal(SamlUris.Success, ((XmlElement)root.LastChild!.FirstChild!).GetAttribute("Value"));

        var code = (XmlElement)OwnMessage.Load((Response with { IsPartial = true }).ToXml()).LastChild!.FirstChild!;
        Assert.Equal((SamlUris.Responder, "urn:oasis:names:tc:SAML:2.0:status:PartialLogout"), (code.GetAttribute("Value"), ((XmlElement)code.FirstChild!).GetAttribute("Value")));
    }

    private static LogoutMessage Posted(bool isRequest, byte[] xml, ServiceProviderKey key)
    {
        Assert.True(LogoutMessage.TryReadForm(isRequest, Encoding.ASCII.GetBytes(PostBinding.CreateFieldValue(xml, key)), null, out LogoutMessage? message, out _));
        return message;
    }

    private static LogoutMessage Sent(string url)
    {
        Assert.True(LogoutMessage.TryReadQuery(url[(url.IndexOf('?', StringComparison.Ordinal) + 1)..], out LogoutMessage? message, out SamlFailure? failure), failure?.Detail);
        return message;
    }
}
