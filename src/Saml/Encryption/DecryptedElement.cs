using Saml.Xml;

namespace Saml.Encryption;

/// <summary>The element that came out of a decryption, in a document of its own. It proves nothing about who wrote it.</summary>
internal sealed class DecryptedElement : IDisposable
{
    private readonly PooledBuffer _octets;

    private DecryptedElement(PooledBuffer octets, XmlElement element)
    {
        _octets = octets;
        Element = element;
    }

    internal XmlElement Element { get; }

    /// <summary>Parses <paramref name="octets"/>, which it takes over: a context element with the plaintext inside. Null when that is not exactly one element.</summary>
    internal static DecryptedElement? Parse(PooledBuffer octets, int plaintextStart)
    {
        if (XmlParser.TryParse(octets.Array, octets.Length, XmlLimits.Canonical, out XmlTree? tree, out _))
        {
            // The context must be closed by our own end tag, or the plaintext has broken out of it.
            var context = new XmlElement(tree, tree.Root);
            XmlChildren children = context.Children;
            if (children.TryTake(out XmlElement element)
                && children.IsAtEnd
                && tree.Node(element.Index).Start >= plaintextStart
                && tree.Node(tree.Root).End == tree.NodeCount)
            {
                return new DecryptedElement(octets, element);
            }

            tree.Dispose();
        }

        octets.Dispose();
        return null;
    }

    public void Dispose()
    {
        Element.Tree.Dispose();
        _octets.Dispose();
    }
}
