using System.Diagnostics;
using TestSupport;

namespace Local.Tests;

/// <summary>The program on a machine without the Node.js that it needs.</summary>
public sealed class NodeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, "needs 'node', which could not be started")]
    [InlineData("v16.20.2", "needs Node.js 20 or later; 'node --version' says 'v16.20.2'")]
    public async Task It_says_what_is_missing_and_how_to_get_it(string? version, string said)
    {
        if (OperatingSystem.IsWindows())
            return;
        var path = Directory.CreateDirectory(_folder["bin"]);
        if (version is not null)
        {
            var node = Path.Combine(path.FullName, "node");
            await File.WriteAllTextAsync(node, $"#!/bin/sh\necho {version}\n", TestContext.Current.CancellationToken);
            File.SetUnixFileMode(node, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var start = new ProcessStartInfo(FindDotnet())
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var argument in new[] { typeof(LocalOptions).Assembly.Location, "add-user", "contoso", "--email", "a@contoso.com", "--data", _folder["data"] })
            start.ArgumentList.Add(argument);
        start.Environment["PATH"] = path.FullName;
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, process.ExitCode);
        Assert.Contains(said, errors, StringComparison.Ordinal);
        Assert.Contains("Install it: ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    private static string FindDotnet() => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "dotnet")).First(File.Exists);
}
