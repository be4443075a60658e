using System.Text;

namespace Saml.Xml;

/// <summary>
/// Writes the XML that we send, already in canonical form: no declaration, no empty-element tags, attributes escaped. Whoever writes
/// namespace declarations and attributes in canonical order can sign the very octets.
/// </summary>
internal sealed class XmlOutput
{
    private readonly StringBuilder _text = new(1024);
    private readonly Stack<string> _open = new();
    private bool _inStartTag;

    /// <summary>Starts an element.</summary>
    internal XmlOutput Start(string qualifiedName)
    {
        CloseStartTag();
        _text.Append('<').Append(qualifiedName);
        _open.Push(qualifiedName);
        _inStartTag = true;
        return this;
    }

    /// <summary>Adds an attribute (or a declaration) to the element just started; none where the value is null.</summary>
    internal XmlOutput Attribute(string name, string? value)
    {
        if (value is not null)
        {
            _text.Append(' ').Append(name).Append("=\"");
            Escape(value, inAttribute: true);
            _text.Append('"');
        }

        return this;
    }

    internal XmlOutput Text(string value)
    {
        CloseStartTag();
        Escape(value, inAttribute: false);
        return this;
    }

    internal XmlOutput End()
    {
        CloseStartTag();
        _text.Append("</").Append(_open.Pop()).Append('>');
        return this;
    }

    /// <summary>An element that holds text alone.</summary>
    internal XmlOutput Element(string qualifiedName, string text) => Start(qualifiedName).Text(text).End();

    internal byte[] ToUtf8() => Encoding.UTF8.GetBytes(_text.ToString());

    private void CloseStartTag()
    {
        if (_inStartTag)
        {
            _text.Append('>');
            _inStartTag = false;
        }
    }

    /// <summary>xml-c14n 2.3.</summary>
    /// <exception cref="ArgumentException">XML cannot hold a character of the value (XML 1.0, 2.2), or it has half of a surrogate pair.</exception>
    private void Escape(string value, bool inAttribute)
    {
        for (int i = 0; i < value.Length; i++)
        {
            if (!Rune.TryGetRuneAt(value, i, out Rune rune) || !XmlCharacters.IsChar((uint)rune.Value))
            {
                throw new ArgumentException($"The character U+{(int)value[i]:X4} cannot be written in XML.", nameof(value));
            }

            _ = value[i] switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' when !inAttribute => _text.Append("&gt;"),
                '"' when inAttribute => _text.Append("&quot;"),
                '\t' when inAttribute => _text.Append("&#x9;"),
                '\n' when inAttribute => _text.Append("&#xA;"),
                '\r' => _text.Append("&#xD;"),
                _ => _text.Append(value, i, rune.Utf16SequenceLength),
            };
            i += rune.Utf16SequenceLength - 1;
        }
    }
}
