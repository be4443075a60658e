namespace Saml.Xml;

/// <content>Tags, attributes and their namespaces.</content>
internal ref partial struct XmlParser
{
    // For a handful, comparing those whose fingerprints are equal is quickest; for more it could take the square of their number.
    private const int ManyAttributes = 12;

    private bool ParseEndTag(int element)
    {
        ref XmlNode node = ref _tree.Node(element);
        ReadOnlySpan<byte> rest = _text[(_at + 2)..];
        ReadOnlySpan<byte> name = _tree.QualifiedName(node);
        if (!rest.StartsWith(name))
        {
            return Fail("an end tag does not match its start tag");
        }

        int end = name.Length;
        while (end < rest.Length && XmlCharacters.IsWhiteSpace(rest[end]))
        {
            end++;
        }

        if (end >= rest.Length || rest[end] != (byte)'>')
        {
            return Fail("an end tag does not match its start tag");
        }

        _at += 2 + end + 1;
        node.End = _tree.NodeCount;
        _scopes.Leave(_tree);
        return true;
    }

    private bool ParseStartTag(int parent)
    {
        if (_scopes.Depth >= SamlLimits.MaxDepth || _tree.NodeCount >= _maxNodes)
        {
            return Fail($"it is nested deeper than {SamlLimits.MaxDepth} or has more than {_maxNodes} nodes", SamlError.DocumentTooComplex);
        }

        int nameStart = _at + 1;
        if (!TryReadQualifiedName(nameStart, out int nameLength, out ushort prefix) || _text[nameStart..].StartsWith("xmlns:"u8))
        {
            return Fail("a tag has no legal name");
        }

        int index = _tree.AddNode(new XmlNode
        {
            Kind = XmlNodeKind.Element,
            Start = nameStart,
            Length = nameLength,
            Prefix = prefix,
            Parent = parent,
            FirstAttribute = _tree.AttributeCount,
            FirstDeclaration = _tree.DeclarationCount,
        });
        _at = nameStart + nameLength;
        _scopes.Enter(index);
        return ParseAttributes(index, out bool empty) && ResolveNames(index) && (!empty || CloseEmpty(index));
    }

    private bool CloseEmpty(int index)
    {
        _tree.Node(index).End = index + 1;
        _scopes.Leave(_tree);
        return true;
    }

    private bool ParseAttributes(int element, out bool empty)
    {
        empty = false;
        while (true)
        {
            int before = _at;
            SkipWhiteSpace();
            ReadOnlySpan<byte> rest = _text[_at..];
            if (rest.StartsWith(">"u8))
            {
                _at++;
                return true;
            }

            if (rest.StartsWith("/>"u8))
            {
                _at += 2;
                empty = true;
                return true;
            }

            if (rest.IsEmpty || _at == before || !ParseAttribute(element))
            {
                return Fail("a start tag is not well-formed");
            }
        }
    }

    private bool ParseAttribute(int element)
    {
        int nameStart = _at;
        if (!TryReadQualifiedName(nameStart, out int nameLength, out ushort prefix))
        {
            return Fail("an attribute has no legal name");
        }

        _at = nameStart + nameLength;
        SkipWhiteSpace();
        if (_at >= _text.Length || _text[_at] != (byte)'=')
        {
            return Fail("an attribute has no value");
        }

        _at++;
        SkipWhiteSpace();
        byte quote = _at < _text.Length ? _text[_at] : (byte)0;
        int length = quote is (byte)'"' or (byte)'\'' ? _text[(_at + 1)..].IndexOf(quote) : -1;
        if (length < 0)
        {
            return Fail("an attribute's value has no quotes");
        }

        int valueStart = _at + 1;
        ReadOnlySpan<byte> value = _text.Slice(valueStart, length);
        // Everything that makes the value differ from its octets, or its canonical form from its value.
        bool plain = value.IndexOfAny("&<\t\n\r"u8) < 0;
        if (!plain && (value.IndexOf((byte)'<') >= 0 || !AreReferencesWellFormed(value)))
        {
            return Fail("an attribute's value holds '<' or a reference that is not well-formed or not predefined");
        }

        _at = valueStart + length + 1;
        return Record(element, nameStart, nameLength, prefix, valueStart, length, plain);
    }

    private bool Record(int element, int nameStart, int nameLength, ushort prefix, int valueStart, int valueLength, bool plain)
    {
        ref XmlNode node = ref _tree.Node(element);
        if (node.AttributeCount + node.DeclarationCount >= SamlLimits.MaxAttributesPerElement)
        {
            return Fail($"an element has more than {SamlLimits.MaxAttributesPerElement} attributes", SamlError.DocumentTooComplex);
        }

        ReadOnlySpan<byte> name = _text.Slice(nameStart, nameLength);
        if (name.SequenceEqual("xmlns"u8))
        {
            return Declare(element, XmlTree.EmptyPrefix, valueStart, valueLength, plain);
        }

        if (name.StartsWith("xmlns:"u8))
        {
            return _tree.TryNumberPrefix(nameStart + 6, nameLength - 6, out ushort declared)
                ? Declare(element, declared, valueStart, valueLength, plain)
                : Fail("it uses too many prefixes", SamlError.DocumentTooComplex);
        }

        node.AttributeCount++;
        _tree.AddAttribute(new XmlAttributeNode
        {
            NameStart = nameStart,
            NameLength = nameLength,
            ValueStart = valueStart,
            ValueLength = valueLength,
            Prefix = prefix,
            IsPlain = plain,
        });
        return true;
    }

    /// <summary>Namespaces in XML 1.0, 3: what may be bound to what.</summary>
    private bool Declare(int element, ushort prefix, int valueStart, int valueLength, bool plain)
    {
        ReadOnlySpan<byte> raw = _text.Slice(valueStart, valueLength);
        byte[]? decoded = plain ? null : new byte[valueLength];
        ReadOnlySpan<byte> name = decoded is null ? raw : decoded.AsSpan(0, XmlText.DecodeAttribute(raw, decoded));
        if (!_tree.TryNumberNamespace(name, out ushort number))
        {
            return Fail("it names too many namespaces", SamlError.DocumentTooComplex);
        }

        bool isXml = number == XmlNamespaces.Xml;
        if (isXml != (prefix == XmlTree.XmlPrefix)
            || (number == XmlNamespaces.None && prefix != XmlTree.EmptyPrefix)
            || name.SequenceEqual("http://www.w3.org/2000/xmlns/"u8)
            || _tree.PrefixName(prefix).SequenceEqual("xmlns"u8))
        {
            return Fail("a namespace declaration binds what must not be bound");
        }

        foreach (ref XmlDeclaration earlier in _tree.DeclarationsOf(_tree.Node(element)))
        {
            if (earlier.Prefix == prefix)
            {
                return Fail("a namespace prefix is declared twice on one element");
            }
        }

        _tree.AddDeclaration(prefix, number);
        _tree.Node(element).DeclarationCount++;
        _scopes.Bind(prefix, number);
        return true;
    }

    /// <summary>Gives the element and its attributes their namespaces, now that all its declarations are known.</summary>
    private bool ResolveNames(int element)
    {
        ref XmlNode node = ref _tree.Node(element);
        if (!_scopes.TryResolve(node.Prefix, out node.Namespace))
        {
            return Fail("an element's prefix is not declared");
        }

        Span<XmlAttributeNode> attributes = _tree.AttributesOf(node);
        bool many = attributes.Length > ManyAttributes;
        ulong seen = 0;
        for (int i = 0; i < attributes.Length; i++)
        {
            ref XmlAttributeNode attribute = ref attributes[i];
            if (attribute.Prefix != XmlTree.EmptyPrefix && !_scopes.TryResolve(attribute.Prefix, out attribute.Namespace))
            {
                return Fail("an attribute's prefix is not declared");
            }

            if (many)
            {
                continue;
            }

            // Equal names have equal fingerprints: only attributes that share one need to be compared.
            ReadOnlySpan<byte> local = _tree.LocalName(attribute);
            ulong fingerprint = 1UL << ((local.Length * 31 + local[0] + (local[^1] * 7)) & 63);
            if ((seen & fingerprint) != 0 && RepeatsAnEarlierOne(attributes[..i], attribute, local))
            {
                return Fail("an element has two attributes of one name");
            }

            seen |= fingerprint;
        }

        return !many || !AttributeNames.AreRepeated(_tree, attributes) || Fail("an element has two attributes of one name");
    }

    private readonly bool RepeatsAnEarlierOne(ReadOnlySpan<XmlAttributeNode> earlier, in XmlAttributeNode attribute, ReadOnlySpan<byte> local)
    {
        foreach (ref readonly XmlAttributeNode other in earlier)
        {
            if (other.Namespace == attribute.Namespace && _tree.LocalName(other).SequenceEqual(local))
            {
                return true;
            }
        }

        return false;
    }

    private readonly bool TryReadQualifiedName(int start, out int length, out ushort prefix)
    {
        prefix = XmlTree.EmptyPrefix;
        length = XmlCharacters.NCNameLength(_text[start..]);
        if (length == 0 || start + length >= _text.Length || _text[start + length] != (byte)':')
        {
            return length > 0;
        }

        int local = XmlCharacters.NCNameLength(_text[(start + length + 1)..]);
        // "xmlns:p" declares p: its own prefix needs no number.
        bool known = _text.Slice(start, length).SequenceEqual("xmlns"u8) || _tree.TryNumberPrefix(start, length, out prefix);
        length += 1 + local;
        return local > 0 && known;
    }
}
