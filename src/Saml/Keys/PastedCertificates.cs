using System.Text;

namespace Saml;

/// <summary>Splits what people paste into a certificate field into the base64 of each certificate.</summary>
internal static class PastedCertificates
{
    internal static IReadOnlyList<string> Split(string text)
    {
        var certificates = new List<string>();
        var current = new StringBuilder();
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            string trimmed = line.Trim();
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

    private static void Flush(List<string> certificates, StringBuilder current)
    {
        if (current.Length > 0)
        {
            certificates.Add(current.ToString());
            current.Clear();
        }
    }
}
