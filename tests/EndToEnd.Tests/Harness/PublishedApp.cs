using TestSupport;

namespace EndToEnd.Tests.Harness;

/// <summary>The app as it is deployed, in a folder of its own. It is published once a run.</summary>
/// <param name="Folder">The app's folder.</param>
/// <param name="IsOfficial">Whether it stands on Microsoft's worker, which needs a host.</param>
internal sealed record PublishedApp(string Folder, bool IsOfficial)
{
    private static readonly Lazy<Task<PublishedApp>> Published = new(PublishAsync);

    /// <summary>The app.</summary>
    public static Task<PublishedApp> Value => Published.Value;

    private static async Task<PublishedApp> PublishAsync()
    {
        var folder = Directory.CreateTempSubdirectory("published-").FullName;
        // Whatever becomes of the run, nothing of it stays; the apps have been killed by then.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return new PublishedApp(folder, await FunctionsPublish.RunAsync(folder));
    }
}
