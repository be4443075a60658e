using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using Saml.Xml;

namespace Saml.Tests.Xml;

/// <summary>Our canonical form against the framework's, octet by octet, and against examples written by hand.</summary>
public sealed class CanonicalizerTests
{
    private const int Documents = 2_000;
    private const string XmlnsNamespace = "http://www.w3.org/2000/xmlns/";

    [Fact]
    public void The_canonical_form_of_generated_documents_is_the_frameworks()
    {
        for (int seed = 1; seed <= Documents; seed++)
        {
            string xml = RandomXml.Document(seed);
            string? prefixes = RandomXml.PrefixList(seed);
            bool withComments = seed % 2 == 0;
            XmlDocument document = Load(xml);
            var elements = document.SelectNodes("//*")!.OfType<System.Xml.XmlElement>().ToList();
            int apex = seed % 3 == 0 ? 0 : new Random(seed).Next(elements.Count);
            string expected = ByFramework(elements[apex], prefixes, withComments);
            string actual = Canonical(xml, apex, prefixes, withComments);
            Assert.True(
                expected == actual,
                $"Seed {seed}, apex {apex}, prefixes '{prefixes}', comments {withComments}\n{xml}\n--- framework\n{expected}\n--- engine\n{actual}");
        }
    }

    [Fact]
    public void The_canonical_form_is_stable()
    {
        for (int seed = 1; seed <= 300; seed++)
        {
            string once = Canonical(RandomXml.Document(seed), 0, null, withComments: true);
            Assert.Equal(once, Canonical(once, 0, null, withComments: true));
        }
    }

    // Each example shows one sentence of the recommendations; the documents are made for this test.
    [Theory]
    [InlineData("<a/>", "<a></a>")]
    [InlineData("<a  b = '1'  a=\"2\" ></a >", "<a a=\"2\" b=\"1\"></a>")]
    [InlineData("<a xmlns='urn:x' xmlns:q='urn:q'/>", "<a xmlns=\"urn:x\"></a>")]
    [InlineData("<q:a xmlns='urn:x' xmlns:q='urn:q'/>", "<q:a xmlns:q=\"urn:q\"></q:a>")]
    [InlineData("<a xmlns=''/>", "<a></a>")]
    [InlineData("<a xmlns='urn:x'><b xmlns=''/></a>", "<a xmlns=\"urn:x\"><b xmlns=\"\"></b></a>")]
    [InlineData("<a xmlns='urn:x'><b xmlns=''><c xmlns=''/></b></a>", "<a xmlns=\"urn:x\"><b xmlns=\"\"><c></c></b></a>")]
    [InlineData("<a xmlns='urn:x'><b xmlns='urn:x'/></a>", "<a xmlns=\"urn:x\"><b></b></a>")]
    [InlineData("<a xmlns:q='urn:q'><q:b/><q:c/></a>", "<a><q:b xmlns:q=\"urn:q\"></q:b><q:c xmlns:q=\"urn:q\"></q:c></a>")]
    [InlineData("<a xmlns:q='urn:q'><q:b><q:c/></q:b></a>", "<a><q:b xmlns:q=\"urn:q\"><q:c></q:c></q:b></a>")]
    [InlineData("<q:a xmlns:q='urn:1'><q:b xmlns:q='urn:2'><q:c xmlns:q='urn:1'/></q:b></q:a>", "<q:a xmlns:q=\"urn:1\"><q:b xmlns:q=\"urn:2\"><q:c xmlns:q=\"urn:1\"></q:c></q:b></q:a>")]
    [InlineData("<a xmlns:p='urn:z' xmlns:q='urn:b' p:x='1' q:x='2' x='3'/>", "<a xmlns:p=\"urn:z\" xmlns:q=\"urn:b\" x=\"3\" q:x=\"2\" p:x=\"1\"></a>")]
    [InlineData("<a xmlns:t='urn:t' t='t:name'>t:name</a>", "<a t=\"t:name\">t:name</a>")]
    [InlineData("<a xml:lang='en'><b xml:space='preserve'/></a>", "<a xml:lang=\"en\"><b xml:space=\"preserve\"></b></a>")]
    [InlineData("<a b='&lt;&gt;&amp;&quot;&apos;&#9;&#10;&#13;'/>", "<a b=\"&lt;>&amp;&quot;'&#x9;&#xA;&#xD;\"></a>")]
    [InlineData("<a b='1\t2\n3\r\n4'/>", "<a b=\"1 2 3 4\"></a>")]
    [InlineData("<a>&lt;&gt;&amp;&quot;&apos;\"'&#9;&#10;&#13;</a>", "<a>&lt;&gt;&amp;\"'\"'\t\n&#xD;</a>")]
    [InlineData("<a>1\r\n2\r3</a>", "<a>1\n2\n3</a>")]
    [InlineData("<a><![CDATA[<b>&amp;]]>]]&gt;</a>", "<a>&lt;b&gt;&amp;amp;]]&gt;</a>")]
    [InlineData("<a><?p?><?q   x ?></a>", "<a><?p?><?q x ?></a>")]
    [InlineData("<?p?><a/><!-- c -->", "<a></a>")]
    [InlineData("<a>&#xE9;&#x1F600;</a>", "<a>é\U0001F600</a>")]
    [InlineData("\uFEFF<?xml version='1.0'?>\n<a/>", "<a></a>")]
    public void Each_rule_has_an_example(string xml, string expected) => Assert.Equal(expected, Canonical(xml, 0, null, withComments: false));

