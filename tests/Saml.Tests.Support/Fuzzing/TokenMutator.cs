using System.Buffers;
using System.Text;

namespace Saml.Tests.Support.Fuzzing;

/// <summary>
/// Puts tokens of a document (tags, names, attribute values, text) in the place of others of their kind, doubles them, or takes them
/// away. What comes of it is mostly well-formed, so that it reaches the checks behind the parser. Queries and base64 are cut at their
/// punctuation.
/// </summary>
internal sealed class TokenMutator(Random random)
{
    private enum Kind
    {
        Tag,
        Name,
        Value,
        Text,
    }

    private static readonly SearchValues<byte> NameEnds = SearchValues.Create(" \t\r\n=/>\"'"u8);

    private static readonly SearchValues<byte> Punctuation = SearchValues.Create("&=%+/"u8);

    private static readonly byte[][][] Words =
    [
        [.. Octets("<a>", "</a>", "<!-- -->", "<?p q?>", "<![CDATA[x]]>", "<saml:Assertion ID=\"_assertion\">", "</saml:Assertion>", "<ds:Object>", "</ds:Object>", "<Advice>", "</Advice>")],
        [.. Octets("ID", "Id", "id", "xml:id", "xmlns", "xmlns:a", "xmlns:saml", "saml:Assertion", "Assertion", "Response", "NameID", "Destination", "InResponseTo", "Algorithm", "URI", "Version", "NotOnOrAfter", "Type", "Format")],
        [
            .. Octets(
                "", "#", "#_response", "#_assertion", "_response", "_assertion", "_evil", "1.1", "#xpointer(/)", "2026-11-22T12:00:00Z", "2099-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "2026-11-22T12:00:00+14:00",
                "urn:oasis:names:tc:SAML:2.0:assertion", "urn:oasis:names:tc:SAML:2.0:protocol", "http://www.w3.org/2000/09/xmldsig#", "http://www.w3.org/2001/04/xmlenc#", "http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/",
                "http://www.w3.org/2000/09/xmldsig#sha1", "http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
                "http://www.w3.org/2001/10/xml-exc-c14n#", "http://www.w3.org/2001/10/xml-exc-c14n#WithComments", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315", "http://www.w3.org/TR/1999/REC-xslt-19991116", "http://www.w3.org/2009/xmlenc11#aes128-gcm",
                "http://www.w3.org/2001/04/xmlenc#aes128-cbc", "http://www.w3.org/2001/04/xmlenc#rsa-1_5", "http://www.w3.org/2009/xmlenc11#rsa-oaep", "urn:oasis:names:tc:SAML:2.0:cm:bearer", "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches", "#default a saml", "&#xD;&#xA;&#9;", "&lt;&quot;"),
        ],
        [.. Octets("", " ", "\r\n", SignedDocument.Evil, "AA==", "=", "&amp;", "&#x10FFFF;", "\u00E9\U0001F600", "urn:x", "<!---->", "]]")],
    ];

    /// <summary>One to three changes of different places.</summary>
    public byte[] Mutate(byte[] document, byte[] other)
    {
        List<(Kind Kind, int Start, int Length)> tokens = Read(document);
        if (tokens.Count == 0)
        {
            return document;
        }

        byte[] mutated = document;
        int before = document.Length;
        // From behind, so that what was found stays where it was found.
        foreach (int index in Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Choose(tokens)).OrderDescending())
        {
            (Kind kind, int start, int length) = tokens[index];
            if (start + length <= before)
            {
                mutated = [.. mutated[..start], .. Instead(kind, document[start..(start + length)], document, other), .. mutated[(start + length)..]];
                before = start;
            }
        }

        return mutated;
    }

    /// <summary>Whole tags seldom fit elsewhere, so they get a second draw.</summary>
    private int Choose(List<(Kind Kind, int Start, int Length)> tokens)
    {
        int index = random.Next(tokens.Count);
        return tokens[index].Kind == Kind.Tag ? random.Next(tokens.Count) : index;
    }

    private byte[] Instead(Kind kind, byte[] token, byte[] document, byte[] other)
    {
        switch (random.Next(6))
        {
            case 0:
                return [];
            case 1:
                return [.. token, .. token];
            case 2 or 3:
                return Words[(int)kind][random.Next(Words[(int)kind].Length)];
            default:
                byte[] from = random.Next(2) == 0 ? document : other;
                List<(Kind Kind, int Start, int Length)> alike = Read(from).FindAll(t => t.Kind == kind);
                (_, int start, int length) = alike.Count == 0 ? (kind, 0, 0) : alike[random.Next(alike.Count)];
                return from[start..(start + length)];
        }
    }

    /// <summary>Cuts a document up, roughly: what it is no good for comes from octet mutations.</summary>
    private static List<(Kind Kind, int Start, int Length)> Read(ReadOnlySpan<byte> document)
    {
        var tokens = new List<(Kind, int, int)>();
        bool isXml = document.Contains((byte)'<');
        int at = 0;
        while (at < document.Length)
        {
            bool isTag = document[at] == (byte)'<';
            int length = isTag ? document[at..].IndexOf((byte)'>') + 1 : isXml ? document[at..].IndexOf((byte)'<') : document[at..].IndexOfAny(Punctuation) + 1;
            length = length <= 0 ? document.Length - at : length;
            tokens.Add((isTag ? Kind.Tag : Kind.Text, at, length));
            if (isTag)
            {
                ReadTag(document.Slice(at, length), at, tokens);
            }

            at += length;
        }

        return tokens;
    }

    private static void ReadTag(ReadOnlySpan<byte> tag, int offset, List<(Kind Kind, int Start, int Length)> tokens)
    {
        for (int at = 1; at < tag.Length;)
        {
            if (tag[at] is (byte)'"' or (byte)'\'')
            {
                int length = Math.Max(0, tag[(at + 1)..].IndexOf(tag[at]));
                tokens.Add((Kind.Value, offset + at + 1, length));
                at += length + 2;
                continue;
            }

            int name = tag[at..].IndexOfAny(NameEnds);
            if (name > 0)
            {
                tokens.Add((Kind.Name, offset + at, name));
            }

            at += Math.Max(1, name);
        }
    }

    private static IEnumerable<byte[]> Octets(params string[] words) => words.Select(Encoding.UTF8.GetBytes);
}
