using System.Text;
using System.Xml;
using Saml.Xml;

namespace Saml.Tests.Xml;

/// <summary>Elements with so many attributes that the engine looks at their names in another way.</summary>
public sealed class ManyAttributesTests
{
    private const int Most = SamlLimits.MaxAttributesPerElement - 2;
    private const string Declarations = "xmlns:p=\"urn:p\" xmlns:q=\"urn:p\"";

    public static TheoryData<int> Counts => [11, 12, 13, 14, 40, Most];

    [Theory]
    [MemberData(nameof(Counts))]
    public void A_name_that_comes_twice_is_found_wherever_it_stands(int count)
    {
        string[] names = [.. Enumerable.Range(0, count).Select(Name)];
        for (int repeated = 0; repeated < count - 1; repeated++)
        {
            string[] changed = [.. names[..^1], names[repeated]];
            Assert.Null(Trees.Parse(Element(changed), out SamlFailure? failure));
            Assert.Equal(SamlError.NotXml, failure!.Error);
            Assert.Contains("two attributes of one name", failure.Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Two_prefixes_of_one_namespace_make_one_name(int count)
    {
        string[] names = [.. Enumerable.Range(0, count - 2).Select(Name), "p:x", "q:x"];
        Assert.Null(Trees.Parse(Element(names), out SamlFailure? failure));
        Assert.Equal(SamlError.NotXml, failure!.Error);
        using XmlTree? legal = Trees.Parse(Element([.. names[..^1], "x"]), out failure);
        Assert.NotNull(legal);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void The_canonical_form_is_sorted_whatever_order_they_come_in(int count)
    {
        string[] names = [.. Enumerable.Range(0, count - 1).Select(Name), "p:x"];
        string[] sorted = [.. names[..^1].Order(StringComparer.Ordinal), "p:x"];
        string expected = $"<a xmlns:p=\"urn:p\"{string.Concat(sorted.Select(n => $" {n}=\"\""))}></a>";
        var random = new Random(count);
        for (int i = 0; i < 50; i++)
        {
            random.Shuffle(names);
            Assert.Equal(expected, Canonical(Element(names)));
        }

        Assert.Equal(expected, Canonical(Element(sorted)));
    }

    /// <summary>They have one length, and begin and end alike.</summary>
    private static string Name(int i) => $"a{(char)('A' + (i % 26))}{(char)('a' + (i / 26))}a";

    private static byte[] Element(string[] names) => Encoding.UTF8.GetBytes($"<a {Declarations}{string.Concat(names.Select(n => $" {n}=\"\""))}/>");

    private static string Canonical(byte[] xml)
    {
        using XmlTree tree = Trees.Parse(xml, out SamlFailure? failure) ?? throw new XmlException(failure!.Detail);
        using var output = new PooledBuffer(16);
        Assert.True(ExclusiveCanonicalizer.TryWrite(tree, tree.Root, -1, null, withComments: false, XmlLimits.Canonical, output));
        return Encoding.UTF8.GetString(output.Written);
    }
}
