using System.Text;

namespace Saml.Tests.Support;

/// <summary>Changes octets and tokens of a document at random, the same ones for the same seed.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly string[] Tokens =
    [
        "<", ">", "/>", "</", "\"", "'", "=", "&", ";", "&amp;", "&#x41;", "&#13;", "&lt;", "<!--", "-->", "<!-- -->", "--", "<?p?>", "<?", "?>", "<![CDATA[", "]]>",
        "<![CDATA[]]>", "xmlns=\"\"", " xmlns:a=\"urn:a\"", " xmlns=\"urn:b\"", "xml:", ":", "a:", " ", "\n", "\r\n", "\t", "ID", "Id", "<a>", "</a>", "<a/>", "\0", "\u00E9", "x",
    ];

    private readonly Random _random = new(seed);

    public byte[] Mutate(byte[] document, byte[]? other = null)
    {
        byte[] mutated = document;
        for (int changes = 1 + _random.Next(3); changes > 0; changes--)
        {
            mutated = Change(mutated, other ?? document);
        }

        return mutated;
    }

    private byte[] Change(byte[] document, byte[] other)
    {
        int at = _random.Next(document.Length);
        int length = Math.Min(_random.Next(1, 40), document.Length - at);
        switch (_random.Next(8))
        {
            case 0:
                byte[] flipped = [.. document];
                // Flips in longer characters make names of XML's fifth edition, which few readers know.
                flipped[at] ^= (byte)(flipped[at] < 0x80 ? 1 << _random.Next(7) : 0x80);
                return flipped;
            case 1:
                byte[] replaced = [.. document];
                replaced[at] = (byte)_random.Next(0x20, 0x7F);
                return replaced;
            case 2:
                return [.. document[..at], .. document[(at + length)..]];
            case 3:
                return [.. document[..at], .. document[at..(at + length)], .. document[at..]];
            case 4:
                int from = _random.Next(other.Length);
                return [.. document[..at], .. other[from..Math.Min(other.Length, from + length)], .. document[at..]];
            case 5:
                return MoveElement(document);
            default:
                return [.. document[..at], .. Encoding.UTF8.GetBytes(Tokens[_random.Next(Tokens.Length)]), .. document[at..]];
        }
    }

    /// <summary>Copies or moves what stands between two tags to behind another tag.</summary>
    private byte[] MoveElement(byte[] document)
    {
        int[] tags = [.. Enumerable.Range(0, document.Length).Where(i => document[i] == (byte)'<')];
        if (tags.Length < 4)
        {
            return document;
        }

        int[] chosen = [.. Enumerable.Range(0, 3).Select(_ => tags[_random.Next(tags.Length)]).Order()];
        byte[] moved = document[chosen[0]..chosen[1]];
        return _random.Next(2) == 0
            ? [.. document[..chosen[2]], .. moved, .. document[chosen[2]..]]
            : [.. document[..chosen[0]], .. document[chosen[1]..chosen[2]], .. moved, .. document[chosen[2]..]];
    }
}
