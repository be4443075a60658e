using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace TestSupport;

/// <summary>Installs what a folder's package-lock.json pins, once, however many test processes ask at the same time.</summary>
public static class NpmPackages
{
    private const string LockFile = "package-lock.json";
    private const string HowToGetNode = "The tests need Node.js 20 or later with npm. On Debian: apt-get install -y nodejs npm";

    /// <summary>Makes sure that the packages are there.</summary>
    /// <param name="folder">A folder with package.json and package-lock.json.</param>
    /// <exception cref="InvalidOperationException">npm is missing, or it failed; the message says how to mend it.</exception>
    public static async Task EnsureAsync(string folder, CancellationToken cancellationToken = default)
    {
        if (IsInstalled(folder))
        {
            return;
        }

        await using var mine = await LockAsync(folder);
        if (!IsInstalled(folder))
        {
            await InstallAsync(folder, cancellationToken);
            File.Copy(Path.Combine(folder, LockFile), Marker(folder), overwrite: true);
        }
    }

    // Written last, so that an installation that was interrupted, or one of other versions, does not count.
    private static bool IsInstalled(string folder) =>
        File.Exists(Marker(folder)) && File.ReadAllBytes(Marker(folder)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder, LockFile)));

    private static string Marker(string folder) => Path.Combine(folder, "node_modules", ".installed-" + LockFile);

    private static async Task InstallAsync(string folder, CancellationToken cancellationToken)
    {
        string[] arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
        using var npm = Start(folder, arguments);
        var output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = npm.StandardError.ReadToEndAsync(cancellationToken);
        await npm.WaitForExitAsync(cancellationToken);
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"npm could not install the packages of {folder}. Run 'npm ci' there to see why, then run the tests again. npm said: {await errors} {await output}");
        }
    }

    private static Process Start(string folder, string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"npm could not be started: {e.Message}. {HowToGetNode}", e);
        }
    }

    private static async Task<FileStream> LockAsync(string folder)
    {
        var name = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(folder)).AsSpan(0, 8));
        var path = Path.Combine(Path.GetTempPath(), $"npm-packages-{name}.lock");
        return await Eventually.GetAsync(
            $"the lock {path}, which another test process holds while it runs npm",
            TimeSpan.FromMinutes(5),
            () => Task.FromResult(TryOpen(path)));
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
