using System.Text.RegularExpressions;
using Saml;
using SignOn.Tests.Docs;

namespace SignOn.Tests.Traces;

/// <summary>The tracer's sentences are those of docs/error-codes.md, word for word.</summary>
public sealed partial class RefusalAdviceTests
{
    private static readonly Dictionary<string, (string Who, string Meaning, string Mend)> Documented = Row().Matches(RepositoryDocs.Read("docs/error-codes.md"))
        .DistinctBy(m => m.Groups["code"].Value)
        .ToDictionary(m => m.Groups["code"].Value, m => (m.Groups["who"].Value, Plain(m.Groups["means"].Value), Plain(m.Groups["mend"].Value)));

    public static TheoryData<string> Codes => [.. Enum.GetNames<SamlError>(), .. Enum.GetNames<SignOnError>()];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Page_and_document_say_the_same(string code)
    {
        var advice = RefusalAdvice.Of(code);

        Assert.NotNull(advice);
        Assert.Equal(Documented[code], (advice.Who == AdviceFor.Idp ? "IdP" : advice.Who.ToString().ToLowerInvariant(), advice.Meaning, advice.Mend));
    }

    /// <summary>The page shows one of them, without its neighbours in the table.</summary>
    [Theory]
    [MemberData(nameof(Codes))]
    public void Each_can_be_read_by_itself_and_says_what_to_do(string code)
    {
        var advice = RefusalAdvice.Of(code)!;
        foreach (var sentences in (string[])[advice.Meaning, advice.Mend])
        {
            Assert.DoesNotContain(Codes, other => sentences.Contains(((ITheoryDataRow)other).GetData()[0]!.ToString()!, StringComparison.Ordinal));
            Assert.DoesNotMatch(@"(?i)\bthe same\.|^as\b|\bsee above", sentences);
        }

        Assert.True(advice.Mend.Split(' ').Length >= (advice.Who == AdviceFor.Person ? 2 : 5), advice.Mend);
        Assert.DoesNotMatch("^A fault of", advice.Mend);
    }

    [Fact]
    public void There_is_no_advice_for_what_is_no_code() => Assert.Equal(Codes.Count, RefusalAdvice.Codes.Count());

    // What is only markup of the document: links to read more, and code.
    private static string Plain(string text) => Link().Replace(text, "").Replace("`", "", StringComparison.Ordinal);

    [GeneratedRegex(@"(?m)^\| `(?<code>\w+)` \| [^|]* \| (?<means>[^|]*) \| (?<who>\w+) \| (?<mend>[^|]*) \|$")]
    private static partial Regex Row();

    [GeneratedRegex(@" ?\(\[[^\]]*\]\([^)]*\)\)|(?<=\[[^\]]*)\]\([^)]*\)|\[(?=[^\]]*\]\()")]
    private static partial Regex Link();
}
