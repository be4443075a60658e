using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using Saml.Xml;

namespace Saml;

/// <summary>Base64 as XML schema has it: white space anywhere does not count (xmlschema-2, 3.2.16).</summary>
internal static class Base64Text
{
    /// <summary>Decodes an element's character data; without a string in between where it stands in one piece.</summary>
    internal static bool TryDecode(XmlElement element, [NotNullWhen(true)] out byte[]? octets)
    {
        if (!element.TryPlainText(out ReadOnlySpan<byte> text))
        {
            return TryDecode(element.Text(), out octets);
        }

        using var room = new PooledBuffer(Base64.GetMaxDecodedFromUtf8Length(text.Length));
        OperationStatus status = Base64.DecodeFromUtf8(text, room.Reserve(Base64.GetMaxDecodedFromUtf8Length(text.Length)), out _, out int written);
        room.Advance(written);
        octets = status == OperationStatus.Done && written > 0 ? room.Written.ToArray() : null;
        return octets is not null;
    }

    internal static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? octets)
    {
        byte[] room = new byte[((text.Length / 4) + 1) * 3];
        bool decoded = Convert.TryFromBase64String(text, room, out int written) && written > 0;
        octets = decoded ? room.AsSpan(0, written).ToArray() : null;
        return decoded;
    }
}
