namespace Saml.Xml;

/// <summary>
/// Reads the child elements of an element whose content model is elements only, in the order of its schema. Whoever is done asks
/// <see cref="IsAtEnd"/>: an element that nobody took is an element that the schema does not allow there.
/// </summary>
internal struct XmlChildren
{
    private readonly XmlTree _tree;
    private readonly int _end;
    private int _next;

    internal XmlChildren(XmlTree tree, int element)
    {
        _tree = tree;
        _next = element + 1;
        _end = tree.Node(element).End;
        Settle();
    }

    /// <summary>Whether character data other than white space was passed: the schema of SAML's own elements allows none beside elements.</summary>
    internal bool HasText { get; private set; }

    internal readonly bool IsAtEnd => _next >= _end && !HasText;

    internal readonly bool TryPeek(out XmlElement element)
    {
        element = _next < _end ? new XmlElement(_tree, _next) : default;
        return _next < _end;
    }

    /// <summary>Takes the next child element, whatever it is.</summary>
    internal bool TryTake(out XmlElement element)
    {
        if (!TryPeek(out element))
        {
            return false;
        }

        _next = _tree.Node(_next).End;
        Settle();
        return true;
    }

    /// <summary>Takes the next child element if it is the one named.</summary>
    internal bool TryTake(ushort namespaceNumber, ReadOnlySpan<byte> localName, out XmlElement element) =>
        TryPeek(out element) && element.Is(namespaceNumber, localName) && TryTake(out element);

    /// <summary>Moves on to the next element, over comments, processing instructions and white space.</summary>
    private void Settle()
    {
        for (; _next < _end; _next++)
        {
            ref XmlNode node = ref _tree.Node(_next);
            if (node.Kind == XmlNodeKind.Element)
            {
                return;
            }

            if (node.Kind is XmlNodeKind.Text or XmlNodeKind.CData)
            {
                HasText |= !XmlText.IsWhiteSpace(_tree.Octets(node.Start, node.Length), references: node.Kind == XmlNodeKind.Text);
            }
        }
    }
}
