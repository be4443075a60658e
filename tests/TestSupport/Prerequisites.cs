using System.Diagnostics;

namespace TestSupport;

/// <summary>
/// Programs that tests drive and that NuGet does not bring. A missing one is installed by tests/install-prerequisites.sh; where that
/// cannot be done, the test fails and names the command that mends it. Nothing is skipped.
/// </summary>
public static class Prerequisites
{
    /// <summary>The path of Debian's Chromium, the shell without windows: a third less work than the whole browser.</summary>
    public static string Chromium => Ensure("/usr/bin/chromium-headless-shell", "chromium-headless-shell");

    /// <summary>The path of the shellcheck program.</summary>
    public static string Shellcheck => Ensure("/usr/bin/shellcheck", "shellcheck");

    /// <summary>The path of the xmlsec1 program.</summary>
    public static string Xmlsec1 => Ensure("/usr/bin/xmlsec1", "xmlsec1");

    private static string Ensure(string program, string package)
    {
        if (!File.Exists(program))
        {
            Install(package);
        }

        return File.Exists(program)
            ? program
            : throw new InvalidOperationException($"This test needs {program}. Install it: apt-get update && apt-get install -y {package}");
    }

    private static void Install(string package)
    {
        // The script holds a lock, so that test projects that run at once do not install at once.
        using Process process = Process.Start(new ProcessStartInfo("bash", [Repository.PathOf("tests", "install-prerequisites.sh"), package])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{package} could not be installed: {errors} {output.Result}\nInstall it by hand: apt-get update && apt-get install -y {package}");
        }
    }
}
