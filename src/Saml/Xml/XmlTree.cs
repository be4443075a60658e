using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Saml.Xml;

/// <summary>
/// A parsed document: flat arrays of nodes, attributes and namespace declarations over the document's octets, which it does not copy.
/// The octets must stay unchanged for as long as the tree is used.
/// </summary>
internal sealed class XmlTree : IDisposable
{
    private readonly byte[] _source;
    private XmlNode[] _nodes;
    private XmlAttributeNode[] _attributes;
    private XmlDeclaration[] _declarations;
    private byte[][] _namespaces;
    private (int Start, int Length)[] _prefixes;
    private readonly byte[] _prefixGuess = new byte[GuessCount];

    internal XmlTree(byte[] source, int length)
    {
        _source = source;
        SourceLength = length;
        // A SAML message has about one node per 40 octets and one attribute per 80; the arrays grow where one has more.
        _nodes = ArrayPool<XmlNode>.Shared.Rent((length / 40) + 16);
        _attributes = ArrayPool<XmlAttributeNode>.Shared.Rent((length / 80) + 16);
        _declarations = ArrayPool<XmlDeclaration>.Shared.Rent(16);
        _namespaces = ArrayPool<byte[]>.Shared.Rent(32);
        _prefixes = ArrayPool<(int, int)>.Shared.Rent(32);
        XmlNamespaces.Known.CopyTo(_namespaces, 0);
        NamespaceCount = XmlNamespaces.Known.Length;
        // Prefix 0 is the empty prefix; prefix 1 is "xml", which no octets of the document need to declare.
        _prefixes[0] = (0, 0);
        _prefixes[1] = (-1, 3);
        PrefixCount = 2;
    }

    private const int GuessCount = 256;

    internal const ushort EmptyPrefix = 0;
    internal const ushort XmlPrefix = 1;

    internal int SourceLength { get; }

    internal int NodeCount { get; private set; }

    internal int AttributeCount { get; private set; }

    internal int DeclarationCount { get; private set; }

    internal int NamespaceCount { get; private set; }

    internal int PrefixCount { get; private set; }

    /// <summary>Index of the document element.</summary>
    internal int Root { get; set; } = -1;

    internal ref XmlNode Node(int index) => ref _nodes[index];

    internal ref XmlAttributeNode Attribute(int index) => ref _attributes[index];

    internal Span<XmlAttributeNode> AttributesOf(in XmlNode element) => _attributes.AsSpan(element.FirstAttribute, element.AttributeCount);

    internal Span<XmlDeclaration> DeclarationsOf(in XmlNode element) => _declarations.AsSpan(element.FirstDeclaration, element.DeclarationCount);

    internal ReadOnlySpan<byte> Octets(int start, int length) => _source.AsSpan(start, length);

    internal ReadOnlySpan<byte> NamespaceName(ushort number) => _namespaces[number];

    internal ReadOnlySpan<byte> PrefixName(ushort number) =>
        number == XmlPrefix ? "xml"u8 : _source.AsSpan(_prefixes[number].Start, _prefixes[number].Length);

    internal ReadOnlySpan<byte> QualifiedName(in XmlNode element) => _source.AsSpan(element.Start, element.Length);

    internal ReadOnlySpan<byte> LocalName(in XmlNode element) => LocalName(element.Start, element.Length, element.Prefix);

    internal ReadOnlySpan<byte> LocalName(in XmlAttributeNode attribute) => LocalName(attribute.NameStart, attribute.NameLength, attribute.Prefix);

    internal int AddNode(in XmlNode node)
    {
        Ensure(ref _nodes, NodeCount);
        _nodes[NodeCount] = node;
        return NodeCount++;
    }

    internal int AddAttribute(in XmlAttributeNode attribute)
    {
        Ensure(ref _attributes, AttributeCount);
        _attributes[AttributeCount] = attribute;
        return AttributeCount++;
    }

    internal void AddDeclaration(ushort prefix, ushort namespaceNumber)
    {
        Ensure(ref _declarations, DeclarationCount);
        _declarations[DeclarationCount++] = new XmlDeclaration { Prefix = prefix, Namespace = namespaceNumber };
    }

    /// <summary>The number of a namespace name; a new one when the document has not named it before.</summary>
    /// <returns>False when the document names more than <see cref="SamlLimits.MaxNamespaces"/>.</returns>
    internal bool TryNumberNamespace(ReadOnlySpan<byte> name, out ushort number)
    {
        for (number = 0; number < NamespaceCount; number++)
        {
            if (name.SequenceEqual(_namespaces[number]))
            {
                return true;
            }
        }

        if (NamespaceCount >= SamlLimits.MaxNamespaces)
        {
            return false;
        }

        Ensure(ref _namespaces, NamespaceCount);
        _namespaces[NamespaceCount++] = name.ToArray();
        return true;
    }

    /// <summary>The number of a prefix that stands at <paramref name="start"/>; a new one when the document has not used it before.</summary>
    /// <returns>False when the document uses more than <see cref="SamlLimits.MaxNamespaces"/> prefixes.</returns>
    internal bool TryNumberPrefix(int start, int length, out ushort number)
    {
        ReadOnlySpan<byte> prefix = _source.AsSpan(start, length);
        if (!TryFindPrefix(prefix, out number))
        {
            if (PrefixCount >= SamlLimits.MaxNamespaces)
            {
                return false;
            }

            Ensure(ref _prefixes, PrefixCount);
            number = (ushort)PrefixCount;
            _prefixes[PrefixCount++] = (start, length);
        }

        return true;
    }

    internal bool TryFindPrefix(ReadOnlySpan<byte> prefix, out ushort number)
    {
        // Most prefixes are found where their octets say; the others by looking at each.
        number = _prefixGuess[Guess(prefix)];
        if (prefix.SequenceEqual(PrefixName(number)))
        {
            return true;
        }

        for (number = 0; number < PrefixCount; number++)
        {
            if (prefix.SequenceEqual(PrefixName(number)))
            {
                _prefixGuess[Guess(prefix)] = (byte)number;
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        Return(ref _nodes);
        Return(ref _attributes);
        Return(ref _declarations);
        Return(ref _namespaces);
        Return(ref _prefixes);
        NodeCount = 0;
    }

    private static int Guess(ReadOnlySpan<byte> prefix)
    {
        // Prefixes are short; of long ones the end counts.
        int guess = prefix.Length;
        foreach (byte octet in prefix[Math.Max(0, prefix.Length - 8)..])
        {
            guess = (guess * 31) + octet;
        }

        return (guess ^ (guess >> 8)) & (GuessCount - 1);
    }

    private ReadOnlySpan<byte> LocalName(int start, int length, ushort prefix)
    {
        int skip = prefix == EmptyPrefix ? 0 : _prefixes[prefix].Length + 1;
        return _source.AsSpan(start + skip, length - skip);
    }

    private static void Ensure<T>([NotNull] ref T[] array, int used)
    {
        if (used < array.Length)
        {
            return;
        }

        T[] larger = ArrayPool<T>.Shared.Rent(used * 2);
        array.AsSpan(0, used).CopyTo(larger);
        ArrayPool<T>.Shared.Return(array, clearArray: typeof(T) == typeof(byte[]));
        array = larger;
    }

    private static void Return<T>(ref T[] array)
    {
        if (array.Length > 0)
        {
            ArrayPool<T>.Shared.Return(array, clearArray: typeof(T) == typeof(byte[]));
            array = [];
        }
    }
}
