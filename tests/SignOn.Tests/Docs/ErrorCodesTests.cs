using System.Text.RegularExpressions;
using Saml;

namespace SignOn.Tests.Docs;

public sealed partial class ErrorCodesTests
{
    [Fact]
    public void Every_code_of_the_engine_is_explained_and_no_other() => AssertExplained<SamlError>("## Codes about the response");

    [Fact]
    public void Every_code_of_the_sign_in_is_explained_and_no_other() => AssertExplained<SignOnError>("## Codes about tenant and user");

    private static void AssertExplained<T>(string heading)
        where T : struct, Enum
    {
        var section = RepositoryDocs.Read("docs/error-codes.md").Split(heading)[1].Split("\n## ")[0];
        var explained = Row().Matches(section).Select(match => match.Groups["code"].Value);

        Assert.Equal(Enum.GetNames<T>().Order(StringComparer.Ordinal), explained.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"(?m)^\| `(?<code>\w+)` \|")]
    private static partial Regex Row();
}
