using Saml.Xml;

namespace Saml.Encryption;

/// <summary>
/// The plaintext may use prefixes that were declared around the ciphertext (xmlenc-core1 4.4): an element of our own declares them,
/// and the plaintext becomes its only child.
/// </summary>
internal static class DecryptionContext
{
    /// <summary>Writes the start tag of that element.</summary>
    /// <param name="container">The element that holds the EncryptedData: in signed octets, where they are signed.</param>
    /// <param name="received">
    /// The same element of the received document, or null. Exclusive canonicalisation drops declarations that nothing outside of the
    /// ciphertext uses, so some may stand there alone. Nobody signed those: they can name what is strange to SAML, never what we read.
    /// </param>
    /// <param name="octets">Takes the start tag.</param>
    /// <returns>Where the plaintext starts.</returns>
    internal static int Write(XmlElement container, XmlElement? received, PooledBuffer octets)
    {
        Span<bool> done = stackalloc bool[SamlLimits.MaxNamespaces];
        octets.Append("<x"u8);
        WriteInScope(container, done, octets, static _ => true);
        if (received is { } unsigned)
        {
            Span<bool> doneToo = stackalloc bool[SamlLimits.MaxNamespaces];
            MarkKnown(container.Tree, done, unsigned.Tree, doneToo);
            WriteInScope(unsigned, doneToo, octets, static number => number is XmlNamespaces.SchemaInstance || number >= XmlNamespaces.Known.Length);
        }

        octets.Append((byte)'>');
        return octets.Length;
    }

    /// <summary>The declarations that hold at an element: of each prefix the innermost.</summary>
    private static void WriteInScope(XmlElement element, Span<bool> done, PooledBuffer octets, Func<ushort, bool> isWanted)
    {
        XmlTree tree = element.Tree;
        for (int at = element.Index; at >= 0; at = tree.Node(at).Parent)
        {
            foreach (ref XmlDeclaration declaration in tree.DeclarationsOf(tree.Node(at)))
            {
                if (!done[declaration.Prefix] && declaration.Prefix != XmlTree.XmlPrefix && isWanted(declaration.Namespace))
                {
                    Write(tree, declaration, octets);
                }

                done[declaration.Prefix] = true;
            }
        }
    }

    /// <summary>Carries over which prefixes are done from one tree, which numbers prefixes in its own way, to another.</summary>
    private static void MarkKnown(XmlTree from, ReadOnlySpan<bool> done, XmlTree to, Span<bool> doneToo)
    {
        for (ushort prefix = 0; prefix < from.PrefixCount; prefix++)
        {
            if (done[prefix] && to.TryFindPrefix(from.PrefixName(prefix), out ushort same))
            {
                doneToo[same] = true;
            }
        }
    }

    private static void Write(XmlTree tree, in XmlDeclaration declaration, PooledBuffer octets)
    {
        octets.Append(" xmlns"u8);
        if (declaration.Prefix != XmlTree.EmptyPrefix)
        {
            octets.Append((byte)':');
            octets.Append(tree.PrefixName(declaration.Prefix));
        }

        octets.Append("=\""u8);
        CanonicalText.AppendAttributeValue(tree.NamespaceName(declaration.Namespace), octets);
        octets.Append((byte)'"');
    }
}
