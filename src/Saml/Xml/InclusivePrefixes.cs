using System.Text;

namespace Saml.Xml;

/// <summary>The PrefixList of ec:InclusiveNamespaces (xml-exc-c14n 3).</summary>
internal static class InclusivePrefixes
{
    /// <summary>Marks the numbers of the listed prefixes; prefixes that the document does not use are of no account.</summary>
    /// <param name="tree">The document.</param>
    /// <param name="prefixList">At most <see cref="SamlLimits.MaxPrefixListLength"/> characters, or null.</param>
    /// <param name="marks">Takes the marks.</param>
    /// <returns>Whether any was marked.</returns>
    internal static bool Mark(XmlTree tree, string? prefixList, Span<bool> marks)
    {
        Span<byte> octets = stackalloc byte[SamlLimits.MaxPrefixListLength * 3];
        ReadOnlySpan<byte> list = octets[..Encoding.UTF8.GetBytes(prefixList, octets)];
        bool any = false;
        foreach (Range token in list.SplitAny(" \t\n\r"u8))
        {
            ReadOnlySpan<byte> prefix = list[token];
            if (prefix.SequenceEqual("#default"u8))
            {
                marks[XmlTree.EmptyPrefix] = any = true;
            }
            else if (!prefix.IsEmpty && tree.TryFindPrefix(prefix, out ushort number))
            {
                marks[number] = any = true;
            }
        }

        return any;
    }
}
