using System.Buffers;

namespace Saml.Xml;

/// <summary>The open elements while a document is parsed, and what each prefix means now. Every look-up takes constant time.</summary>
internal sealed class XmlScopes : IDisposable
{
    private const ushort Unbound = ushort.MaxValue;

    private readonly int[] _open = ArrayPool<int>.Shared.Rent(SamlLimits.MaxDepth);
    private readonly ushort[] _meaning = ArrayPool<ushort>.Shared.Rent(SamlLimits.MaxNamespaces);
    // What to put back when elements end, newest last.
    private (ushort Prefix, ushort Meaning)[] _undo = ArrayPool<(ushort, ushort)>.Shared.Rent(32);
    private int _undoCount;

    internal XmlScopes()
    {
        _meaning.AsSpan().Fill(Unbound);
        _meaning[XmlTree.EmptyPrefix] = XmlNamespaces.None;
        _meaning[XmlTree.XmlPrefix] = XmlNamespaces.Xml;
    }

    internal int Depth { get; private set; }

    /// <summary>The innermost open element.</summary>
    internal int Current => _open[Depth - 1];

    internal void Enter(int element) => _open[Depth++] = element;

    internal void Bind(ushort prefix, ushort meaning)
    {
        if (_undoCount == _undo.Length)
        {
            (ushort, ushort)[] larger = ArrayPool<(ushort, ushort)>.Shared.Rent(_undoCount * 2);
            _undo.CopyTo(larger, 0);
            ArrayPool<(ushort, ushort)>.Shared.Return(_undo);
            _undo = larger;
        }

        _undo[_undoCount++] = (prefix, _meaning[prefix]);
        _meaning[prefix] = meaning;
    }

    internal bool TryResolve(ushort prefix, out ushort meaning)
    {
        meaning = _meaning[prefix];
        return meaning != Unbound;
    }

    /// <summary>Closes the innermost element of <paramref name="tree"/> and takes back what it declared.</summary>
    internal void Leave(XmlTree tree)
    {
        int element = Current;
        for (int declared = tree.Node(element).DeclarationCount; declared > 0; declared--)
        {
            (ushort prefix, ushort meaning) = _undo[--_undoCount];
            _meaning[prefix] = meaning;
        }

        Depth--;
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_open);
        ArrayPool<ushort>.Shared.Return(_meaning);
        ArrayPool<(ushort, ushort)>.Shared.Return(_undo);
    }
}
