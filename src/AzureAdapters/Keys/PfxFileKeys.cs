using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Saml;
using SignOn;

namespace AzureAdapters;

/// <summary>
/// Our key in a PFX file, for a laptop. The file is made when it is missing, readable by its owner alone. A file that is there
/// but cannot be used is never replaced: IdPs know the key in it.
/// </summary>
public sealed class PfxFileKeys(string path, TimeProvider time, ILogger<PfxFileKeys> logger) : IServiceProviderKeys, IDisposable
{
    private const int KeyBits = 3072;
    private const int ValidYears = 2;
    private const UnixFileMode OthersMay = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly Lock _lock = new();
    private ServiceProviderKeyRing? _ring;

    /// <inheritdoc />
    /// <exception cref="SettingsException">The file cannot be made, read or used; the message says how to mend it.</exception>
    public Task<ServiceProviderKeyRing> ReadAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_ring ??= Load());
        }
    }

    /// <inheritdoc />
    public void Dispose() => _ring?.Active.Dispose();

    private ServiceProviderKeyRing Load()
    {
        try
        {
            if (!File.Exists(path))
            {
                Make();
            }

            CheckMode();
            var key = new ServiceProviderKey(X509CertificateLoader.LoadPkcs12FromFile(path, null));
            if (key.NotAfter <= time.GetUtcNow())
            {
                throw Wrong($"its certificate expired on {key.NotAfter:yyyy-MM-dd}");
            }

            return new ServiceProviderKeyRing(key, [key]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw Wrong(e.Message.TrimEnd('.'));
        }
    }

    private SettingsException Wrong(string what) => new(
        $"The signing key {path} (setting Keys__PfxPath) cannot be used: {what}. Restore the file, or delete it to have a new key made at the next start; "
        + "IdPs that verify our signatures then need our new metadata.");

    private void CheckMode()
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & OthersMay) is not UnixFileMode.None and var mode)
        {
            throw new SettingsException($"The signing key {path} (setting Keys__PfxPath) can be used by other accounts of this machine ({mode}). Run: chmod 600 '{path}'");
        }
    }

    private void Make()
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        // Whole under another name first, then moved: a crash leaves no half file, and of two starts one wins and both use its key.
        var draft = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}");
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var file = new FileStream(draft, options))
            {
                file.Write(NewPfx());
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: false);
            Log.PfxMade(logger, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another start was faster.
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
