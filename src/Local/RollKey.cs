using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using AzureAdapters;
using SignOn;

namespace Local;

/// <summary>Gives the service provider of a laptop a new key, as a new version of the certificate in Key Vault does in production.</summary>
internal static class RollKey
{
    /// <summary>Makes the key, or lets the one that waits sign now, and says what follows.</summary>
    /// <param name="options">The folder, and when the key signs.</param>
    /// <param name="time">The clock.</param>
    /// <param name="output">Takes what is said.</param>
    /// <exception cref="LocalException">The key cannot be written, or one waits already.</exception>
    public static void Run(LocalOptions options, TimeProvider time, TextWriter output)
    {
        var files = new PfxKeyFiles(options.PfxPath, time);
        try
        {
            if (files.Find().Count == 0)
                throw new LocalException($"There is no key in {Path.GetDirectoryName(options.PfxPath)} yet. Start the app once, or give the folder with --data.");
            var now = time.GetUtcNow();
            if (files.Waiting() is not { } waiting)
            {
                var from = options.UseKeyNow ? now : now + PfxKeyFiles.PublishedBeforeUse;
                Tell(output, files.MakeNext(from), from, options);
                if (options.UseKeyNow)
                    output.WriteLine("No IdP has met this key before: those that verify our requests refuse them until they have read our metadata again.");
            }
            else if (options.UseKeyNow)
            {
                Tell(output, files.UseNow(waiting.Path), now, options);
            }
            else
            {
                throw new LocalException($"A new key waits already, and signs from {Write(waiting.From)}: {waiting.Path}. To use it at once: roll-key --now.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SettingsException)
        {
            throw new LocalException(e.Message);
        }
    }

    private static void Tell(TextWriter output, string file, DateTimeOffset from, LocalOptions options)
    {
        using var certificate = X509CertificateLoader.LoadPkcs12FromFile(file, null);
        output.WriteLine($"""
            New key   {file}
            SHA-256   {certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256)}
            Published from now on, within a few seconds where the app runs.
            Signs and is encrypted to from {Write(from)}. The old key goes on decrypting until it expires.
            See {options.BaseUrl}/saml/{LocalTenants.RunMyProcess}/metadata, and 'Our own key' in docs/operations.md.
            """);
    }

    private static string Write(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";
}
