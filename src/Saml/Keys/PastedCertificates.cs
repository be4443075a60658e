using System.Buffers;
using System.Text;

namespace Saml;

/// <summary>Splits what people paste into a certificate field into the base64 of each certificate.</summary>
internal static class PastedCertificates
{
    private static readonly SearchValues<char> Base64Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    internal static IReadOnlyList<string> Split(string text)
    {
        var certificates = new List<string>();
        var current = new StringBuilder();
        bool pem = text.Contains("-----BEGIN", StringComparison.Ordinal);
        foreach (string line in text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n'))
        {
            string trimmed = line.Trim();
            if (pem && IsExplanation(trimmed))
            {
                continue;
            }

            // A PEM boundary, an empty line or a separator ends a certificate; line breaks alone do not.
            bool boundary = trimmed.Length == 0 || trimmed.StartsWith("-----", StringComparison.Ordinal);
            string[] parts = boundary ? [] : trimmed.Split([',', ';']);
            for (int i = 0; i < parts.Length; i++)
            {
                if (i > 0)
                {
                    Flush(certificates, current);
                }

                current.Append(parts[i].Trim());
            }

            if (boundary)
            {
                Flush(certificates, current);
            }
        }

        Flush(certificates, current);
        return certificates;
    }

    /// <summary>RFC 7468, 2: whatever stands around PEM blocks is for people, such as "subject=CN = idp". It is told by not looking like base64.</summary>
    private static bool IsExplanation(string line) =>
        !line.StartsWith("-----", StringComparison.Ordinal)
        && line.AsSpan().TrimEnd('=').ContainsAnyExcept(Base64Characters);

    private static void Flush(List<string> certificates, StringBuilder current)
    {
        if (current.Length > 0)
        {
            certificates.Add(current.ToString());
            current.Clear();
        }
    }
}
