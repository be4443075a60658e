using System.Diagnostics;
using System.Text;
using Saml.Tests.Support;

namespace Saml.Tests.Attacks;

/// <summary>Every bound holds on both sides, and documents made to cost time or memory cost neither.</summary>
public sealed class LimitTests
{
    [Fact]
    public void Nesting_up_to_the_limit()
    {
        // Response, Extensions, then as deep as may be.
        Extended(Nested(SamlLimits.MaxDepth - 2)).Accepted();
        Extended(Nested(SamlLimits.MaxDepth - 1)).Refused(SamlError.DocumentTooComplex);
        Extended(Nested(10_000)).Refused(SamlError.DocumentTooComplex);
    }

    [Fact]
    public void Attributes_up_to_the_limit()
    {
        Extended($"<x {Attributes(SamlLimits.MaxAttributesPerElement)}/>").Accepted();
        Extended($"<x {Attributes(SamlLimits.MaxAttributesPerElement + 1)}/>").Refused(SamlError.DocumentTooComplex);
        Extended($"<x {Attributes(10_000)}/>").Refused(SamlError.DocumentTooComplex);
    }

    [Fact]
    public void Declarations_count_as_attributes() =>
        Extended($"<x xmlns:p=\"urn:p\" {Attributes(SamlLimits.MaxAttributesPerElement)}/>").Refused(SamlError.DocumentTooComplex);

    [Fact]
    public void Namespaces_up_to_the_limit()
    {
        Extended(Namespaces(100)).Accepted();
        Extended(Namespaces(SamlLimits.MaxNamespaces)).Refused(SamlError.DocumentTooComplex);
    }

    [Fact]
    public void Prefixes_up_to_the_limit() =>
        Extended(string.Concat(Enumerable.Range(0, SamlLimits.MaxNamespaces).Select(i => $"<x xmlns:p{i}=\"urn:same\"/>"))).Refused(SamlError.DocumentTooComplex);

    [Fact]
    public void Nodes_up_to_the_limit()
    {
        Extended(string.Concat(Enumerable.Repeat("<x/>", 15_000))).Accepted();
        Extended(string.Concat(Enumerable.Repeat("<x/>", 17_000))).Refused(SamlError.DocumentTooComplex);
    }

    [Fact]
    public void Nodes_that_are_no_elements_count_too()
    {
        Extended(string.Concat(Enumerable.Repeat("<!---->", 17_000))).Refused(SamlError.DocumentTooComplex);
        Extended(string.Concat(Enumerable.Repeat("<?x?>", 17_000))).Refused(SamlError.DocumentTooComplex);
    }

    [Theory]
    [InlineData("Canonicalization")]
    [InlineData("Transform")]
    public void A_list_of_prefixes_up_to_the_limit(string where)
    {
        ResponseScenario Listing(int length) => ResponseScenario.Entra.SignedByHand(new HandSigner
        {
            SignedInfo = xml => xml.Insert(
                xml.IndexOf('>', xml.IndexOf("xml-exc-c14n#", where == "Transform" ? xml.IndexOf("<ds:Transform ", StringComparison.Ordinal) : 0, StringComparison.Ordinal)) + 1,
                $"<ec:InclusiveNamespaces xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"{new string('p', length)}\"></ec:InclusiveNamespaces>"),
        });
        Listing(SamlLimits.MaxPrefixListLength).Accepted();
        Listing(SamlLimits.MaxPrefixListLength + 1).Refused(SamlError.DocumentTooComplex);
    }

    [Fact]
    public void What_a_failure_quotes_is_cut_between_characters_and_not_within_one()
    {
        string destination = new string('d', SamlFailure.MaxQuotedLength - 1) + "\U0001F600" + new string('d', 50);
        string received = ResponseScenario.Entra.With(o => o with { Destination = destination }).Refused(SamlError.DestinationMismatch).Received!;
        Assert.Equal(destination[..(SamlFailure.MaxQuotedLength - 1)] + "…", received);
    }

    [Fact]
    public void A_thousand_groups_are_no_problem()
    {
        string[] groups = [.. Enumerable.Range(0, 1000).Select(i => $"00000000-0000-0000-0000-{i:D12}")];
        Assert.Equal(groups, ResponseScenario.SignedBoth.With(o => LocalIdp.SamlResponseOptionsExtensions.WithAttribute(o, "groups", groups)).Accepted().ValuesOf("groups"));
    }

