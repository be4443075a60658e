using System.Text;
using LocalIdp;

namespace SignOn.Tests.Logout;

/// <summary>Logout messages as the IdP of <see cref="TestIdp"/> sends them.</summary>
internal static class IdpLogout
{
    public const string Slo = "https://sso.example.com/saml/contoso/slo";
    public const string SloUrl = "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/saml2";
    public const string LogoutIssuer = "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/";

    /// <summary>A world whose IdP takes logout messages.</summary>
    public static World NewWorld(params (string Column, object Value)[] columns) => new([("IdpSloUrl", SloUrl), .. columns]);

    /// <summary>The first session's request for logout, untouched, names the session's person and no index.</summary>
    public static LogoutRequestOptions Describe(World world) => new(world.Time.GetUtcNow())
    {
        Destination = Slo,
        Issuer = TestIdp.EntityId,
        NameId = world.Sessions.All[0].NameId!.Value,
    };

    public static LogoutInput Redirect(
        string xml, string? relayState = null, bool isRequest = true, bool signed = true, XmlSignatureOptions? signer = null, Func<string, string>? inTransit = null)
    {
        var url = RedirectMessage.Url(Slo, isRequest ? "SAMLRequest" : "SAMLResponse", xml, relayState, signed ? signer ?? TestIdp.Signature : null);
        return Input() with { RawQuery = inTransit is null ? url[(url.IndexOf('?') + 1)..] : inTransit(url[(url.IndexOf('?') + 1)..]) };
    }

    public static LogoutInput Post(string xml, string id, string? relayState = null, Func<string, string>? inTransit = null)
    {
        var signed = XmlSigner.Sign(xml, id, TestIdp.Signature);
        return Form(inTransit is null ? signed : inTransit(signed), relayState);
    }

    /// <summary>A posted request without any signature of ours.</summary>
    public static LogoutInput Form(string xml, string? relayState = null) =>
        Input() with { Post = new LogoutPost(true, Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(xml))), relayState) };

    /// <summary>An answer to a sign-out of ours, as Entra sends it: issued by its login address.</summary>
    public static string Answer(World world, string? inResponseTo, params string[] status) =>
        LogoutXml.Response(world.Time.GetUtcNow(), Slo, LogoutIssuer, inResponseTo, status.Length > 0 ? status : [SamlUris.Success]);

    public static Task<LogoutOutcome> SendAsync(this World world, LogoutInput input) => world.Logout.RunAsync(input, Stop);

    /// <summary>Sends a signed request and demands that it is obeyed.</summary>
    public static async Task<LogoutOutcome.Obeyed> ObeyedAsync(this World world, Func<LogoutRequestOptions, LogoutRequestOptions>? change = null, string? cookie = null)
    {
        var options = Describe(world);
        var input = Redirect(LogoutXml.Request(change is null ? options : change(options))) with { SessionCookie = cookie };
        return Assert.IsType<LogoutOutcome.Obeyed>(await world.SendAsync(input));
    }

    /// <summary>Sends a message, demands this refusal, and that nobody was signed out.</summary>
    public static async Task RefusedAsync(this World world, LogoutInput input, string code)
    {
        var outcome = await world.SendAsync(input);
        Assert.Equal(code, Assert.IsType<LogoutOutcome.Refused>(outcome).Refusal.Code);
        Assert.All(world.Sessions.All, s => Assert.False(s.Revoked));
        Assert.Equal((SignInEvent.LogoutRefused, code), (world.Log.All[^1].Event, world.Log.All[^1].Code));
    }

    private static LogoutInput Input() => new() { TenantId = World.TenantId, CorrelationId = "c" };
}
