using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Saml.Tests;

/// <summary>The errors are a closed set with stable names, and each is produced by a test.</summary>
public sealed class SamlErrorTests
{
    [Fact]
    public void Every_error_is_asserted_by_a_test()
    {
        string[] asserted =
        [
            .. Directory.EnumerateFiles(Folder(), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && Path.GetFileName(file) != "SamlErrorTests.cs")
                .SelectMany(file => Regex.Matches(File.ReadAllText(file), @"(?:Refused(?:Field)?\(|Equal\(|, )\s*SamlError\.(\w+)").Select(match => match.Groups[1].Value)),
        ];
        Assert.Empty(Enum.GetNames<SamlError>().Except(asserted));
    }

    [Fact]
    public void A_failure_quotes_no_more_than_it_says()
    {
        SamlFailure failure = Support.ResponseScenario.Entra
            .With(o => o with { Destination = new string('x', 5000) })
            .Refused(SamlError.DestinationMismatch);
        Assert.Equal(SamlFailure.MaxQuotedLength + 1, failure.Received!.Length);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
