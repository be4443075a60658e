using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TestSupport;

/// <summary>Verifies with the xmlsec1 program, which shares no code with .NET or with us.</summary>
public static class Xmlsec
{
    /// <summary>Checks the signature that is a child of the first element of that name.</summary>
    /// <param name="xml">The document.</param>
    /// <param name="ns">The namespace of the signed element.</param>
    /// <param name="name">The local name of the signed element.</param>
    /// <param name="certificate">Whose key must have signed.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>xmlsec1's verdict and its messages.</returns>
    public static async Task<(bool Verified, string Output)> VerifyAsync(
        string xml, string ns, string name, X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["document.xml"], xml, cancellationToken);
        await File.WriteAllTextAsync(folder["key.pem"], PemEncoding.WriteString("PUBLIC KEY", certificate.PublicKey.ExportSubjectPublicKeyInfo()), cancellationToken);
        string[] arguments =
        [
            "--verify", "--enabled-key-data", "key-name", "--pubkey-pem", folder["key.pem"], "--id-attr:ID", $"{ns}:{name}",
            "--node-xpath", $"//*[local-name()='{name}' and namespace-uri()='{ns}']/*[local-name()='Signature']", folder["document.xml"],
        ];
        using var process = Process.Start(new ProcessStartInfo(Prerequisites.Xmlsec1, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode == 0, await output + await errors);
    }
}