    [Fact]
    public void A_message_over_the_limit() => Extended(new string('x', SamlLimits.MaxMessageBytes)).Refused(SamlError.MessageTooLarge);

    [Fact]
    public void A_form_field_over_the_limit() =>
        ResponseScenario.Entra.RefusedField([.. Enumerable.Repeat((byte)'A', SamlLimits.MaxEncodedMessageBytes + 1)], SamlError.MessageTooLarge);

    [Fact]
    public void A_form_field_of_white_space_at_the_limit() =>
        ResponseScenario.Entra.RefusedField([.. Enumerable.Repeat((byte)' ', SamlLimits.MaxEncodedMessageBytes)], SamlError.NotBase64);

    [Fact]
    public void A_canonical_form_that_grows_out_of_bounds_is_refused_quickly()
    {
        // Each of many elements would repeat one long namespace name in the canonical form.
        string name = new('n', 50_000);
        string elements = string.Concat(Enumerable.Repeat("<p:y/>", 10_000));
        ResponseScenario scenario = ResponseScenario.Entra.After(
            xml => Edit.Once(xml, "<Subject>", $"<Advice xmlns:p=\"urn:{name}\">{elements}</Advice><Subject>"));
        byte[] document = Encoding.UTF8.GetBytes(scenario.Xml());
        long start = Stopwatch.GetTimestamp();
        scenario.Refused(document, SamlError.DocumentTooComplex);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5));
    }

    private static readonly Dictionary<string, Func<string>> CostlyContents = new()
    {
        ["many references"] = () => string.Concat(Enumerable.Repeat("&#x41;", 40_000)),
        ["many ampersands"] = () => string.Concat(Enumerable.Repeat("&", 200_000)),
        ["one long name"] = () => "<" + new string('a', 200_000) + "/>",
        ["one long unicode name"] = () => "<" + new string('ä', 100_000) + "/>",
        ["one long attribute"] = () => "<a b=\"" + new string('c', 200_000) + "\"/>",
        ["many quotes"] = () => string.Concat(Enumerable.Repeat("<a b=\"'\"/>", 15_000)),
        ["many undeclared prefixes"] = () => string.Concat(Enumerable.Range(0, 15_000).Select(i => $"<p{i}:a/>")),
        ["many comments that do not end"] = () => string.Concat(Enumerable.Repeat("<!--", 40_000)),
        ["many cdata sections that do not end"] = () => string.Concat(Enumerable.Repeat("<![CDATA[", 20_000)),
        ["many instructions that do not end"] = () => string.Concat(Enumerable.Repeat("<?x ", 40_000)),
        ["many signatures"] = () => string.Concat(Enumerable.Repeat("<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"/>", 4_000)),
        ["many ids"] = () => string.Concat(Enumerable.Range(0, 12_000).Select(i => $"<a ID=\"_{i}\"/>")),
        ["many attributes of one fingerprint"] = () => string.Concat(Enumerable.Repeat($"<a {string.Join(' ', Enumerable.Range(0, 60).Select(i => $"a{i:D2}a=\"\""))}/>", 350)),
    };

    public static TheoryData<string> Costly => [.. CostlyContents.Keys];

    [Theory]
    [MemberData(nameof(Costly))]
    public void A_costly_document_is_answered_at_once(string what)
    {
        byte[] document = Encoding.UTF8.GetBytes(Extended(CostlyContents[what]()).Xml());
        long start = Stopwatch.GetTimestamp();
        ResponseScenario.Entra.TryVerify(document, out _, out _);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5), what);
    }

    /// <summary>Content in the unsigned envelope: the first thing that an anonymous sender controls.</summary>
    private static ResponseScenario Extended(string content) =>
        ResponseScenario.Entra.After("<samlp:Status>", $"<samlp:Extensions>{content}</samlp:Extensions><samlp:Status>");

    private static string Nested(int depth) => string.Concat(Enumerable.Repeat("<x>", depth)) + string.Concat(Enumerable.Repeat("</x>", depth));

    private static string Attributes(int count) => string.Join(' ', Enumerable.Range(0, count).Select(i => $"a{i}=\"{i}\""));

    private static string Namespaces(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"<x xmlns=\"urn:{i}\"/>"));
}
