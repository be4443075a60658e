using System.Text;

namespace Saml.Xml;

/// <summary>The PrefixList of ec:InclusiveNamespaces (xml-exc-c14n 3).</summary>
internal static class InclusivePrefixes
{
    /// <summary>Marks the numbers of the listed prefixes; prefixes that the document does not use are of no account.</summary>
    /// <returns>Whether any was marked.</returns>
    internal static bool Mark(XmlTree tree, string? prefixList, Span<bool> marks)
    {
        bool any = false;
        foreach (string prefix in (prefixList ?? string.Empty).Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (prefix == "#default")
            {
                marks[XmlTree.EmptyPrefix] = any = true;
            }
            else if (tree.TryFindPrefix(Encoding.UTF8.GetBytes(prefix), out ushort number))
            {
                marks[number] = any = true;
            }
        }

        return any;
    }
}
