using Saml.Xml;

namespace Saml.Encryption;

/// <summary>
/// Finds a part of a signed element in the document as it was received. The two differ in comments and in the signature, which the
/// signed octets leave out: the elements stand in the same order.
/// </summary>
internal static class ReceivedTwin
{
    /// <summary>Finds it.</summary>
    /// <param name="part">The part, in signed octets.</param>
    /// <param name="root">The signed element that holds it.</param>
    /// <param name="received">The same element as received.</param>
    /// <returns>The part as received; null where that is the part itself, or the documents differ.</returns>
    internal static XmlElement? Find(XmlElement part, XmlElement root, XmlElement received) =>
        root.Tree == received.Tree ? null : FindBelow(part, root, received);

    private static XmlElement? FindBelow(XmlElement part, XmlElement root, XmlElement received)
    {
        if (part.Index == root.Index)
        {
            return received;
        }

        var parent = new XmlElement(part.Tree, part.Tree.Node(part.Index).Parent);
        if (FindBelow(parent, root, received) is not { } twin)
        {
            return null;
        }

        XmlChildren children = parent.Children;
        XmlChildren twins = twin.Children;
        while (children.TryTake(out XmlElement child))
        {
            bool found = twins.TryTake(out XmlElement other);
            if (found && parent.Index == root.Index && other.Is(XmlNamespaces.Signature, "Signature"u8))
            {
                found = twins.TryTake(out other);
            }

            if (!found || child.Index == part.Index)
            {
                return found ? other : null;
            }
        }

        return null;
    }
}
