using System.Diagnostics.CodeAnalysis;

namespace Saml;

/// <summary>Base64 as XML schema has it: white space anywhere does not count (xmlschema-2, 3.2.16).</summary>
internal static class Base64Text
{
    internal static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? octets)
    {
        byte[] room = new byte[((text.Length / 4) + 1) * 3];
        bool decoded = Convert.TryFromBase64String(text, room, out int written) && written > 0;
        octets = decoded ? room.AsSpan(0, written).ToArray() : null;
        return decoded;
    }
}
