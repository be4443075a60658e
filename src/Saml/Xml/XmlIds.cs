using System.Text;

namespace Saml.Xml;

/// <summary>
/// IDs must be unique in a document (XML 1.0, 3.3.1, Validity constraint: ID), or a signature's reference could mean two elements.
/// Without a DTD only names tell which attributes are IDs: xml:id, and ID, Id and id of the elements of SAML and XML security. What
/// elements of others call so may be an ID or not: it must repeat none of those, but may repeat itself, since nothing refers to it.
/// </summary>
internal static class XmlIds
{
    private const int PairwiseUpTo = 16;

    /// <summary>Finds an ID that two elements of <paramref name="tree"/> carry.</summary>
    internal static bool TryFindDuplicate(XmlTree tree, out string? duplicate)
    {
        duplicate = null;
        Span<(int Attribute, bool IsId)> first = stackalloc (int, bool)[PairwiseUpTo];
        Dictionary<string, bool>? many = null;
        int count = 0;
        for (int i = tree.Root; i < tree.NodeCount; i++)
        {
            ref XmlNode node = ref tree.Node(i);
            for (int a = node.FirstAttribute; node.Kind == XmlNodeKind.Element && a < node.FirstAttribute + node.AttributeCount; a++)
            {
                ref XmlAttributeNode attribute = ref tree.Attribute(a);
                if (!IsNamedId(tree, attribute))
                {
                    continue;
                }

                bool isId = attribute.Namespace == XmlNamespaces.Xml || XmlNamespaces.HasIds(node.Namespace);
                bool repeated = count < PairwiseUpTo
                    ? IsAmong(tree, first[..count], attribute, isId)
                    : !TryAdd(many ??= Collect(tree, first), XmlElement.Value(tree, attribute), isId);
                if (repeated)
                {
                    duplicate = XmlElement.Value(tree, attribute);
                    return true;
                }

                if (count < PairwiseUpTo)
                {
                    first[count++] = (a, isId);
                }
            }
        }

        return false;
    }

    private static bool IsNamedId(XmlTree tree, in XmlAttributeNode attribute)
    {
        ReadOnlySpan<byte> name = tree.LocalName(attribute);
        return name.Length == 2
            && Ascii.EqualsIgnoreCase(name, "id"u8)
            && attribute.Namespace is XmlNamespaces.None or XmlNamespaces.Xml;
    }

    private static bool IsAmong(XmlTree tree, ReadOnlySpan<(int Attribute, bool IsId)> earlier, in XmlAttributeNode attribute, bool isId)
    {
        string? value = attribute.IsPlain ? null : XmlElement.Value(tree, attribute);
        foreach ((int index, bool wasId) in earlier)
        {
            ref XmlAttributeNode other = ref tree.Attribute(index);
            bool same = value is null && other.IsPlain
                ? tree.Octets(other.ValueStart, other.ValueLength).SequenceEqual(tree.Octets(attribute.ValueStart, attribute.ValueLength))
                : string.Equals(value ?? XmlElement.Value(tree, attribute), XmlElement.Value(tree, other), StringComparison.Ordinal);
            if (same && (isId || wasId))
            {
                return true;
            }
        }

        return false;
    }

    private static Dictionary<string, bool> Collect(XmlTree tree, ReadOnlySpan<(int Attribute, bool IsId)> earlier)
    {
        var ids = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach ((int index, bool isId) in earlier)
        {
            TryAdd(ids, XmlElement.Value(tree, tree.Attribute(index)), isId);
        }

        return ids;
    }

    private static bool TryAdd(Dictionary<string, bool> ids, string value, bool isId)
    {
        bool repeated = ids.TryGetValue(value, out bool wasId) && (isId || wasId);
        ids[value] = isId || wasId;
        return !repeated;
    }
}
