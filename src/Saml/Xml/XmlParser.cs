using System.Diagnostics.CodeAnalysis;

namespace Saml.Xml;

/// <summary>
/// The engine's only XML parser: XML 1.0 (fifth edition) with namespaces, UTF-8, no document type declaration.
/// One pass; every bound is checked before memory is taken; what it refuses it says with the octet where it stopped.
/// </summary>
internal ref partial struct XmlParser
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly XmlTree _tree;
    private readonly int _maxNodes;
    private readonly XmlScopes _scopes;
    private int _at;
    private SamlError _error;
    private string? _problem;

    private XmlParser(XmlTree tree, XmlScopes scopes, int maxNodes)
    {
        _tree = tree;
        _text = tree.Octets(0, tree.SourceLength);
        _scopes = scopes;
        _maxNodes = maxNodes;
    }

    /// <summary>Parses <paramref name="length"/> octets of <paramref name="source"/>, which the tree keeps using.</summary>
    internal static bool TryParse(
        byte[] source,
        int length,
        XmlLimits limits,
        [NotNullWhen(true)] out XmlTree? tree,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        tree = null;
        if (length > limits.MaxBytes)
        {
            failure = new SamlFailure(SamlError.MessageTooLarge, "engine limit", $"The document has {length} octets; at most {limits.MaxBytes} are read.");
            return false;
        }

        int forbidden = XmlCharacters.IndexOfForbidden(source.AsSpan(0, length));
        if (forbidden >= 0)
        {
            failure = Failure(SamlError.NotXml, "no character that XML 1.0 in UTF-8 allows", forbidden);
            return false;
        }

        var candidate = new XmlTree(source, length);
        using var scopes = new XmlScopes();
        var parser = new XmlParser(candidate, scopes, limits.MaxNodes);
        if (!parser.ParseDocument())
        {
            failure = Failure(parser._error, parser._problem!, parser._at);
            candidate.Dispose();
            return false;
        }

        tree = candidate;
        failure = null;
        return true;
    }

    private static SamlFailure Failure(SamlError error, string problem, int at) =>
        new(error, "XML 1.0, Namespaces in XML 1.0", $"The document cannot be read at octet {at}: {problem}.");

    private bool Fail(string problem, SamlError error = SamlError.NotXml)
    {
        // The first problem is the one to report; callers only pass the failure on.
        _problem ??= problem;
        _error = _problem == problem ? error : _error;
        return false;
    }

    private bool ParseDocument()
    {
        _at = _text.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        return ParseXmlDeclaration()
            && ParseMisc()
            && (_at < _text.Length || Fail("it has no element"))
            && ParseElements()
            && ParseMisc()
            && (_at == _text.Length || Fail("something follows the document element"));
    }

    /// <summary>XML 1.0, 2.8: the declaration may name version 1.0 and UTF-8, nothing else.</summary>
    private bool ParseXmlDeclaration()
    {
        ReadOnlySpan<byte> rest = _text[_at..];
        if (!rest.StartsWith("<?xml"u8) || rest.Length < 6 || !XmlCharacters.IsWhiteSpace(rest[5]))
        {
            return true;
        }

        int end = rest.IndexOf("?>"u8);
        if (end < 0)
        {
            return Fail("the XML declaration does not end");
        }

        if (!XmlDeclarationReader.IsAcceptable(rest[5..end]))
        {
            return Fail("the XML declaration must name version 1.0 and, if any, encoding UTF-8");
        }

        _at += end + 2;
        return true;
    }

    /// <summary>White space, comments and processing instructions around the document element.</summary>
    private bool ParseMisc()
    {
        while (true)
        {
            SkipWhiteSpace();
            ReadOnlySpan<byte> rest = _text[_at..];
            if (rest.StartsWith("<!--"u8))
            {
                if (!ParseComment(-1))
                {
                    return false;
                }
            }
            else if (rest.StartsWith("<?"u8))
            {
                if (!ParseProcessingInstruction(-1))
                {
                    return false;
                }
            }
            else if (rest.StartsWith("<!DOCTYPE"u8))
            {
                return Fail("it holds a document type declaration", SamlError.DoctypeForbidden);
            }
            else
            {
                return rest.IsEmpty || rest[0] == (byte)'<' || Fail("text stands outside the document element");
            }
        }
    }

    /// <summary>The document element and all within it. A loop and not a recursion: nesting costs no stack.</summary>
    private bool ParseElements()
    {
        if (!ParseStartTag(-1))
        {
            return false;
        }

        _tree.Root = _tree.NodeCount - 1;
        while (_scopes.Depth > 0)
        {
            int parent = _scopes.Current;
            int markup = _text[_at..].IndexOf((byte)'<');
            if (markup < 0)
            {
                return Fail("an element does not end");
            }

            if ((markup > 0 && !AddText(parent, markup)) || !ParseMarkup(parent))
            {
                return false;
            }
        }

        return true;
    }

    private bool ParseMarkup(int parent)
    {
        ReadOnlySpan<byte> rest = _text[_at..];
        switch (rest.Length > 1 ? rest[1] : 0)
        {
            case (byte)'/':
                return ParseEndTag(parent);
            case (byte)'?':
                return ParseProcessingInstruction(parent);
            case (byte)'!' when rest.StartsWith("<!--"u8):
                return ParseComment(parent);
            case (byte)'!' when rest.StartsWith("<![CDATA["u8):
                return ParseCData(parent);
            case (byte)'!':
                return Fail("a declaration stands inside an element", SamlError.DoctypeForbidden);
            default:
                return ParseStartTag(parent);
        }
    }

    private bool AddText(int parent, int length)
    {
        ReadOnlySpan<byte> text = _text.Slice(_at, length);
        bool plain = text.IndexOfAny((byte)'&', (byte)'\r', (byte)'>') < 0;
        if (!plain && (text.IndexOf("]]>"u8) >= 0 || !AreReferencesWellFormed(text)))
        {
            return Fail("character data holds ']]>' or a reference that is not well-formed or not predefined");
        }

        return AddLeaf(XmlNodeKind.Text, parent, _at, length, plain, length);
    }

    private bool ParseCData(int parent)
    {
        int start = _at + "<![CDATA["u8.Length;
        int length = _text[start..].IndexOf("]]>"u8);
        return length < 0
            ? Fail("a CDATA section does not end")
            : AddLeaf(XmlNodeKind.CData, parent, start, length, plain: false, length + (start - _at) + 3);
    }

    /// <summary>XML 1.0, 2.5: two hyphens cannot stand inside a comment.</summary>
    private bool ParseComment(int parent)
    {
        int start = _at + 4;
        int length = _text[start..].IndexOf("--"u8);
        return length < 0 || start + length + 2 >= _text.Length || _text[start + length + 2] != (byte)'>'
            ? Fail("a comment holds '--' or does not end")
            : AddLeaf(XmlNodeKind.Comment, parent, start, length, plain: false, length + 7);
    }

    /// <summary>XML 1.0, 2.6, and Namespaces in XML 7: the target is an NCName other than "xml".</summary>
    private bool ParseProcessingInstruction(int parent)
    {
        int start = _at + 2;
        int length = _text[start..].IndexOf("?>"u8);
        if (length < 0)
        {
            return Fail("a processing instruction does not end");
        }

        ReadOnlySpan<byte> content = _text.Slice(start, length);
        int target = XmlCharacters.NCNameLength(content);
        bool reserved = target == 3 && (content[0] | 0x20) == 'x' && (content[1] | 0x20) == 'm' && (content[2] | 0x20) == 'l';
        return target == 0 || reserved || (target < length && !XmlCharacters.IsWhiteSpace(content[target]))
            ? Fail("a processing instruction has no legal target")
            : AddLeaf(XmlNodeKind.ProcessingInstruction, parent, start, length, plain: false, length + 4);
    }

    private bool AddLeaf(XmlNodeKind kind, int parent, int start, int length, bool plain, int consumed)
    {
        if (_tree.NodeCount >= _maxNodes)
        {
            return Fail($"it has more than {_maxNodes} nodes", SamlError.DocumentTooComplex);
        }

        _tree.AddNode(new XmlNode { Kind = kind, IsPlain = plain, Start = start, Length = length, Parent = parent, End = _tree.NodeCount + 1 });
        _at += consumed;
        return true;
    }

    private static bool AreReferencesWellFormed(ReadOnlySpan<byte> text)
    {
        for (int at = text.IndexOf((byte)'&'); at >= 0; at = text.IndexOf((byte)'&'))
        {
            if (!XmlReferences.TryRead(text[at..], out _, out int length))
            {
                return false;
            }

            text = text[(at + length)..];
        }

        return true;
    }

    private void SkipWhiteSpace()
    {
        while (_at < _text.Length && XmlCharacters.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }
}
