using System.Text;

namespace Saml.Xml;

/// <summary>
/// IDs must be unique in a document (XML 1.0, 3.3.1, Validity constraint: ID), or a signature's reference could mean two elements.
/// Without a DTD only names tell which attributes are IDs: ID, Id and id of any element, and xml:id.
/// </summary>
internal static class XmlIds
{
    private const int PairwiseUpTo = 16;

    /// <summary>Finds an ID that two elements of <paramref name="tree"/> carry.</summary>
    internal static bool TryFindDuplicate(XmlTree tree, out string? duplicate)
    {
        Span<int> first = stackalloc int[PairwiseUpTo];
        HashSet<string>? many = null;
        int count = 0;
        for (int i = 0; i < tree.AttributeCount; i++)
        {
            ref XmlAttributeNode attribute = ref tree.Attribute(i);
            if (!IsId(tree, attribute))
            {
                continue;
            }

            bool repeated = count < PairwiseUpTo
                ? IsAmong(tree, first[..count], attribute)
                : !(many ??= Collect(tree, first)).Add(XmlElement.Value(tree, attribute));
            if (repeated)
            {
                duplicate = XmlElement.Value(tree, attribute);
                return true;
            }

            if (count < PairwiseUpTo)
            {
                first[count] = i;
            }

            count++;
        }

        duplicate = null;
        return false;
    }

    private static bool IsId(XmlTree tree, in XmlAttributeNode attribute)
    {
        ReadOnlySpan<byte> name = tree.LocalName(attribute);
        return name.Length == 2
            && Ascii.EqualsIgnoreCase(name, "id"u8)
            && attribute.Namespace is XmlNamespaces.None or XmlNamespaces.Xml;
    }

    private static bool IsAmong(XmlTree tree, ReadOnlySpan<int> earlier, in XmlAttributeNode attribute)
    {
        string? value = attribute.IsPlain ? null : XmlElement.Value(tree, attribute);
        foreach (int index in earlier)
        {
            ref XmlAttributeNode other = ref tree.Attribute(index);
            bool same = value is null && other.IsPlain
                ? tree.Octets(other.ValueStart, other.ValueLength).SequenceEqual(tree.Octets(attribute.ValueStart, attribute.ValueLength))
                : string.Equals(value ?? XmlElement.Value(tree, attribute), XmlElement.Value(tree, other), StringComparison.Ordinal);
            if (same)
            {
                return true;
            }
        }

        return false;
    }

    private static HashSet<string> Collect(XmlTree tree, ReadOnlySpan<int> indexes)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (int index in indexes)
        {
            ids.Add(XmlElement.Value(tree, tree.Attribute(index)));
        }

        return ids;
    }
}
