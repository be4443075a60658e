namespace Saml.Xml;

/// <summary>The order of namespace declarations and attributes (xml-c14n 2.2).</summary>
internal static class CanonicalOrder
{
    // Elements have a handful of attributes; for more, the library's sort keeps the cost from growing with their square.
    private const int InsertionSortUpTo = 12;

    /// <summary>Sorts prefix numbers by the prefixes' octets.</summary>
    internal static void SortPrefixes(XmlTree tree, Span<int> prefixes)
    {
        if (prefixes.Length > InsertionSortUpTo)
        {
            SortManyPrefixes(tree, prefixes);
            return;
        }

        for (int i = 1; i < prefixes.Length; i++)
        {
            for (int j = i; j > 0 && ComparePrefixes(tree, prefixes[j - 1], prefixes[j]) > 0; j--)
            {
                (prefixes[j - 1], prefixes[j]) = (prefixes[j], prefixes[j - 1]);
            }
        }
    }

    /// <summary>Sorts attribute indexes by namespace name, then local name.</summary>
    internal static void SortAttributes(XmlTree tree, Span<int> attributes)
    {
        if (attributes.Length > InsertionSortUpTo)
        {
            // Octets that were canonical once are sorted already.
            if (!AreSorted(tree, attributes))
            {
                SortManyAttributes(tree, attributes);
            }

            return;
        }

        for (int i = 1; i < attributes.Length; i++)
        {
            for (int j = i; j > 0 && CompareAttributes(tree, attributes[j - 1], attributes[j]) > 0; j--)
            {
                (attributes[j - 1], attributes[j]) = (attributes[j], attributes[j - 1]);
            }
        }
    }

    private static bool AreSorted(XmlTree tree, ReadOnlySpan<int> attributes)
    {
        for (int i = 1; i < attributes.Length; i++)
        {
            if (CompareAttributes(tree, attributes[i - 1], attributes[i]) > 0)
            {
                return false;
            }
        }

        return true;
    }

    // Methods of their own, so that only they pay for the closure.
    private static void SortManyPrefixes(XmlTree tree, Span<int> prefixes) => prefixes.Sort((a, b) => ComparePrefixes(tree, a, b));

    private static void SortManyAttributes(XmlTree tree, Span<int> attributes) => attributes.Sort((a, b) => CompareAttributes(tree, a, b));

    private static int ComparePrefixes(XmlTree tree, int a, int b) =>
        tree.PrefixName((ushort)a).SequenceCompareTo(tree.PrefixName((ushort)b));

    private static int CompareAttributes(XmlTree tree, int a, int b)
    {
        ref XmlAttributeNode first = ref tree.Attribute(a);
        ref XmlAttributeNode second = ref tree.Attribute(b);
        int byNamespace = first.Namespace == second.Namespace
            ? 0
            : tree.NamespaceName(first.Namespace).SequenceCompareTo(tree.NamespaceName(second.Namespace));
        return byNamespace != 0 ? byNamespace : tree.LocalName(first).SequenceCompareTo(tree.LocalName(second));
    }
}
