using System.Text;
using Saml.Tests.Support;
using Saml.Xml;

namespace Saml.Tests.Xml;

/// <summary>
/// Our parser against the framework's: what ours takes, the framework takes and understands in the same way. Where ours alone refuses,
/// it is for a reason on the list.
/// </summary>
public sealed class ParserAgreementTests
{
    private const int Mutations = 20_000;

    // Details of failures where the framework's reader is more liberal, on purpose.
    private static readonly string[] StricterOnPurpose =
    [
        "no character that XML 1.0 in UTF-8 allows", // The framework reads other encodings.
        "must name version 1.0 and, if any, encoding UTF-8",
        "it is nested deeper",
        "more than",
        "too many",
    ];

    [Fact]
    public void Generated_documents_mean_the_same_to_both()
    {
        for (int seed = 1; seed <= 2_000; seed++)
        {
            byte[] document = Encoding.UTF8.GetBytes(RandomXml.Document(seed));
            using XmlTree? tree = Trees.Parse(document, out SamlFailure? failure);
            Assert.True(tree is not null, $"Seed {seed}: {failure?.Detail}\n{Encoding.UTF8.GetString(document)}");
            string? framework = Trees.DumpByFramework(document, out string? complaint);
            Assert.True(framework == Trees.Dump(tree), $"Seed {seed}: {complaint}\n{Encoding.UTF8.GetString(document)}\n{framework}\n{Trees.Dump(tree)}");
        }
    }

    [Fact]
    public void Mutated_documents_mean_the_same_to_both_or_are_refused()
    {
        int accepted = 0;
        for (int seed = 1; seed <= Mutations; seed++)
        {
            byte[] document = new Mutator(seed).Mutate(Encoding.UTF8.GetBytes(RandomXml.Document((seed % 200) + 1)));
            string? framework = Trees.DumpByFramework(document, out string? complaint);
            using XmlTree? tree = Trees.Parse(document, out SamlFailure? failure);
            string where = $"Seed {seed}\n{Encoding.UTF8.GetString(document)}\n";
            if (tree is null)
            {
                Assert.True(
                    framework is null || StricterOnPurpose.Any(reason => failure!.Detail.Contains(reason, StringComparison.Ordinal)),
                    where + "Refused by the engine alone: " + failure!.Detail);
                continue;
            }

            accepted++;
            if (complaint is not null && complaint.Contains("invalid xml:space value", StringComparison.Ordinal))
            {
                continue; // XML 1.0, 2.10: an error that a processor may pass over.
            }

            Assert.True(framework is not null, where + "Refused by the framework alone: " + complaint);
            Assert.True(framework == Trees.Dump(tree), where + framework + "\n---\n" + Trees.Dump(tree));
        }

        Assert.InRange(accepted, Mutations / 50, Mutations);
    }

    [Theory]
    [InlineData("<a>&#00000000000000000000000000000000065;</a>")]
    public void Known_documents_that_ours_alone_refuses(string xml)
    {
        byte[] document = Encoding.UTF8.GetBytes(xml);
        Assert.NotNull(Trees.DumpByFramework(document, out _));
        Assert.Null(Trees.Parse(document, out SamlFailure? failure));
        Assert.Equal(SamlError.NotXml, failure!.Error);
    }

    [Theory]
    [InlineData("<\u2C00/>")]
    [InlineData("<a\U00010000/>")]
    public void Names_of_the_fifth_edition_are_what_ours_alone_takes(string xml)
    {
        byte[] document = Encoding.UTF8.GetBytes(xml);
        Assert.Null(Trees.DumpByFramework(document, out _));
        using XmlTree? tree = Trees.Parse(document, out _);
        Assert.NotNull(tree);
    }
}
