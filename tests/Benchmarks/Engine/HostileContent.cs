using System.Globalization;
using System.Text;
using Saml;

namespace Benchmarks.Engine;

/// <summary>
/// Well-formed XML that is meant to cost much, each of about the same length and within all limits of the parser: what goes beyond them
/// is refused on the way, and so costs less.
/// </summary>
internal static class HostileContent
{
    internal const string CommentsAndText = "comments and text";

    // The rest of the document has nodes of its own.
    private const int Nodes = 15_000;
    private const int Attributes = SamlLimits.MaxAttributesPerElement - 4;

    internal static IEnumerable<(string Name, string Xml)> OfLength(int length)
    {
        yield return ("nesting", Repeat(length, string.Concat(Enumerable.Repeat("<a>", 38)) + string.Concat(Enumerable.Repeat("</a>", 38)), 38));
        yield return ("small elements", Repeat(length, "<a/>", 1));
        yield return ("small elements, the more text", Repeat(length, "<a/>xxxxxxxxxxxx", 2));
        yield return ("attributes", Repeat(length, $"<a{Many(Attributes, i => $" {Alike(i)}=\"\"")}/>", 1));
        yield return ("attributes in namespaces", Declared(length, Many(20, i => $" xmlns:{Alike(i)}=\"urn:{Alike(i)}\""), $"<a{Many(Attributes - 20, i => $" {Alike(i % 20)}:{Alike(i)}=\"\"")}/>"));
        yield return ("attribute values with references", Repeat(length, "<a b=\"&#x41;&#x42;&amp;&lt;&#x43;&#x44;&#9;&#10;&#13;\"/>", 1));
        yield return ("namespace declarations", Repeat(length, $"<a{Many(Attributes, i => $" xmlns:{Alike(i)}=\"urn:{Alike(i)}\"")}/>", 1));
        yield return ("namespaces with long names", Repeat(length, $"<a{Many(Attributes, i => $" xmlns:{Alike(i)}=\"{new string('n', 1000)}{Alike(i)}\"")}/>", 1));
        yield return ("many prefixes", Declared(length, Many(Attributes, i => $" xmlns:{Alike(i)}=\"urn:a\""), Many(Attributes, i => $"<{Alike(i)}:a/>")));
        yield return ("long prefixes", Declared(length, Many(Attributes, i => $" xmlns:{new string('p', 500)}{Alike(i)}=\"urn:a\""), Many(Attributes, i => $"<{new string('p', 500)}{Alike(i)}:a/>")));
        yield return ("namespaces that come and go", Repeat(length, "<p:a xmlns:p=\"urn:1\"><p:a xmlns:p=\"urn:2\"/><a xmlns=\"urn:1\"><a xmlns=\"\"/></a></p:a>", 4));
        yield return ("canonical form grows", Declared(length, $" xmlns:p=\"{new string('n', 150)}\"", "<p:a/>xxxxxxxxxx<!-- -->xxxxxxxxxx<!-- -->xxxxxxxxxx"));
        yield return ("canonical form bursts", Declared(length, $" xmlns:p=\"{new string('n', 4000)}\"", "<p:a/>xxxxxxxxxx"));
        yield return ("long element names", Repeat(length, $"<{new string('a', 20_000)}/>", 1));
        yield return ("long attribute names", Repeat(length, $"<a {new string('b', 20_000)}=\"\"/>", 1));
        yield return ("names beyond ASCII", Repeat(length, $"<{new string('\u00E9', 2_000)} {new string('\u65E5', 2_000)}=\"\"/>", 1));
        yield return ("character references", Repeat(length, "&#x41;&#x00000042;&#67;", 0));
        yield return ("entities", Repeat(length, "&amp;&lt;&gt;&quot;", 0));
        yield return ("text that grows", Repeat(length, ">", 0));
        yield return ("line ends", Repeat(length, "\r\n\r", 0));
        yield return ("comments", Repeat(length, "<!---->", 1));
        yield return (CommentsAndText, Repeat(length, "<!---->xxxxxxxxxx", 2));
        yield return ("processing instructions", Repeat(length, "<?a?>", 1));
        yield return ("CDATA sections", Repeat(length, "<![CDATA[>>>>>]]>", 1));
        yield return ("IDs", Counted(length, "<a ID=\"_{0:000000}\"/>"));
        yield return ("IDs in references", Counted(length, "<a ID=\"&#95;{0:000000}\"/>"));
    }

    /// <summary>Names of three octets that begin and end alike.</summary>
    private static string Alike(int i) => "a" + "0123456789bcdefghijklmnopqrstuvwxyzBCDEFGHIJKLMNOPQRSTUVWXYZ-_."[i] + "a";

    private static string Many(int count, Func<int, string> write) => string.Concat(Enumerable.Range(0, count).Select(write));

    private static string Declared(int length, string declarations, string content)
    {
        // In the content each prefix is used by siblings, so that the canonical form says it anew each time.
        string start = $"<w{declarations}>";
        return start + Repeat(length - start.Length - 4, content, content.AsSpan().Count('<') * 2) + "</w>";
    }

    private static string Counted(int length, string format)
    {
        var xml = new StringBuilder(length);
        for (int i = 0; i < Nodes && xml.Length < length - format.Length - 4; i++)
        {
            xml.Append(string.Format(CultureInfo.InvariantCulture, format, i));
        }

        return Fill(xml, length);
    }

    /// <summary>As often as length and nodes allow; plain text makes up the length.</summary>
    private static string Repeat(int length, string piece, int nodes)
    {
        var xml = new StringBuilder(length);
        int times = Math.Min(length / Encoding.UTF8.GetByteCount(piece), nodes == 0 ? int.MaxValue : Nodes / nodes);
        for (int i = 0; i < times; i++)
        {
            xml.Append(piece);
        }

        return Fill(xml, length);
    }

    private static string Fill(StringBuilder xml, int length)
    {
        int missing = length - Encoding.UTF8.GetByteCount(xml.ToString());
        return missing > 0 ? xml.Append('x', missing).ToString() : xml.ToString();
    }
}
