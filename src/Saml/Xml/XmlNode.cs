namespace Saml.Xml;

internal enum XmlNodeKind : byte
{
    Element,

    /// <summary>Character data as it stands in the document: references are not yet resolved.</summary>
    Text,

    /// <summary>Character data of a CDATA section: an ampersand is just an ampersand.</summary>
    CData,
    Comment,
    ProcessingInstruction,
}

/// <summary>One node of an <see cref="XmlTree"/>. Nodes stand in document order, so a subtree is a run of them.</summary>
internal struct XmlNode
{
    internal XmlNodeKind Kind;

    /// <summary>Whether the octets stand for themselves: no references, no carriage returns, nothing that canonical XML escapes.</summary>
    internal bool IsPlain;

    internal ushort Prefix;
    internal ushort Namespace;
    internal byte AttributeCount;
    internal byte DeclarationCount;

    /// <summary>Where the octets start: an element's qualified name, text without its delimiters, a processing instruction's target and data.</summary>
    internal int Start;
    internal int Length;

    /// <summary>Index of the parent element, -1 at the top.</summary>
    internal int Parent;

    /// <summary>Index after the last node of this subtree.</summary>
    internal int End;

    internal int FirstAttribute;
    internal int FirstDeclaration;
}

/// <summary>An attribute that is not a namespace declaration.</summary>
internal struct XmlAttributeNode
{
    internal int NameStart;
    internal int NameLength;
    internal int ValueStart;
    internal int ValueLength;
    internal ushort Prefix;
    internal ushort Namespace;
    internal bool IsPlain;
}

/// <summary>A namespace declaration: from here on <see cref="Prefix"/> means <see cref="Namespace"/>.</summary>
internal struct XmlDeclaration
{
    internal ushort Prefix;
    internal ushort Namespace;
}
