using System.Text;
using System.Text.RegularExpressions;
using Saml.Tests.Support;

namespace Saml.Tests.Logout;

/// <summary>A Redirect signature covers the octets of the query as they were sent, and nothing that can be misread gets through.</summary>
public sealed class RedirectQueryTests
{
    private const string RsaSha256 = "http%3A%2F%2Fwww.w3.org%2F2001%2F04%2Fxmldsig-more%23rsa-sha256";

    private static readonly LogoutScenario Scenario = LogoutScenario.Request with { RelayState = "state" };

    [Fact]
    public void The_order_of_the_parameters_does_not_matter() =>
        (Scenario with { InTransit = query => string.Join('&', query.Split('&').Reverse()) }).AcceptedRequest();

    [Fact]
    public void Other_parameters_are_passed_over() => (Scenario with { InTransit = query => "a&b=1&=&&" + query + "&SAMLEncoding=x&saml=" }).AcceptedRequest();

    [Fact]
    public void Escapes_in_small_letters_are_verified_as_they_were_sent()
    {
        string parameters = Regex.Replace(Scenario.Parameters(Encoding.UTF8.GetBytes(Scenario.Xml)), "%[0-9A-F]{2}", m => m.Value.ToLowerInvariant());
        Assert.Matches("%[0-9]?[a-f]", parameters);
        string query = LogoutScenario.Sign(parameters, TestKeys.Rsa);
        (Scenario with { InTransit = _ => query }).AcceptedRequest();
        (Scenario with { InTransit = _ => Regex.Replace(query, "%[0-9a-f]{2}", m => m.Value.ToUpperInvariant()) }).Refused(SamlError.SignatureInvalid);
    }

    [Fact]
    public void Escapes_that_nobody_needs_are_verified_as_they_were_sent()
    {
        string query = LogoutScenario.Sign(Scenario.Parameters(Encoding.UTF8.GetBytes(Scenario.Xml)).Replace("state", "%73tate", StringComparison.Ordinal), TestKeys.Rsa);
        Assert.Equal("state", (Scenario with { InTransit = _ => query }).AcceptedRequest().RelayState);
    }

    /// <summary>Java, .NET and old PHP escape the tilde, some encoders every sign; the host of Azure Functions writes the signs again.</summary>
    [Theory]
    [InlineData("~", true)]
    [InlineData("~", false)]
    [InlineData("-._~", true)]
    [InlineData("-._~", false)]
    public void Escapes_that_a_server_on_the_way_took_back_are_put_back(string signs, bool capital)
    {
        string parameters = (Scenario with { RelayState = "a~b-c.d_e" }).Parameters(Encoding.UTF8.GetBytes(Scenario.Xml));
        string query = LogoutScenario.Sign(parameters, TestKeys.Rsa, text => Escaped(text, signs, capital));
        Assert.NotEqual(query, Rewritten(query));

        Assert.Equal("a~b-c.d_e", (Scenario with { InTransit = _ => query }).AcceptedRequest().RelayState);
        Assert.Equal("a~b-c.d_e", (Scenario with { InTransit = _ => Rewritten(query) }).AcceptedRequest().RelayState);
        (Scenario with { InTransit = _ => Edit.Once(Rewritten(query), "a~b", "a~c") }).Refused(SamlError.SignatureInvalid);
    }

    [Fact]
    public void Of_escapes_that_were_taken_back_those_of_letters_are_not_guessed()
    {
        string query = LogoutScenario.Sign(Scenario.Parameters(Encoding.UTF8.GetBytes(Scenario.Xml)).Replace("state", "%73tate", StringComparison.Ordinal), TestKeys.Rsa);
        (Scenario with { InTransit = _ => Rewritten(query) }).Refused(SamlError.SignatureInvalid);
    }

    /// <summary>Who escapes some signs and not others of the same kind is no encoder: bounded work is worth more.</summary>
    [Fact]
    public void At_most_three_texts_are_verified()
    {
        Assert.Single(RedirectOctets.Candidates("SAMLRequest=A%3D&SigAlg=x"));
        Assert.Equal(2, RedirectOctets.Candidates("SAMLRequest=A%3D&SigAlg=x-y").Count());
        Assert.Equal(
            ["a=~-%2F", "a=%7E-%2F", "a=%7E%2D%2F"], RedirectOctets.Candidates("a=~-%2F").Select(Encoding.UTF8.GetString));
        Assert.Equal(
            ["a=~.%2f", "a=%7e.%2f", "a=%7e%2e%2f"], RedirectOctets.Candidates("a=~.%2f").Select(Encoding.UTF8.GetString));
    }

