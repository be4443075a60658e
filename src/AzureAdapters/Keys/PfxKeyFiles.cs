using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SignOn;

namespace AzureAdapters;

/// <summary>
/// The files of a laptop's keys: the first one, and beside it those that came later, which say in their names from when they sign, such as
/// <c>signing.from-20261123T090000Z.pfx</c>.
/// </summary>
/// <param name="path">The first file (setting <c>Keys__PfxPath</c>).</param>
/// <param name="time">The clock.</param>
public sealed class PfxKeyFiles(string path, TimeProvider time)
{
    /// <summary>How long a new key is published before it signs; as in the vault.</summary>
    public static readonly TimeSpan PublishedBeforeUse = VaultCertificateKeys.PublishedBeforeUse;

    private const int KeyBits = 3072;
    private const int ValidYears = 2;
    private const string Format = "yyyyMMdd'T'HHmmss'Z'";

    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
    private readonly string _prefix = Path.GetFileNameWithoutExtension(path) + ".from-";
    private readonly string _extension = Path.GetExtension(path);

    /// <summary>Every file.</summary>
    /// <exception cref="SettingsException">A name says no time.</exception>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public IReadOnlyList<PfxKeyFile> Find()
    {
        var files = new List<PfxKeyFile>();
        if (File.Exists(path))
        {
            files.Add(new PfxKeyFile(path, DateTimeOffset.MinValue));
        }

        if (Directory.Exists(_folder))
        {
            // Compared here: the search pattern may mean other things on other systems.
            files.AddRange(Directory.EnumerateFiles(_folder).Where(IsLater).Select(file => new PfxKeyFile(file, FromOf(file))));
        }

        return files;
    }

    /// <summary>Makes the first key; another start that is faster wins.</summary>
    /// <returns>Whether this call made it.</returns>
    public bool MakeFirst() => Make(path);

    /// <summary>The key that waits for its time; null when none does.</summary>
    public PfxKeyFile? Waiting() => Find().Where(file => file.From > time.GetUtcNow()).MinBy(file => file.From);

    /// <summary>Makes a key that is published from now on.</summary>
    /// <param name="from">From when it signs.</param>
    /// <returns>Its file.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public string MakeNext(DateTimeOffset from)
    {
        var next = PathFor(from);
        return Make(next) ? next : throw new IOException($"There is a key {next} already.");
    }

    /// <summary>Lets the key that waits sign from now on.</summary>
    /// <param name="waiting">Its file.</param>
    /// <returns>Its file's new name.</returns>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    public string UseNow(string waiting)
    {
        var now = PathFor(time.GetUtcNow());
        File.Move(waiting, now, overwrite: false);
        return now;
    }

    private string PathFor(DateTimeOffset from) =>
        Path.Combine(_folder, _prefix + from.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture) + _extension);

    private bool IsLater(string file) =>
        Path.GetFileName(file) is var name && name.StartsWith(_prefix, StringComparison.Ordinal) && name.EndsWith(_extension, StringComparison.Ordinal);

    private DateTimeOffset FromOf(string file)
    {
        var text = Path.GetFileName(file)[_prefix.Length..^_extension.Length];
        return DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var from)
            ? from
            : throw new SettingsException($"The key file {file} (beside setting Keys__PfxPath) says no time from which it signs. Name it like {PathFor(time.GetUtcNow())}, or take it away.");
    }

    private bool Make(string file)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(_folder);
        }
        else
        {
            Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        // Whole under another name first, then moved: a crash leaves no half file, and of two starts one wins and both use its key.
        var draft = Path.Combine(_folder, $".{Path.GetFileName(file)}.{Guid.NewGuid():N}");
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var stream = new FileStream(draft, options))
            {
                stream.Write(NewPfx());
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, file, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another start was faster.
            return false;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private byte[] NewPfx()
    {
        using var rsa = RSA.Create(KeyBits);
        var now = time.GetUtcNow();
        var request = new CertificateRequest("CN=Service provider signing (this machine only)", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, critical: true));
        using var certificate = request.CreateSelfSigned(now.AddMinutes(-5), now.AddYears(ValidYears));
        return certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, null);
    }
}
