using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Local;

/// <summary>
/// Finds and installs the emulator that <c>src/Local/azurite/package-lock.json</c> pins. It lives in <c>node_modules</c> beside
/// that file, whichever project's output runs: the repository is found by walking up from the running program.
/// </summary>
internal static class AzuriteInstallation
{
    private const int OldestNode = 20;
    private const string LockFile = "package-lock.json";
    private static readonly string Folder = Path.Combine("src", "Local", "azurite");

    /// <summary>Returns the folder of the installed emulator, after installing it where it is missing or another version.</summary>
    /// <exception cref="InvalidOperationException">Node.js or npm is missing or too old, or the installation failed.</exception>
    public static async Task<string> EnsureAsync(Action<string> log, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(FindRepositoryRoot(), Folder);
        await CheckNodeAsync(cancellationToken);
        if (IsInstalled(folder))
        {
            return folder;
        }

        // Test projects run side by side: one installs, the others wait and then find it done.
        await using (await LockAsync(folder, cancellationToken))
        {
            if (!IsInstalled(folder))
            {
                await InstallAsync(folder, log, cancellationToken);
            }
        }

        return folder;
    }

    /// <summary>The nearest folder above the running program that holds this repository.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string FindRepositoryRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, Folder, LockFile)))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException(
            $"No folder above {AppContext.BaseDirectory} has {Path.Combine(Folder, LockFile)}. Build and run within the repository.");
    }

    private static async Task CheckNodeAsync(CancellationToken cancellationToken)
    {
        var (exitCode, output) = await RunAsync("node", ["--version"], Environment.CurrentDirectory, _ => { }, cancellationToken);
        if (exitCode != 0
            || !int.TryParse(output.TrimStart('v').Split('.')[0], CultureInfo.InvariantCulture, out var major)
            || major < OldestNode)
        {
            throw new InvalidOperationException(
                $"The storage emulator needs Node.js {OldestNode} or later; 'node --version' says '{output.Trim()}'. {HowToGetNode}");
        }
    }

    private static async Task InstallAsync(string folder, Action<string> log, CancellationToken cancellationToken)
    {
        log($"Installing the storage emulator into {folder} …");
        string[] arguments = ["ci", "--no-audit", "--no-fund", "--ignore-scripts"];
        var (exitCode, output) = await RunAsync(
            OperatingSystem.IsWindows() ? "npm.cmd" : "npm", arguments, folder, log, cancellationToken);
        if (exitCode != 0)
        {
            throw new InvalidOperationException(
                $"The storage emulator could not be installed. Run 'npm ci' in {folder} to see why, and again once that works. npm said: {output.Trim()}");
        }

        File.Copy(Path.Combine(folder, LockFile), Marker(folder), overwrite: true);
    }

    // Written last, so that neither an interrupted installation nor one of other versions counts.
    private static bool IsInstalled(string folder) =>
        File.Exists(Marker(folder)) && File.ReadAllBytes(Marker(folder)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder, LockFile)));

    private static string Marker(string folder) => Path.Combine(folder, "node_modules", ".installed-" + LockFile);

    private static async Task<FileStream> LockAsync(string folder, CancellationToken cancellationToken)
    {
        var name = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(folder)).AsSpan(0, 8));
        var path = Path.Combine(Path.GetTempPath(), $"storage-emulator-{name}.lock");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            }
        }
    }

    private static string HowToGetNode =>
        OperatingSystem.IsLinux() ? "Install it: apt-get install nodejs npm" :
        OperatingSystem.IsMacOS() ? "Install it: brew install node" :
        "Install it: winget install OpenJS.NodeJS.LTS";

    private static async Task<(int ExitCode, string Output)> RunAsync(
        string program, string[] arguments, string folder, Action<string> log, CancellationToken cancellationToken)
    {
        var output = new StringBuilder();
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"The storage emulator needs '{program}', which could not be started: {e.Message}. {HowToGetNode}", e);
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, output.ToString());

        void Take(string? line)
        {
            if (line is null)
            {
                return;
            }

            lock (output)
            {
                output.AppendLine(line);
            }

            log(line);
        }
    }
}
