using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LocalIdp;

/// <summary>Keeps a certificate with its private key in a PFX file that only its owner may read.</summary>
internal static class CertificateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Loads the file, or makes it. Of several processes that make it at once, one wins and all load the winner's.</summary>
    /// <exception cref="InvalidOperationException">The file is unreadable, open to others, or its certificate has expired.</exception>
    public static X509Certificate2 LoadOrCreate(string path, DateTimeOffset now)
    {
        if (!File.Exists(path)) Create(path, now);
        RefuseOpenPermissions(path);
        var certificate = Load(path);
        if (certificate.NotAfter.ToUniversalTime() > now.UtcDateTime) return certificate;
        var expired = certificate.NotAfter.ToUniversalTime();
        certificate.Dispose();
        throw new InvalidOperationException(
            $"The certificate in {path} expired on {expired:u}. Delete the file and start again; then import the IdP metadata anew.");
    }

    /// <summary>Puts a new certificate into the file's place, whole or not at all.</summary>
    public static X509Certificate2 Replace(string path, DateTimeOffset now)
    {
        File.Move(WriteNew(path, now), path, overwrite: true);
        return Load(path);
    }

    private static string WriteNew(string path, DateTimeOffset now)
    {
        CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var certificate = IdpCertificate.Create(now);
        var temporary = $"{path}.{Guid.NewGuid():N}.new";
        using (var file = new FileStream(temporary, NewFile())) file.Write(certificate.Export(X509ContentType.Pfx));
        return temporary;
    }

    private static void Create(string path, DateTimeOffset now)
    {
        var temporary = WriteNew(path, now);
        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first: its key counts.
            File.Delete(temporary);
        }
    }

    private static FileStreamOptions NewFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return options;
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
    }

    private static void RefuseOpenPermissions(string path)
    {
        if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & ~OwnerOnly) == 0) return;
        throw new InvalidOperationException($"The key file {path} can be used by other accounts. Run: chmod 600 '{path}'");
    }

    private static X509Certificate2 Load(string path)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12FromFile(path, password: null);
        }
        catch (CryptographicException broken)
        {
            throw new InvalidOperationException(
                $"The key file {path} is not a PFX file without password. Delete it and start again.", broken);
        }
    }
}
