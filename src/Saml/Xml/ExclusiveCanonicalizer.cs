namespace Saml.Xml;

/// <summary>
/// Exclusive XML Canonicalization 1.0 (xml-exc-c14n) of one element of a tree, without recursion: the nodes stand in document order already.
/// </summary>
internal readonly ref struct ExclusiveCanonicalizer
{
    private const short NotRendered = -1;

    private readonly XmlTree _tree;
    private readonly PooledBuffer _output;
    private readonly ReadOnlySpan<bool> _inclusive;
    private readonly bool _withComments;

    // Which namespace each prefix means in the output so far, and what to put back when elements end.
    private readonly Span<short> _rendered;
    private readonly List<(ushort Prefix, short Before)> _undo;

    private ExclusiveCanonicalizer(XmlTree tree, PooledBuffer output, ReadOnlySpan<bool> inclusive, bool withComments, Span<short> rendered)
    {
        _tree = tree;
        _output = output;
        _inclusive = inclusive;
        _withComments = withComments;
        _rendered = rendered;
        _undo = [];
    }

    /// <summary>Writes the canonical form of <paramref name="element"/>.</summary>
    /// <param name="tree">The document.</param>
    /// <param name="element">The apex: an element of <paramref name="tree"/>.</param>
    /// <param name="omitted">A descendant to leave out (the enveloped signature, xmldsig-core 6.6.4), or -1.</param>
    /// <param name="inclusivePrefixes">White-space separated prefixes that are treated as Canonical XML treats all (xml-exc-c14n 3), or null.</param>
    /// <param name="withComments">Whether comments are kept.</param>
    /// <param name="limits">How many octets to write at most.</param>
    /// <param name="output">Takes the octets.</param>
    /// <returns>False when the canonical form would be longer than <paramref name="limits"/> allow.</returns>
    internal static bool TryWrite(XmlTree tree, int element, int omitted, string? inclusivePrefixes, bool withComments, XmlLimits limits, PooledBuffer output)
    {
        Span<short> rendered = stackalloc short[SamlLimits.MaxNamespaces];
        rendered.Fill(NotRendered);
        // The empty prefix means no namespace where nothing has been said.
        rendered[XmlTree.EmptyPrefix] = (short)XmlNamespaces.None;
        Span<bool> inclusive = stackalloc bool[SamlLimits.MaxNamespaces];
        bool any = InclusivePrefixes.Mark(tree, inclusivePrefixes, inclusive);
        var canonicalizer = new ExclusiveCanonicalizer(tree, output, any ? inclusive : default, withComments, rendered);
        return canonicalizer.TryWriteElement(element, omitted, limits.MaxBytes);
    }

    private bool TryWriteElement(int apex, int omitted, int maxBytes)
    {
        Span<(int Element, int Undo)> open = stackalloc (int, int)[SamlLimits.MaxDepth];
        int depth = 0;
        int end = _tree.Node(apex).End;
        for (int i = apex; i < end;)
        {
            while (depth > 0 && _tree.Node(open[depth - 1].Element).End == i)
            {
                depth--;
                WriteEndTag(open[depth].Element, open[depth].Undo);
            }

            if (_output.Length > maxBytes)
            {
                return false;
            }

            ref XmlNode node = ref _tree.Node(i);
            if (i == omitted)
            {
                i = node.End;
                continue;
            }

            if (node.Kind == XmlNodeKind.Element)
            {
                open[depth++] = (i, _undo.Count);
                WriteStartTag(i, i == apex);
            }
            else
            {
                WriteLeaf(node);
            }

            i++;
        }

        while (depth > 0)
        {
            depth--;
            WriteEndTag(open[depth].Element, open[depth].Undo);
        }

        return true;
    }

    private void WriteLeaf(in XmlNode node)
    {
        ReadOnlySpan<byte> octets = _tree.Octets(node.Start, node.Length);
        switch (node.Kind)
        {
            case XmlNodeKind.Text when node.IsPlain:
                _output.Append(octets);
                break;
            case XmlNodeKind.Text:
                CanonicalText.AppendText(octets, _output);
                break;
            case XmlNodeKind.CData:
                CanonicalText.AppendCData(octets, _output);
                break;
            case XmlNodeKind.Comment when _withComments:
                _output.Append("<!--"u8);
                CanonicalText.AppendLineEnds(octets, _output);
                _output.Append("-->"u8);
                break;
            case XmlNodeKind.ProcessingInstruction:
                WriteProcessingInstruction(octets);
                break;
            default:
                break;
        }
    }

    /// <summary>xml-c14n 2.3: the target, one space, the data; no space where there is no data.</summary>
    private void WriteProcessingInstruction(ReadOnlySpan<byte> content)
    {
        int target = XmlCharacters.NCNameLength(content);
        ReadOnlySpan<byte> data = content[target..];
        int from = data.IndexOfAnyExcept(" \t\r\n"u8);
        _output.Append("<?"u8);
        _output.Append(content[..target]);
        if (from >= 0)
        {
            _output.Append((byte)' ');
            CanonicalText.AppendLineEnds(data[from..], _output);
        }

        _output.Append("?>"u8);
    }

    private void WriteStartTag(int element, bool apex)
    {
        ref XmlNode node = ref _tree.Node(element);
        _output.Append((byte)'<');
        _output.Append(_tree.QualifiedName(node));
        WriteNamespaces(element, apex);
        WriteAttributes(node);
        _output.Append((byte)'>');
    }

    private void WriteEndTag(int element, int undoTo)
    {
        _output.Append("</"u8);
        _output.Append(_tree.QualifiedName(_tree.Node(element)));
        _output.Append((byte)'>');
        for (int i = _undo.Count - 1; i >= undoTo; i--)
        {
            _rendered[_undo[i].Prefix] = _undo[i].Before;
        }

        _undo.RemoveRange(undoTo, _undo.Count - undoTo);
    }

    /// <summary>
    /// xml-exc-c14n 3: a declaration is written where its prefix is visibly used (or listed as inclusive) and does not already mean the
    /// same in the output.
    /// </summary>
    private void WriteNamespaces(int element, bool apex)
    {
        ref XmlNode node = ref _tree.Node(element);
        int from = _undo.Count;
        Render(node.Prefix, node.Namespace);
        foreach (ref XmlAttributeNode attribute in _tree.AttributesOf(node))
        {
            if (attribute.Prefix != XmlTree.EmptyPrefix)
            {
                Render(attribute.Prefix, attribute.Namespace);
            }
        }

        if (!_inclusive.IsEmpty)
        {
            RenderInclusive(element, apex);
        }

        int count = _undo.Count - from;
        if (count == 1)
        {
            WriteDeclaration(_undo[from].Prefix);
        }
        else if (count > 1)
        {
            WriteSorted(from, count);
        }
    }

    /// <summary>Inclusive prefixes count with all their declarations in scope at the apex, then wherever they are declared anew.</summary>
    private void RenderInclusive(int element, bool apex)
    {
        Span<bool> done = stackalloc bool[SamlLimits.MaxNamespaces];
        for (int at = element; at >= 0; at = apex ? _tree.Node(at).Parent : -1)
        {
            foreach (ref XmlDeclaration declaration in _tree.DeclarationsOf(_tree.Node(at)))
            {
                if (_inclusive[declaration.Prefix] && !done[declaration.Prefix])
                {
                    done[declaration.Prefix] = true;
                    Render(declaration.Prefix, declaration.Namespace);
                }
            }
        }
    }

    /// <summary>Notes that <paramref name="prefix"/> must mean <paramref name="meaning"/> from here on; what is noted behind the caller's mark is written.</summary>
    private void Render(ushort prefix, ushort meaning)
    {
        if (prefix != XmlTree.XmlPrefix && _rendered[prefix] != meaning)
        {
            _undo.Add((prefix, _rendered[prefix]));
            _rendered[prefix] = (short)meaning;
        }
    }

    /// <summary>xml-c14n 2.2: declarations in the order of their prefixes, octet by octet; the default one first, because it has none.</summary>
    private void WriteSorted(int from, int count)
    {
        Span<int> prefixes = stackalloc int[count];
        for (int i = 0; i < count; i++)
        {
            prefixes[i] = _undo[from + i].Prefix;
        }

        CanonicalOrder.SortPrefixes(_tree, prefixes);
        foreach (int prefix in prefixes)
        {
            WriteDeclaration((ushort)prefix);
        }
    }

    private void WriteDeclaration(ushort prefix)
    {
        _output.Append(" xmlns"u8);
        if (prefix != XmlTree.EmptyPrefix)
        {
            _output.Append((byte)':');
            _output.Append(_tree.PrefixName(prefix));
        }

        _output.Append("=\""u8);
        CanonicalText.AppendAttributeValue(_tree.NamespaceName((ushort)_rendered[prefix]), _output);
        _output.Append((byte)'"');
    }

    /// <summary>xml-c14n 2.2: attributes in the order of namespace name, then local name.</summary>
    private void WriteAttributes(in XmlNode node)
    {
        Span<XmlAttributeNode> attributes = _tree.AttributesOf(node);
        if (attributes.Length == 1)
        {
            WriteAttribute(attributes[0]);
            return;
        }

        Span<int> order = stackalloc int[attributes.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = node.FirstAttribute + i;
        }

        CanonicalOrder.SortAttributes(_tree, order);
        foreach (int index in order)
        {
            WriteAttribute(_tree.Attribute(index));
        }
    }

    private void WriteAttribute(in XmlAttributeNode attribute)
    {
        ReadOnlySpan<byte> value = _tree.Octets(attribute.ValueStart, attribute.ValueLength);
        _output.Append((byte)' ');
        _output.Append(_tree.Octets(attribute.NameStart, attribute.NameLength));
        _output.Append("=\""u8);
        if (attribute.IsPlain)
        {
            // A plain value can still hold the quote that did not delimit it.
            CanonicalText.AppendAttributeValue(value, _output);
        }
        else
        {
            using var decoded = new PooledBuffer(value.Length);
            decoded.Advance(XmlText.DecodeAttribute(value, decoded.Reserve(value.Length)));
            CanonicalText.AppendAttributeValue(decoded.Written, _output);
        }

        _output.Append((byte)'"');
    }
}