    [Fact]
    public void Plus_signs_that_were_not_escaped_stay_in_base64_and_are_spaces_in_the_relay_state()
    {
        string xml = Scenario.Xml;
        string message;
        do
        {
            // Until there is one in it.
            xml = Edit.Once(xml, "</samlp:LogoutRequest>", $"<!--{Guid.NewGuid()}--></samlp:LogoutRequest>");
            message = Convert.ToBase64String(LogoutScenario.Deflate(Encoding.UTF8.GetBytes(xml)));
        }
        while (!message.Contains('+', StringComparison.Ordinal));
        string query = LogoutScenario.Sign($"SAMLRequest={message}&RelayState=a+b%2Bc", TestKeys.Rsa);
        Assert.Equal("a b+c", (Scenario with { InTransit = _ => query }).AcceptedRequest().RelayState);
    }

    [Fact]
    public void A_changed_added_or_removed_relay_state()
    {
        (Scenario with { InTransit = query => Edit.Once(query, "RelayState=state", "RelayState=evil") }).Refused(SamlError.SignatureInvalid);
        (Scenario with { InTransit = query => Edit.Once(query, "&RelayState=state", "") }).Refused(SamlError.SignatureInvalid);
        (Scenario with { RelayState = null, InTransit = query => query + "&RelayState=evil" }).Refused(SamlError.SignatureInvalid);
        (Scenario with { RelayState = null, InTransit = query => query + "&RelayState" }).Refused(SamlError.SignatureInvalid);
        (Scenario with { RelayState = "" }).AcceptedRequest();
    }

    [Fact]
    public void A_message_that_was_signed_as_the_other_kind() =>
        (Scenario with { RelayState = null, InTransit = query => Edit.Once(query, "SAMLRequest=", "SAMLResponse=") }).Refused(SamlError.SignatureInvalid);

    [Theory]
    [InlineData("SAMLRequest")]
    [InlineData("RelayState")]
    [InlineData("SigAlg")]
    [InlineData("Signature")]
    public void A_parameter_twice(string name)
    {
        (Scenario with { InTransit = query => query + "&" + query.Split('&').Single(p => p.StartsWith(name + "=", StringComparison.Ordinal)) }).Unreadable(SamlError.SchemaViolation);
        (Scenario with { InTransit = query => $"{name}=evil&{query}" }).Unreadable(SamlError.SchemaViolation);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a=b")]
    [InlineData("SAMLRequest")]
    [InlineData("SAMLRequest=")]
    [InlineData("SAMLRequest=%")]
    [InlineData("SAMLRequest=%25%25")]
    [InlineData("SAMLRequest=QUJD")]
    [InlineData("SAMLRequest=eJwDAAAAAAE%3D")]
    [InlineData("samlrequest=QUJD")]
    [InlineData("SAMLRequest=QUJD&SAMLResponse=QUJD")]
    public void What_is_no_message(string query)
    {
        Assert.False(LogoutMessage.TryReadQuery(query, out _, out SamlFailure? failure));
        Assert.True(failure.Error is SamlError.SchemaViolation or SamlError.NotBase64);
    }

    [Fact]
    public void Both_kinds_at_once() => (Scenario with { InTransit = query => query + "&SAMLResponse=QUJD" }).Unreadable(SamlError.SchemaViolation);

    [Fact]
    public void A_signature_without_its_algorithm_and_an_algorithm_without_signature()
    {
        (Scenario with { InTransit = query => Regex.Replace(query, "&SigAlg=[^&]*", "") }).Unreadable(SamlError.SchemaViolation);
        (Scenario with { InTransit = query => Regex.Replace(query, "&Signature=[^&]*", "") }).Unreadable(SamlError.SchemaViolation);
        (Scenario with { InTransit = query => Regex.Replace(query, "&Signature=[^&]*", "&Signature=%%") }).Unreadable(SamlError.SchemaViolation);
        (Scenario with { InTransit = query => Regex.Replace(query, "&Signature=[^&]*", "&Signature=AAAA") }).Refused(SamlError.SignatureInvalid);
    }

    [Theory]
    [InlineData("http%3A%2F%2Fwww.w3.org%2F2000%2F09%2Fxmldsig%23rsa-sha1")]
    [InlineData("http%3A%2F%2Fwww.w3.org%2F2000%2F09%2Fxmldsig%23hmac-sha1")]
    [InlineData("none")]
    [InlineData("")]
    public void An_algorithm_off_the_list(string uri) => (Scenario with { InTransit = query => Edit.Once(query, RsaSha256, uri) }).Refused(SamlError.AlgorithmRefused);

    [Fact]
    public void The_document_not_deflated() =>
        (Scenario with { InTransit = _ => LogoutScenario.Sign(Scenario.Parameters(Convert.ToBase64String(Encoding.UTF8.GetBytes(Scenario.Xml))), TestKeys.Rsa) }).Unreadable(SamlError.NotBase64);

    [Fact]
    public void A_few_octets_that_inflate_to_many()
    {
        string bomb = Scenario.Parameters(LogoutScenario.Deflate(new byte[100 * 1024 * 1024]) is var octets ? Convert.ToBase64String(octets) : "");
        long before = GC.GetAllocatedBytesForCurrentThread();
        (Scenario with { InTransit = _ => bomb }).Unreadable(SamlError.NotBase64);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * 1024 * 1024);
    }

