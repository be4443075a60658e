using System.Reflection;

namespace TestSupport;

/// <summary>Where the checkout that the tests were built from lies.</summary>
public static class Repository
{
    /// <summary>The checkout's top folder, with a slash at its end.</summary>
    public static string Root { get; } =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    /// <summary>A path in the checkout.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A folder under tests/output, which git ignores, for what people look at after a run; made when missing.</summary>
    public static string OutputFolder(string name) => Directory.CreateDirectory(PathOf("tests", "output", name)).FullName;
}
