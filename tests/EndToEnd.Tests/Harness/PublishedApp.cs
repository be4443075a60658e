using System.Diagnostics;
using TestSupport;

namespace EndToEnd.Tests.Harness;

/// <summary>
/// The app out of <c>dotnet publish</c>, compiled ahead of time as it is deployed, on the local runtime. It is published once for the tests
/// of its collection, into a folder of its own, so that nothing of the build beside these tests can lend it a file.
/// </summary>
[CollectionDefinition(nameof(PublishedApp))]
public sealed class PublishedApp : IAsyncLifetime, ICollectionFixture<PublishedApp>
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("published-");

    /// <summary>The app.</summary>
    public AppUnderTest App { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var output = Path.Combine(_folder.FullName, "app");
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                "publish", Repository.PathOf("src", "Functions", "Functions.csproj"), "-c", "Release", "-o", output, "-p:AzurePackages=standin",
                "--artifacts-path", Path.Combine(_folder.FullName, "build"), "-nologo", "-v", "quiet",
            ])
        {
            RedirectStandardOutput = true,
        })!;
        var said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        Assert.True(publish.ExitCode == 0, said);
        App = await AppUnderTest.StartAsync(new AppSettings { Program = Path.Combine(output, "Functions.dll") });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (App is not null)
        {
            await App.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }
}
