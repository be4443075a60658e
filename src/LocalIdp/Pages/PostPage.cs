using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace LocalIdp;

/// <summary>The form of the POST binding (Bindings 3.5.4): sends itself, or by its button where script is off.</summary>
internal static class PostPage
{
    public static Page Show(string replyUrl, string responseXml, string? relayState)
    {
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        var relay = relayState is null ? Html.Empty : AccountPage.Hidden(("RelayState", relayState));
        return new("Working…", Html.Of($"""
            <section class="card">
            <h1>Signing you in…</h1>
            <form id="response" method="post" action="{replyUrl}">
            {AccountPage.Hidden(("SAMLResponse", Convert.ToBase64String(Encoding.UTF8.GetBytes(responseXml))))}
            {relay}
            <button class="primary" type="submit">Continue</button>
            </form>
            </section>
            <script nonce="{nonce}">document.getElementById("response").submit();</script>
            """))
        { ScriptNonce = nonce };
    }
}
