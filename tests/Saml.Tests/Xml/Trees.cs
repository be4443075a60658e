using System.Text;
using System.Xml;
using Saml.Xml;
using XmlElement = Saml.Xml.XmlElement;
using XmlNode = Saml.Xml.XmlNode;
using XmlText = Saml.Xml.XmlText;

namespace Saml.Tests.Xml;

/// <summary>Reads documents with the engine's parser and with the framework's, and writes down what each understood in one form.</summary>
internal static class Trees
{
    public static XmlTree? Parse(byte[] document, out SamlFailure? failure) =>
        XmlParser.TryParse(document, document.Length, XmlLimits.Message, out XmlTree? tree, out failure) ? tree : null;

    public static string Dump(XmlTree tree)
    {
        var output = new StringBuilder();
        var text = new StringBuilder();
        Dump(tree, tree.Root, output, text);
        return output.ToString();
    }

    /// <summary>What the framework reads; null and its complaint where it refuses.</summary>
    public static string? DumpByFramework(byte[] document, out string? complaint)
    {
        complaint = null;
        var output = new StringBuilder();
        var text = new StringBuilder();
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(document), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            while (reader.Read())
            {
                if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
                {
                    text.Append(reader.Depth > 0 ? reader.Value : string.Empty);
                }
                else if (reader.Depth > 0 || reader.NodeType is XmlNodeType.Element or XmlNodeType.EndElement)
                {
                    Flush(output, text);
                    Node(reader, output);
                }
            }

            return output.ToString();
        }
        catch (XmlException e)
        {
            complaint = e.Message;
            return null;
        }
    }

    private static void Node(XmlReader reader, StringBuilder output)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                bool empty = reader.IsEmptyElement;
                output.Append($"<{reader.Prefix}:{{{reader.NamespaceURI}}}{reader.LocalName}");
                var attributes = new List<string>();
                while (reader.MoveToNextAttribute())
                {
                    if (reader.NamespaceURI != "http://www.w3.org/2000/xmlns/")
                    {
                        attributes.Add($" {reader.Prefix}:{{{reader.NamespaceURI}}}{reader.LocalName}={reader.Value}");
                    }
                }

                Attributes(output, attributes);
                output.Append(empty ? ">\n</>\n" : ">\n");
                break;
            case XmlNodeType.EndElement:
                output.Append("</>\n");
                break;
            case XmlNodeType.Comment:
                output.Append($"!{reader.Value}\n");
                break;
            case XmlNodeType.ProcessingInstruction:
                output.Append($"?{reader.Name} {reader.Value}\n");
                break;
        }
    }

    private static void Dump(XmlTree tree, int index, StringBuilder output, StringBuilder text)
    {
        XmlNode node = tree.Node(index);
        string octets = Encoding.UTF8.GetString(tree.Octets(node.Start, node.Length));
        string content = octets.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        switch (node.Kind)
        {
            case XmlNodeKind.Text:
                text.Append(Decode(tree, node, references: true));
                return;
            case XmlNodeKind.CData:
                text.Append(Decode(tree, node, references: false));
                return;
            case XmlNodeKind.Comment:
                Flush(output, text);
                output.Append($"!{content}\n");
                return;
            case XmlNodeKind.ProcessingInstruction:
                Flush(output, text);
                int space = content.IndexOfAny([' ', '\t', '\n']);
                string target = space < 0 ? content : content[..space];
                output.Append($"?{target} {content[target.Length..].TrimStart(' ', '\t', '\n')}\n");
                return;
        }

        Flush(output, text);
        output.Append($"<{Encoding.UTF8.GetString(tree.PrefixName(node.Prefix))}:{{{Encoding.UTF8.GetString(tree.NamespaceName(node.Namespace))}}}{new XmlElement(tree, index).LocalName}");
        var attributes = new List<string>();
        foreach (XmlAttributeNode attribute in tree.AttributesOf(node))
        {
            attributes.Add($" {Encoding.UTF8.GetString(tree.PrefixName(attribute.Prefix))}:{{{Encoding.UTF8.GetString(tree.NamespaceName(attribute.Namespace))}}}{Encoding.UTF8.GetString(tree.LocalName(attribute))}={XmlElement.Value(tree, attribute)}");
        }

        Attributes(output, attributes);
        output.Append(">\n");
        for (int child = index + 1; child < node.End; child = Math.Max(tree.Node(child).End, child + 1))
        {
            Dump(tree, child, output, text);
        }

        Flush(output, text);
        output.Append("</>\n");
    }

    private static string Decode(XmlTree tree, in XmlNode node, bool references)
    {
        ReadOnlySpan<byte> raw = tree.Octets(node.Start, node.Length);
        byte[] room = new byte[raw.Length];
        int length = references ? XmlText.DecodeText(raw, room) : XmlText.DecodeCData(raw, room);
        return Encoding.UTF8.GetString(room, 0, length);
    }

    private static void Attributes(StringBuilder output, List<string> attributes)
    {
        attributes.Sort(StringComparer.Ordinal);
        attributes.ForEach(attribute => output.Append(attribute));
    }

    private static void Flush(StringBuilder output, StringBuilder text)
    {
        if (text.Length > 0)
        {
            output.Append('"').Append(text).Append("\"\n");
            text.Clear();
        }
    }
}
