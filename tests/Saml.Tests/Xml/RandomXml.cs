using System.Globalization;
using System.Text;

namespace Saml.Tests.Xml;

/// <summary>
/// Makes well-formed documents with namespaces and every kind of node, the same ones for the same seed. Names and characters stay in
/// what every edition of XML 1.0 allows.
/// </summary>
internal sealed class RandomXml
{
    private static readonly string[] Prefixes = ["", "a", "b", "c", "saml", "xs", "a1", "B"];
    private static readonly string[] Namespaces = ["urn:a", "urn:b", "urn:c", "http://x.example/?q=1&amp;r=\u00FC", "relative", "urn:A"];
    private static readonly string[] Locals = ["x", "y", "Z", "name", "n-1", "_u", "\u00E9l\u00E9ment", "\u65E5\u672C"];
    private static readonly string[] Texts =
    [
        "text", " ", "\n  ", "\r\n", "\r", "\t", "&amp;", "&lt;", "&gt;", ">", "&quot;", "&apos;", "\"", "'", "&#13;", "&#xA;", "&#9;", "&#x20;",
        "\u00E4\u00F6", "\u20AC", "\U0001F600", "&#x1F600;", "&#228;", "]]", "]", "\u0085", "\u2028",
    ];

    private readonly Random _random;
    private readonly StringBuilder _xml = new();
    private readonly Stack<Dictionary<string, string>> _scopes = new();

    private RandomXml(int seed) => _random = new Random(seed);

    public static string Document(int seed) => new RandomXml(seed).WriteDocument();

    /// <summary>A list of inclusive prefixes, or null.</summary>
    public static string? PrefixList(int seed)
    {
        var random = new Random(seed);
        string[] all = ["#default", "a", "b", "c", "xs", "saml", "undeclared", "xml"];
        string[] chosen = [.. all.Where(_ => random.Next(3) == 0)];
        return random.Next(3) == 0 ? null : string.Join(random.Next(2) == 0 ? " " : "  ", chosen);
    }

    private string WriteDocument()
    {
        _scopes.Push(new Dictionary<string, string> { [""] = "" });
        if (Chance(3))
        {
            _xml.Append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        }

        Misc();
        Element(0);
        Misc();
        return _xml.ToString();
    }

    private void Misc()
    {
        while (Chance(3))
        {
            Pick<Action>([Comment, Instruction, () => _xml.Append("\r\n ")])();
        }
    }

    private void Element(int depth)
    {
        var scope = new Dictionary<string, string>(_scopes.Peek());
        var attributes = new List<string>();
        foreach (string declared in Prefixes.Where(_ => Chance(depth == 0 ? 2 : 6)))
        {
            string ns = declared.Length == 0 && Chance(3) ? "" : Pick(Namespaces);
            scope[declared] = ns;
            attributes.Add((declared.Length == 0 ? "xmlns" : "xmlns:" + declared) + "=" + Quote(ns));
        }

        string prefix = Pick([.. scope.Keys]);
        string name = Qualified(prefix, Pick(Locals));
        var seen = new HashSet<(string, string)>();
        while (Chance(2))
        {
            string p = Pick([.. scope.Keys]);
            string local = Pick(Locals);
            if (Chance(6))
            {
                (p, local) = ("xml", Pick(["lang", "space", "id", "base"]));
            }

            if (seen.Add((p.Length == 0 ? "" : p == "xml" ? "xml" : scope[p], local)))
            {
                attributes.Add(Qualified(p, local) + "=" + Quote(AttributeText(local)));
            }
        }

        _xml.Append('<').Append(name);
        foreach (string attribute in attributes.OrderBy(_ => _random.Next()))
        {
            _xml.Append(Pick([" ", "\n", "  ", "\t"])).Append(attribute);
        }

        if (depth > 0 && Chance(5))
        {
            _xml.Append(Chance(2) ? "/>" : " />");
            return;
        }

        _xml.Append(Chance(6) ? " >" : ">");
        _scopes.Push(scope);
        for (int children = depth == 0 ? 4 : _random.Next(depth > 5 ? 2 : 4); children > 0; children--)
        {
            Child(depth);
        }

        _scopes.Pop();
        _xml.Append("</").Append(name).Append(Chance(8) ? "\n>" : ">");
    }

    private void Child(int depth)
    {
        switch (_random.Next(8))
        {
            case 0 or 1 or 2:
                Element(depth + 1);
                break;
            case 3:
                Comment();
                break;
            case 4:
                Instruction();
                break;
            case 5:
                _xml.Append("<![CDATA[").Append(Pick(["", "a<b>&c;", "]]", "\r\n", "\u00E9&#13;"])).Append("]]>");
                break;
            default:
                // An element behind each run of text keeps ']]' and '>' apart.
                _xml.Append(Pick(Texts)).Append(Pick(["a", "1", " "])).Append(Pick(Texts)).Append('.');
                break;
        }
    }

    private void Comment() => _xml.Append("<!--").Append(Pick(["", " c ", "\r\nx", "-\u00E9 ", "<a>&amp;"])).Append("-->");

    private void Instruction() => _xml.Append("<?").Append(Pick(["p", "p ", "target some data", "x \r\n d ? ", "q  <a/>&amp;"])).Append("?>");

    private string AttributeText(string local) => local switch
    {
        // Unique, so that an xml:id or the like never repeats.
        "id" => "i" + _xml.Length.ToString(CultureInfo.InvariantCulture) + "-" + _random.Next().ToString(CultureInfo.InvariantCulture),
        "space" => "preserve",
        "lang" => "en",
        _ => string.Concat(Enumerable.Range(0, _random.Next(4)).Select(_ => Pick(Texts))),
    };

    private string Quote(string value) =>
        Chance(2) ? "\"" + value.Replace("\"", "&quot;", StringComparison.Ordinal) + "\"" : "'" + value.Replace("'", "&apos;", StringComparison.Ordinal) + "'";

    private static string Qualified(string prefix, string local) => prefix.Length == 0 ? local : prefix + ":" + local;

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];
}
