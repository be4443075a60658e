using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Saml.Tests.Support;

namespace Saml.Tests.Requests;

/// <summary>The message survives the URL, and the signature covers the very octets that are sent.</summary>
public sealed class RedirectBindingTests
{
    private const string Destination = "https://idp.example/sso";
    private static readonly byte[] Message = Encoding.UTF8.GetBytes("<samlp:AuthnRequest>" + new string('x', 500) + "ü+/=</samlp:AuthnRequest>");

    [Theory]
    [InlineData(Destination, Destination + "?SAMLRequest=")]
    [InlineData(Destination + "?p=1", Destination + "?p=1&SAMLRequest=")]
    public void The_message_comes_back_out_of_the_url(string destination, string start)
    {
        string url = RedirectBinding.CreateRequestUrl(destination, Message, null, null, null);

        Assert.StartsWith(start, url, StringComparison.Ordinal);
        Assert.Equal(Message, Inflate(Parameters(url)["SAMLRequest"]));
        Assert.DoesNotContain("RelayState", url, StringComparison.Ordinal);
        Assert.DoesNotContain("Sig", url, StringComparison.Ordinal);
        Assert.True(Uri.IsWellFormedUriString(url, UriKind.Absolute));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_signature_covers_the_octets_that_are_sent(bool isRsa)
    {
        using ServiceProviderKey key = Key(isRsa);
        string url = RedirectBinding.CreateRequestUrl(Destination, Message, "state &+=%/ü", key, "b.simon@contoso.com");

        string query = url[(url.IndexOf('?', StringComparison.Ordinal) + 1)..];
        Assert.Equal(["SAMLRequest", "RelayState", "SigAlg", "Signature", "login_hint"], query.Split('&').Select(part => part.Split('=')[0]));
        Dictionary<string, string> parameters = Parameters(url);
        Assert.Equal(key.SignatureAlgorithmUri, parameters["SigAlg"]);
        Assert.Equal("state &+=%/ü", parameters["RelayState"]);
        Assert.Equal("b.simon@contoso.com", parameters["login_hint"]);
        byte[] covered = Encoding.ASCII.GetBytes(query[..query.IndexOf("&Signature=", StringComparison.Ordinal)]);
        byte[] signature = Convert.FromBase64String(parameters["Signature"]);
        Assert.True(Verifies(isRsa, covered, signature));
        covered[^1]++;
        Assert.False(Verifies(isRsa, covered, signature));
    }

    [Fact]
    public void Without_relay_state_the_signature_does_not_mention_it()
    {
        using ServiceProviderKey key = Key(isRsa: true);
        string url = RedirectBinding.CreateRequestUrl(Destination + "?p=1", Message, null, key, null);
        string query = url[(url.IndexOf('&', StringComparison.Ordinal) + 1)..];
        Assert.Equal(["SAMLRequest", "SigAlg", "Signature"], query.Split('&').Select(part => part.Split('=')[0]));
        Assert.True(Verifies(true, Encoding.ASCII.GetBytes(query[..query.IndexOf("&Signature=", StringComparison.Ordinal)]), Convert.FromBase64String(Parameters(url)["Signature"])));
    }

    [Fact]
    public void A_relay_state_has_80_octets_at_most()
    {
        RedirectBinding.CreateRequestUrl(Destination, Message, new string('x', 80), null, null);
        RedirectBinding.CreateRequestUrl(Destination, Message, new string('ü', 40), null, null);
        Assert.Throws<ArgumentException>(() => RedirectBinding.CreateRequestUrl(Destination, Message, new string('x', 81), null, null));
        Assert.Throws<ArgumentException>(() => RedirectBinding.CreateRequestUrl(Destination, Message, new string('ü', 41), null, null));
    }

    [Fact]
    public void Nothing_that_a_user_gives_leaves_its_parameter()
    {
        string url = RedirectBinding.CreateRequestUrl(Destination, Message, "a&SAMLRequest=evil#x\r\nSet-Cookie: a=b", null, "b&SigAlg=none#y\r\n");
        Dictionary<string, string> parameters = Parameters(url);
        Assert.Equal("a&SAMLRequest=evil#x\r\nSet-Cookie: a=b", parameters["RelayState"]);
        Assert.Equal("b&SigAlg=none#y\r\n", parameters["login_hint"]);
        Assert.Equal(3, parameters.Count);
        Assert.DoesNotContain('\n', url);
    }

    [Fact]
    public void A_fragment_in_the_destination_does_not_swallow_the_request()
    {
        string url = RedirectBinding.CreateRequestUrl(Destination + "#top", Message, null, null, null);
        Assert.StartsWith("?SAMLRequest=", new Uri(url).Query, StringComparison.Ordinal);
    }

    private static ServiceProviderKey Key(bool isRsa) =>
        new(X509CertificateLoader.LoadPkcs12((isRsa ? TestKeys.Rsa : TestKeys.P256).Export(X509ContentType.Pkcs12), null));

    private static bool Verifies(bool isRsa, byte[] data, byte[] signature) => isRsa
        ? TestKeys.Rsa.GetRSAPublicKey()!.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
        : TestKeys.P256.GetECDsaPublicKey()!.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    private static Dictionary<string, string> Parameters(string url) =>
        url[(url.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&').Select(part => part.Split('=', 2)).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1]));

    private static byte[] Inflate(string base64)
    {
        using var inflate = new DeflateStream(new MemoryStream(Convert.FromBase64String(base64)), CompressionMode.Decompress);
        using var output = new MemoryStream();
        inflate.CopyTo(output);
        return output.ToArray();
    }
}
