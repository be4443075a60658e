using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TestSupport;

namespace Benchmarks.Engine;

/// <summary>libxmlsec1 (C) in a process of its own, built when first needed from peers/xmlsec-verify.c; the file says what it measures.</summary>
internal sealed class XmlsecPeer : IDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Process _process;

    private XmlsecPeer(string program, byte[] document, bool decrypts)
    {
        _folder = Directory.CreateTempSubdirectory("benchmark-xmlsec-");
        string[] arguments = [Write("document.xml", document), Write("idp.pem", PemEncoding.WriteString("PUBLIC KEY", EngineKeys.Idp.PublicKey.ExportSubjectPublicKeyInfo()))];
        if (decrypts)
        {
            using RSA key = EngineKeys.Own.GetRSAPrivateKey()!;
            arguments = [.. arguments, Write("own.pem", key.ExportPkcs8PrivateKeyPem())];
        }

        _process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    /// <summary>Builds the program into artifacts/, which git ignores.</summary>
    /// <returns>Its path; null when this machine has no compiler or no library.</returns>
    internal static string? Build(out string problem)
    {
        problem = "";
        string program = Repository.PathOf("artifacts", "peers", "xmlsec-verify");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(program)!);
            string flags = Output("pkg-config", "--cflags", "--libs", "xmlsec1-openssl");
            Output("gcc", ["-O2", "-o", program, Repository.PathOf("tests", "Benchmarks", "peers", "xmlsec-verify.c"), .. flags.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)]);
            return program;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            problem = $"libxmlsec1 is not compared with: gcc, pkg-config or libxmlsec1-dev is missing (Debian: apt-get install gcc pkg-config libxmlsec1-dev). {e.Message.Trim()}";
            return null;
        }
    }

    /// <summary>Starts it on a document.</summary>
    /// <param name="program">What <see cref="Build"/> made.</param>
    /// <param name="document">The XML, not in base64.</param>
    /// <param name="decrypts">Whether it is to decrypt the assertion with our key first.</param>
    internal static XmlsecPeer Start(string program, byte[] document, bool decrypts = false) => new(program, document, decrypts);

    /// <summary>Its work, to be measured beside ours; allocations of C are not counted.</summary>
    internal Subject Subject(string name) => new(name, iterations => (Verify(iterations), 0));

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private TimeSpan Verify(int iterations)
    {
        _process.StandardInput.WriteLine(iterations.ToString(CultureInfo.InvariantCulture));
        _process.StandardInput.Flush();
        string line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("libxmlsec1 refuses the document; the figures would mean nothing.");
        return TimeSpan.FromMicroseconds(double.Parse(line, CultureInfo.InvariantCulture));
    }

    private string Write(string name, byte[] octets) => Write(name, System.Text.Encoding.UTF8.GetString(octets));

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Output(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string output = process.StandardOutput.ReadToEnd();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(errors);
    }
}
