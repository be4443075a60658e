using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TestSupport;

namespace LocalIdp.Tests.Signing;

/// <summary>Verifies with the xmlsec1 program, which shares no code with .NET.</summary>
internal static class Xmlsec
{
    /// <summary>
    /// Checks the signature that is a child of the first element of that name; returns xmlsec1's exit status and messages.
    /// </summary>
    public static async Task<(bool Verified, string Output)> VerifyAsync(string xml, string ns, string name, X509Certificate2 certificate)
    {
        var folder = Directory.CreateTempSubdirectory("localidp-xmlsec-");
        try
        {
            var (document, key) = (Path.Combine(folder.FullName, "document.xml"), Path.Combine(folder.FullName, "key.pem"));
            await File.WriteAllTextAsync(document, xml, TestContext.Current.CancellationToken);
            var pem = PemEncoding.WriteString("PUBLIC KEY", certificate.PublicKey.ExportSubjectPublicKeyInfo());
            await File.WriteAllTextAsync(key, pem, TestContext.Current.CancellationToken);
            return await RunAsync(
                "--verify", "--enabled-key-data", "key-name", "--pubkey-pem", key, "--id-attr:ID", $"{ns}:{name}",
                "--node-xpath", $"//*[local-name()='{name}' and namespace-uri()='{ns}']/*[local-name()='Signature']", document);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(bool Verified, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Prerequisites.Xmlsec1, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode == 0, await output + await errors);
    }
}
