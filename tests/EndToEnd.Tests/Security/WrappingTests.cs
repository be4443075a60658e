using System.Xml;
using EndToEnd.Tests.Harness;
using LocalIdp;

namespace EndToEnd.Tests.Security;

/// <summary>
/// Signature wrapping: a document that holds what was signed, and beside it what the attacker wants to be read. The engine's own
/// tests have every shape; these prove that the whole way from the form to the session holds.
/// </summary>
public sealed class WrappingTests(SharedApp shared)
{
    private const string Victim = "admin@contoso.com";

    private readonly AppUnderTest _app = shared.App;

    [Fact]
    public Task A_forged_assertion_before_the_signed_one_is_refused() => IsRefusedAsync("AssertionNotUnique", (response, signed) =>
        response.InsertBefore(Xml.Forge(signed, Victim), signed));

    [Fact]
    public Task A_forged_assertion_after_the_signed_one_is_refused() => IsRefusedAsync("AssertionNotUnique", (response, signed) =>
        response.InsertAfter(Xml.Forge(signed, Victim), signed));

    [Fact]
    public Task A_forged_assertion_around_the_signed_one_is_refused() => IsRefusedAsync("AssertionNotUnique", (response, signed) =>
    {
        var forged = Xml.Forge(signed, Victim);
        response.ReplaceChild(forged, signed);
        forged.AppendChild(signed);
    });

    [Fact]
    public Task A_signed_assertion_hidden_in_the_Extensions_is_refused() => IsRefusedAsync("SignatureMisplaced", (response, signed) =>
    {
        var extensions = response.OwnerDocument.CreateElement("samlp", "Extensions", SamlUris.Protocol);
        response.ReplaceChild(Xml.Forge(signed, Victim), signed);
        extensions.AppendChild(signed);
        response.InsertBefore(extensions, response.Find("Status"));
    });

    [Fact]
    public Task A_signed_assertion_hidden_in_the_Object_of_its_own_signature_is_refused() => IsRefusedAsync("AssertionNotUnique", (response, signed) =>
    {
        var forged = Xml.Forge(signed, Victim);
        var signature = (XmlElement)signed.Find("Signature").CloneNode(deep: true);
        response.ReplaceChild(forged, signed);
        forged.InsertAfter(signature, forged.Find("Issuer"));
        var hidden = response.OwnerDocument.CreateElement("Object", SamlUris.Signature);
        hidden.AppendChild(signed);
        signature.AppendChild(hidden);
    });

    [Fact]
    public Task Two_elements_with_the_signed_ID_are_refused() => IsRefusedAsync("DuplicateId", (response, signed) =>
    {
        var forged = Xml.Forge(signed, Victim);
        forged.SetAttribute("ID", signed.GetAttribute("ID"));
        response.InsertBefore(forged, signed);
    }, status: 400);

    [Fact]
    public Task A_signature_moved_to_a_forged_assertion_is_refused() => IsRefusedAsync("SignatureMisplaced", (response, signed) =>
    {
        var forged = Xml.Forge(signed, Victim);
        forged.InsertAfter(signed.Find("Signature"), forged.Find("Issuer"));
        response.ReplaceChild(forged, signed);
    });

    [Fact]
    public Task A_signed_response_inside_of_a_forged_response_is_refused() => IsRefusedAsync("SignatureMisplaced", (response, signed) =>
    {
        var inner = response.CloneNode(deep: true);
        response.SetAttribute("ID", "_forged");
        response.RemoveChild(response.ChildNodes.OfType<XmlElement>().Single(child => child.LocalName == "Signature"));
        response.ReplaceChild(inner, signed);
    }, SignedParts.Response);

    private async Task IsRefusedAsync(string code, Action<XmlElement, XmlElement> wrap, SignedParts signs = SignedParts.Assertion, int status = 403)
    {
        var attempt = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync(new TenantSpec { Application = a => a with { Signs = signs } }));
        var wrapped = Xml.Change(attempt.Xml(), response => wrap(response, response.ChildNodes.OfType<XmlElement>().Single(child => child.LocalName == "Assertion")));

        var page = await attempt.AnswerAsync(wrapped);

        page.IsRefused(status, code);
        Assert.Equal(401, (await attempt.Browser.SessionAsync(_app)).Status);
        Assert.Empty(await attempt.Tenant.RowsAsync("Users"));
    }

    private Task IsRefusedAsync(string code, Action<XmlElement, XmlElement> wrap, int status) => IsRefusedAsync(code, wrap, SignedParts.Assertion, status);
}
