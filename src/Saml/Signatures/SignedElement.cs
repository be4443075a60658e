using Saml.Xml;

namespace Saml.Signatures;

/// <summary>
/// Proof that a key of the IdP signed an element: a tree over the octets that were digested, not over the document that was received.
/// <see cref="SignatureVerifier"/> alone makes one.
/// </summary>
internal sealed class SignedElement : IDisposable
{
    private readonly PooledBuffer _octets;

    internal SignedElement(PooledBuffer octets, XmlTree tree, IdpSigningKey key)
    {
        _octets = octets;
        Root = new XmlElement(tree, tree.Root);
        Key = key;
    }

    /// <summary>The element, as it was signed, without its signature.</summary>
    internal XmlElement Root { get; }

    /// <summary>The key that verified it.</summary>
    internal IdpSigningKey Key { get; }

    public void Dispose()
    {
        Root.Tree.Dispose();
        _octets.Dispose();
    }
}
