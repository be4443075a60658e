using System.Text;

namespace Saml;

/// <summary>
/// The octets that the signature of a redirect may cover. It covers what the sender wrote (saml-bindings-2.0-os 3.4.4.1), but a server in front of
/// us may write the address anew and take back escapes that nobody needs (RFC 3986 6.2.2.2), as the host of Azure Functions does: ~ for %7E. Every
/// candidate decodes to the message that came in, so whichever verifies proves that the IdP signed this message and no other.
/// </summary>
internal static class RedirectOctets
{
    /// <summary>RFC 3986 2.3, without letters and digits, which no encoder escapes.</summary>
    private const string Unreserved = "-._~";

    /// <summary>At most three: as received; with ~ escaped, as by Java, .NET and old PHP; with every sign escaped.</summary>
    /// <param name="received">The signed parameters as they came in.</param>
    internal static IEnumerable<byte[]> Candidates(string received)
    {
        yield return Encoding.UTF8.GetBytes(received);
        string tilde = Escape(received, "~");
        if (tilde != received)
        {
            yield return Encoding.UTF8.GetBytes(tilde);
        }

        string every = Escape(received, Unreserved);
        if (every != tilde)
        {
            yield return Encoding.UTF8.GetBytes(every);
        }
    }

    /// <summary>In the letters of the other escapes: nobody writes both. The algorithm's URI has a colon and slashes to tell by.</summary>
    private static string Escape(string text, string signs)
    {
        bool isSmall = text.Contains("%3a", StringComparison.Ordinal) || text.Contains("%2f", StringComparison.Ordinal);
        var escaped = new StringBuilder(text.Length + 32);
        foreach (char c in text)
        {
            if (!signs.Contains(c, StringComparison.Ordinal))
            {
                escaped.Append(c);
                continue;
            }

            escaped.Append('%').Append(isSmall ? Convert.ToHexStringLower([(byte)c]) : Convert.ToHexString([(byte)c]));
        }

        return escaped.ToString();
    }
}
