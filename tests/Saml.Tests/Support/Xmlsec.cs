using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TestSupport;

namespace Saml.Tests.Support;

/// <summary>Verifies with the xmlsec1 program what we signed.</summary>
internal static class Xmlsec
{
    /// <summary>Checks the signature that is a child of the document element.</summary>
    /// <returns>xmlsec1's verdict and its messages.</returns>
    public static async Task<(bool Verified, string Output)> VerifyAsync(byte[] xml, string ns, string name, X509Certificate2 certificate)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("saml-xmlsec-");
        try
        {
            (string document, string key) = (Path.Combine(folder.FullName, "document.xml"), Path.Combine(folder.FullName, "key.pem"));
            await File.WriteAllBytesAsync(document, xml, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(key, PemEncoding.WriteString("PUBLIC KEY", certificate.PublicKey.ExportSubjectPublicKeyInfo()), TestContext.Current.CancellationToken);
            var start = new ProcessStartInfo(
                Prerequisites.Xmlsec1,
                ["--verify", "--enabled-key-data", "key-name", "--pubkey-pem", key, "--id-attr:ID", $"{ns}:{name}", "--node-xpath", "/*/*[local-name()='Signature']", document])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode == 0, await output + await errors);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
