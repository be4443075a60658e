using System.Reflection;

namespace Functions.Tests.App;

/// <summary>Where the app's own build put the app: not the test's output folder.</summary>
internal static class AppFolder
{
    public static string Output { get; } =
        typeof(AcsFunction).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "OutputFolder").Value!;

    public static string Configuration { get; } = new DirectoryInfo(Output).Parent!.Name;

    public static string Project { get; } = Path.GetFullPath(Path.Combine(Output, "..", "..", "..", "Functions.csproj"));
}