    [Fact]
    public void As_many_octets_as_a_message_may_have_and_one_more()
    {
        string padded(int length) => Scenario.Xml + new string(' ', length - Scenario.Xml.Length);
        (Scenario with { Xml = padded(SamlLimits.MaxMessageBytes) }).AcceptedRequest();
        (Scenario with { Xml = padded(SamlLimits.MaxMessageBytes + 1) }).Unreadable(SamlError.NotBase64);
        Assert.False(LogoutMessage.TryReadQuery("SAMLRequest=" + new string('A', SamlLimits.MaxEncodedMessageBytes), out _, out SamlFailure? failure));
        Assert.Equal(SamlError.MessageTooLarge, failure.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("%%%")]
    [InlineData("QUJDRA")]
    public void A_form_field_that_is_no_base64(string value)
    {
        Assert.False(LogoutMessage.TryReadForm(true, Encoding.ASCII.GetBytes(value), null, out _, out SamlFailure? failure));
        Assert.Equal(SamlError.NotBase64, failure.Error);
        Assert.False(LogoutMessage.TryReadForm(true, new byte[SamlLimits.MaxEncodedMessageBytes + 1], null, out _, out failure));
    }

    [Fact]
    public void A_mutated_query_or_document_is_refused_or_says_what_was_signed()
    {
        byte[] query = Encoding.ASCII.GetBytes(Scenario.Query());
        byte[] document = Encoding.UTF8.GetBytes((Scenario with { IsPost = true }).Document());
        int accepted = 0;
        for (int seed = 1; seed <= 3_000; seed++)
        {
            string mutated = Encoding.Latin1.GetString(new Mutator(seed).Mutate(query));
            accepted += LogoutMessage.TryReadQuery(mutated, out LogoutMessage? message, out _) ? Verify(message, seed) : 0;
            byte[] field = Encoding.ASCII.GetBytes(Convert.ToBase64String(new Mutator(seed).Mutate(document)));
            accepted += LogoutMessage.TryReadForm(true, field, null, out message, out _) ? Verify(message, seed) : 0;
        }

        Assert.InRange(accepted, 1, 3_000);
    }

    private static int Verify(LogoutMessage message, int seed)
    {
        if (!LogoutVerifier.TryVerifyRequest(message, Scenario.Expected, Scenario.Clock, out VerifiedLogoutRequest? request, out SamlFailure? failure))
        {
            Assert.True(Enum.IsDefined(failure.Error));
            return 0;
        }

        Assert.True(request.NameId.Value == ResponseScenario.NameIdValue && request.SessionIndexes.SequenceEqual(["_s1"]), $"Seed {seed} changed who is signed out.");
        return 1;
    }

    /// <summary>What the host of Azure Functions makes of a query.</summary>
    private static string Rewritten(string query) => new Uri("http://worker/?" + query).Query[1..];

    private static string Escaped(string text, string signs, bool capital)
    {
        string more = string.Concat(text.Select(c => signs.Contains(c, StringComparison.Ordinal) ? $"%{(int)c:X2}" : c.ToString()));
        return capital ? more : Regex.Replace(more, "%[0-9A-F]{2}", m => m.Value.ToLowerInvariant());
    }
}
