using System.Text;

namespace Saml.Xml;

/// <summary>One element of a tree, as message readers see it.</summary>
internal readonly struct XmlElement(XmlTree tree, int index)
{
    internal XmlTree Tree { get; } = tree;

    internal int Index { get; } = index;

    internal bool Is(ushort namespaceNumber, ReadOnlySpan<byte> localName)
    {
        ref XmlNode node = ref Tree.Node(Index);
        return node.Namespace == namespaceNumber && Tree.LocalName(node).SequenceEqual(localName);
    }

    internal bool HasNamespace(ushort namespaceNumber) => Tree.Node(Index).Namespace == namespaceNumber;

    /// <summary>The element's local name, for messages to people.</summary>
    internal string LocalName => Encoding.UTF8.GetString(Tree.LocalName(Tree.Node(Index)));

    internal XmlChildren Children => new(Tree, Index);

    internal bool HasElements => Children.TryPeek(out _);

    /// <summary>The value of the attribute of this name that is in no namespace; null when there is none.</summary>
    internal string? Attribute(ReadOnlySpan<byte> name)
    {
        foreach (ref XmlAttributeNode attribute in Tree.AttributesOf(Tree.Node(Index)))
        {
            if (attribute.Namespace == XmlNamespaces.None && Tree.LocalName(attribute).SequenceEqual(name))
            {
                return Value(Tree, attribute);
            }
        }

        return null;
    }

    /// <summary>An attribute whose type is anyURI, ID, NCName or dateTime: white space around the value does not count (xmlschema-2, 4.3.6).</summary>
    internal string? Token(ReadOnlySpan<byte> name) => Attribute(name)?.Trim(' ', '\t', '\n', '\r');

    /// <summary>All character data of the element and what it holds, in document order; comments and processing instructions do not split it.</summary>
    internal string Text()
    {
        return Tree.Node(Index).End == Index + 1
            ? string.Empty
            : TryPlainText(out ReadOnlySpan<byte> octets) ? Encoding.UTF8.GetString(octets) : CollectText(Tree.Node(Index).End);
    }

    /// <summary>The element's character data where it is one run of octets that stand for themselves; else false.</summary>
    internal bool TryPlainText(out ReadOnlySpan<byte> octets)
    {
        octets = default;
        if (Tree.Node(Index).End != Index + 2)
        {
            return false;
        }

        ref XmlNode only = ref Tree.Node(Index + 1);
        octets = Tree.Octets(only.Start, only.Length);
        return only.Kind == XmlNodeKind.Text && only.IsPlain;
    }

    /// <summary>The element's character data where its type is anyURI or base64: white space around it does not count.</summary>
    internal string TokenText() => Text().Trim(' ', '\t', '\n', '\r');

    internal static string Value(XmlTree tree, in XmlAttributeNode attribute)
    {
        ReadOnlySpan<byte> raw = tree.Octets(attribute.ValueStart, attribute.ValueLength);
        if (attribute.IsPlain)
        {
            return Encoding.UTF8.GetString(raw);
        }

        using var decoded = new PooledBuffer(raw.Length);
        decoded.Advance(XmlText.DecodeAttribute(raw, decoded.Reserve(raw.Length)));
        return Encoding.UTF8.GetString(decoded.Written);
    }

    private string CollectText(int end)
    {
        using var text = new PooledBuffer(256);
        for (int i = Index + 1; i < end; i++)
        {
            ref XmlNode node = ref Tree.Node(i);
            if (node.Kind is XmlNodeKind.Text or XmlNodeKind.CData)
            {
                ReadOnlySpan<byte> raw = Tree.Octets(node.Start, node.Length);
                Span<byte> room = text.Reserve(raw.Length);
                text.Advance(node.Kind == XmlNodeKind.Text ? XmlText.DecodeText(raw, room) : XmlText.DecodeCData(raw, room));
            }
        }

        return Encoding.UTF8.GetString(text.Written);
    }
}