    [Theory]
    [InlineData(true, "<a>1<!-- c\n -->2</a>")]
    [InlineData(false, "<a>12</a>")]
    public void Comments_stay_or_go(bool with, string expected) => Assert.Equal(expected, Canonical("<a>1<!-- c\r\n -->2</a>", 0, null, with));

    [Theory]
    [InlineData(null, "<b></b>")]
    [InlineData("q", "<b xmlns:q=\"urn:q\"></b>")]
    [InlineData("#default", "<b></b>")]
    [InlineData("q r q", "<b xmlns:q=\"urn:q\" xmlns:r=\"urn:r\"></b>")]
    [InlineData("xml unknown", "<b></b>")]
    public void Inclusive_prefixes_are_taken_from_the_ancestors_of_the_apex(string? prefixes, string expected) =>
        Assert.Equal(expected, Canonical("<a xmlns:q='urn:q' xmlns:r='urn:old'><c xmlns:r='urn:r'><b/></c></a>", 2, prefixes, withComments: false));

    [Fact]
    public void The_default_namespace_can_be_inclusive() =>
        Assert.Equal("<p:b xmlns=\"urn:x\" xmlns:p=\"urn:p\"></p:b>", Canonical("<a xmlns='urn:x' xmlns:p='urn:p'><p:b/></a>", 1, "#default", withComments: false));

    [Fact]
    public void Attributes_and_declarations_are_sorted_by_code_point_and_not_by_utf16_unit() =>
        Assert.Equal(
            "<a xmlns:\uFA0E=\"urn:1\" \uFA0E=\"1\" \uFA0E:x=\"2\"></a>",
            Canonical("<a xmlns:\uFA0E='urn:1' \uFA0E:x='2' \uFA0E='1'/>", 0, null, withComments: false));

    private static string Canonical(string xml, int apex, string? prefixes, bool withComments)
    {
        using XmlTree? tree = Trees.Parse(Encoding.UTF8.GetBytes(xml), out SamlFailure? failure);
        Assert.True(tree is not null, failure?.Detail + "\n" + xml);
        int element = Enumerable.Range(0, tree.NodeCount).Where(i => tree.Node(i).Kind == XmlNodeKind.Element).ElementAt(apex);
        using var output = new PooledBuffer(16);
        Assert.True(ExclusiveCanonicalizer.TryWrite(tree, element, -1, prefixes, withComments, XmlLimits.Canonical, output));
        return Encoding.UTF8.GetString(output.Written);
    }

    private static XmlDocument Load(string xml)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        // XmlDocument's own reader does not normalise line ends; this one does, as XML 1.0, 2.11 says.
        using var reader = XmlReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(xml)), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        document.Load(reader);
        return document;
    }

    /// <summary>
    /// The apex becomes a document of its own, with every namespace that it inherits declared on it, as SignedXml prepares what it
    /// digests: given a part of a document, the framework loses inclusive prefixes of the ancestors.
    /// </summary>
    private static string ByFramework(System.Xml.XmlElement apex, string? prefixes, bool withComments)
    {
        var alone = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        var copy = (System.Xml.XmlElement)alone.AppendChild(alone.ImportNode(apex, deep: true))!;
        for (System.Xml.XmlNode? ancestor = apex.ParentNode; ancestor is System.Xml.XmlElement; ancestor = ancestor.ParentNode)
        {
            foreach (XmlAttribute declaration in ancestor.Attributes!.OfType<XmlAttribute>().Where(a => a.NamespaceURI == XmlnsNamespace && !copy.HasAttribute(a.Name)))
            {
                copy.SetAttributeNode((XmlAttribute)alone.ImportNode(declaration, deep: true));
            }
        }

        var transform = new XmlDsigExcC14NTransform(withComments, prefixes);
        transform.LoadInput(alone);
        using var output = (MemoryStream)transform.GetOutput(typeof(Stream));
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
